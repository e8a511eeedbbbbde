import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { vmc } from './support/vmc.ts'

const readme = suite('README')
const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const quickstart = new URL('../examples/quickstart/', import.meta.url)

/** The contents of all code blocks in a language. */
const blocks = (language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    match => match[1]!,
  )

readme('shows the quickstart program and its XML exactly', () => {
  assert.is(blocks('ts')[0], readFileSync(new URL('infra.ts', quickstart), 'utf8'))
  assert.is(blocks('xml')[0], readFileSync(new URL('expected/fv0.xml', quickstart), 'utf8'))
})

readme('shows the exact output for its wrong program', async () => {
  const [shown = ''] = blocks('text')
  const { stderr, code } = await vmc(['build', 'infra.ts'], { 'infra.ts': blocks('ts')[1]! })
  assert.is(`$ npx vmc build infra.ts\n${stderr}`, shown)
  assert.is(code, 2)
})

readme('shows a configuration that works, with a rule that behaves as documented', async () => {
  const [program = ''] = blocks('ts')
  const config = blocks('ts').find(block => block.includes('no-public-vnc'))!
  const open = program.replace("listen('127.0.0.1')", "listen('0.0.0.0')")
  const files = { 'infra.ts': open, 'vmc.config.ts': config }
  const { stderr, code } = await vmc(['build', '--no-typecheck'], files)
  assert.is(code, 2)
  assert.match(stderr, /error\[no-public-vnc\]: VNC listens on all addresses\n +--> infra\.ts:\d+:/)
  const right = await vmc(['build', '--no-typecheck'], { ...files, 'infra.ts': program })
  assert.equal([right.code, right.stderr], [0, '1 domain in vmc.out: 1 written\n'])
})

readme('shows the exact program of an imported fleet', async () => {
  const shown = blocks('ts').find(block => block.includes('webTable'))!
  const rows = [...shown.matchAll(/name: '(\w+)', uuid: '(.*?)', mac: '(.*?)'/g)]
  assert.is(rows.length, 3)
  const documents = rows.map(([, name, uuid, mac], nth) => [
    `${name}.xml`,
    `<domain type="kvm" id="${nth + 1}"><name>${name}</name><uuid>${uuid}</uuid><memory unit="GiB">2</memory><vcpu>2</vcpu>
    <os><type arch="x86_64" machine="q35">hvm</type></os><features><acpi/></features><devices>
      <disk type="file" device="disk"><driver name="qemu" type="qcow2"/><source file="/var/lib/libvirt/images/${name}.qcow2" index="1"/>
        <target dev="vda" bus="virtio"/><alias name="virtio-disk0"/><address type="pci" domain="0x0000" bus="0x03" slot="0x00" function="0x0"/></disk>
      <controller type="pci" index="0" model="pcie-root"><alias name="pcie.0"/></controller>
      <interface type="bridge"><mac address="${mac}"/><source bridge="br0"/><target dev="vnet${nth}"/><model type="virtio"/><alias name="net0"/></interface>
    </devices></domain>`,
  ])
  const { stdout, code } = await vmc(['import', '.', '--clean'], Object.fromEntries(documents))
  assert.is(stdout, shown)
  assert.is(code, 0)
})

readme('lists exactly the commands that exist', async () => {
  const { stdout } = await vmc(['--help'])
  const listed = [...stdout.matchAll(/^ {2}vmc (\w+)/gm)].map(match => match[1])
  const documented = [...text.matchAll(/^\| `vmc (\w+)/gm)].map(match => match[1])
  assert.equal([...listed].sort(), [...documented].sort())
})

readme.run()
