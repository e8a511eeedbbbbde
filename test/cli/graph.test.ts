import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { vmc } from '../support/vmc.ts'

const test = suite('vmc graph')

const program = (count: string): string => `
import { bridge, direct, domain, file, GiB, mount, network, param, rbd, volume } from 'libvmc'

const count = param('${count}', 2)

export const webs = Array.from({ length: count }, (_, n) =>
  domain(\`web\${n}\`)
    .q35()
    .acpi()
    .memory(GiB(2))
    .vcpu(2)
    .disk(volume('vms', \`web\${n}.qcow2\`), rbd('vms/shared', 'mon1').readonly())
    .cdrom('/srv/debian.iso')
    .nic(bridge('br0').model('virtio'), network('default').model('virtio')),
)
export const db = domain('db')
  .q35()
  .acpi()
  .memory(GiB(2))
  .vcpu(2)
  .disk(file('/srv/db.qcow2'), volume('vms', 'db.qcow2'))
  .nic(direct('eth0').model('virtio'), bridge('br0').model('virtio'), bridge('br0').model('virtio'))
`

test('draws what the domains of a program use, as Mermaid by default', async () => {
  const { code, stdout, stderr } = await vmc(['graph'], { 'infra.ts': program('g1') })
  assert.equal([code, stderr], [0, ''])
  assert.is(
    stdout,
    `flowchart LR
  d0["db"]
  d1["web0, web1"]
  r0(["br0<br>bridge"])
  r1[("vms<br>pool")]
  r2(["eth0<br>interface"])
  r3(["default<br>network"])
  r4[("rbd://mon1/vms/shared<br>image")]
  r5[("/srv/debian.iso<br>image")]
  d0 --- r0
  d0 --- r1
  d0 --- r2
  d1 --- r0
  d1 --- r3
  d1 --- r1
  d1 --- r4
  d1 --- r5
`,
  )
})

test('takes parameters, and writes a file whose extension chooses the format', async () => {
  const args = ['graph', 'infra.ts', '--set', 'g2=12', '-o', 'out/fleet.svg']
  const { code, stdout, stderr, cwd } = await vmc(args, { 'infra.ts': program('g2') })
  assert.equal([code, stdout, stderr], [0, '', 'out/fleet.svg written\n'])
  const svg = readFileSync(join(cwd, 'out/fleet.svg'), 'utf8')
  assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+"/)
  assert.match(svg, '>web0 … web11 (12)</text>')
  const again = await vmc([...args.slice(0, -1), 'out/fleet.gv', '--quiet'], cwd)
  assert.equal([again.code, again.stderr], [0, ''])
  assert.match(readFileSync(join(cwd, 'out/fleet.gv'), 'utf8'), /^graph fleet \{\n/)
})

test('an invalid domain is reported as by a build, and nothing is drawn', async () => {
  const { code, stdout, stderr, cwd } = await vmc(['graph', '-o', 'fleet.svg'], {
    'infra.ts': `import { domain, file, GiB } from 'libvmc'
export const a = domain('a').hvm().memory(GiB(1)).disk(file('/a.qcow2').bus('virtoi' as never))`,
  })
  assert.equal([code, stdout], [2, ''])
  assert.match(stderr, 'did you mean "virtio"?')
  assert.not.ok(existsSync(join(cwd, 'fleet.svg')))
})

for (const [args, message] of [
  [['fv0.xml'], '"fv0.xml" is a document, not a program'],
  [['-o', ''], '--out needs a value'],
  [['--format', 'png'], 'unknown format "png"'],
  [['--set', 'stage'], '--set stage has no value'],
  [['gone.ts'], 'gone.ts'],
] as const)
  test(`vmc graph ${args.join(' ')} is reported`, async () => {
    const { code, stdout, stderr } = await vmc(['graph', ...args])
    assert.equal([code, stdout], [1, ''])
    assert.match(stderr, message)
  })

test('a file that cannot be written is reported', async () => {
  const files = { 'infra.ts': program('g3'), 'taken/a': '' }
  const { code, stderr } = await vmc(['graph', '-o', 'taken'], files)
  assert.is(code, 1)
  assert.match(stderr, 'cannot write taken: ')
})

test('refuses a file whose extension is not the format, before the program runs', async () => {
  const refused = async (...args: readonly string[]) => {
    const { code, stderr, cwd } = await vmc(['graph', 'infra.ts', ...args], {
      'infra.ts': 'throw new Error("runs")',
    })
    assert.is(code, 1)
    assert.not(existsSync(join(cwd, args.at(-1)!)))
    return stderr
  }
  assert.is(
    await refused('-o', 'fleet.png'),
    `error[VMC4010]: vmc graph cannot write a .png file
 = help: write a .svg, .dot, .gv, .mmd or .mermaid file; Graphviz makes other pictures: vmc graph --format dot | dot -Tpng -o fleet.png
`,
  )
  for (const format of ['dot', 'mermaid', 'svg'])
    assert.match(
      await refused('--format', format, '-o', 'a.PDF'),
      'vmc graph cannot write a .pdf file',
    )
  assert.match(
    await refused('-o', 'a.html'),
    'help: write a .svg, .dot, .gv, .mmd or .mermaid file\n',
  )
  assert.is(
    await refused('--format', 'dot', '-o', 'fleet.svg'),
    `error[VMC4010]: --format dot contradicts the extension of fleet.svg
 = help: leave out --format, or write a .dot or .gv file
`,
  )
  assert.match(
    await refused('--format', 'svg', '-o', 'a.mmd'),
    'leave out --format, or write a .svg file',
  )
})

test('writes Mermaid and text files, and files without an extension', async () => {
  const files = { 'infra.ts': program('g9') }
  const written = async (name: string, ...args: readonly string[]) => {
    const { code, cwd } = await vmc(['graph', 'infra.ts', '-o', name, ...args], files)
    assert.is(code, 0)
    return readFileSync(join(cwd, name), 'utf8').split(/\s/)[0]
  }
  for (const name of ['a.mmd', 'a.mermaid', 'a.md', 'a.txt', 'a'])
    assert.is(await written(name), 'flowchart', name)
  for (const name of ['a.dot', 'a.GV']) assert.is(await written(name), 'graph', name)
  assert.is(await written('a.txt', '--format', 'dot'), 'graph')
  assert.is(await written('a', '--format', 'svg'), '<svg')
})

test.run()
