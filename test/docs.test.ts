import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../dist/compiler.js'
import { folder, vmc } from './support/vmc.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

/** The contents of all code blocks of a page in a language. */
const blocks = (file: string, language: string): readonly string[] =>
  [...read(file).matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    match => match[1]!,
  )

/** The TypeScript block of a page that contains a text. */
const blockWith = (file: string, text: string): string =>
  blocks(file, 'ts').find(block => block.includes(text))!

const readme = suite('README')

readme('shows the quickstart program and its XML exactly', () => {
  assert.is(blocks('README.md', 'ts')[0], read('examples/quickstart/infra.ts'))
  assert.is(blocks('README.md', 'xml')[0], read('examples/quickstart/expected/fv0.xml'))
})

readme('shows the exact output for its wrong program', async () => {
  const [shown = ''] = blocks('README.md', 'text')
  const program = blockWith('README.md', 'virtoi')
  const { stderr, code } = await vmc(['build', 'infra.ts'], { 'infra.ts': program })
  assert.is(`$ npx vmc build infra.ts\n${stderr}`, shown)
  assert.is(code, 2)
})

readme('shows a fleet that builds without a finding', async () => {
  const { stderr, code } = await vmc(['build'], {
    'infra.ts': blockWith('README.md', 'webServer'),
    'vmc.config.ts': "export default { project: 'shop', hosts: { hv1: {}, hv2: {} } }",
  })
  assert.equal([code, stderr], [0, '40 domains in vmc.out: 40 written\n'])
})

readme('is short enough to read', () => {
  assert.ok(read('README.md').split('\n').length <= 250)
})

readme('lists exactly the commands that exist, as does the page about the command', async () => {
  const { stdout } = await vmc(['--help'])
  const listed = [...stdout.matchAll(/^ {2}vmc (\w+)/gm)].map(match => match[1]).sort()
  for (const file of ['README.md', 'docs/command-line.md']) {
    const documented = [...read(file).matchAll(/^\| `vmc (\w+)/gm)].map(match => match[1])
    assert.equal(documented.sort(), listed, file)
  }
})

readme.run()

const docs = suite('docs')

docs('show a configuration that works, with a rule that behaves as documented', async () => {
  const [program = ''] = blocks('README.md', 'ts')
  const config = blockWith('docs/rules.md', 'no-public-vnc')
  const open = program.replace("listen('127.0.0.1')", "listen('0.0.0.0')")
  const files = { 'infra.ts': open, 'vmc.config.ts': config }
  const { stderr, code } = await vmc(['build', '--no-typecheck'], files)
  assert.is(code, 2)
  assert.match(stderr, /error\[no-public-vnc\]: VNC listens on all addresses\n +--> infra\.ts:\d+:/)
  const right = await vmc(['build', '--no-typecheck'], { ...files, 'infra.ts': program })
  assert.equal([right.code, right.stderr], [0, '1 domain in vmc.out: 1 written\n'])
})

docs('show the exact program of an imported fleet', async () => {
  const shown = blockWith('docs/import.md', 'webTable')
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

/** Pages whose blocks are no whole programs, or have a test of their own. */
const TESTED_ELSEWHERE: Readonly<Record<string, string>> = {
  'hosts.md': 'the walk-through of the page runs on a real host, in conformance',
  'import.md': 'has a test of its own, above',
  'parameters.md': 'has a test of its own, below',
  'testing.md': 'has a test of its own, below',
  'rules.md': 'has a test of its own, above',
  'api.md': 'calls the compiler',
}

const pages = readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md'))

/**
 * The files of a page that a program can import or needs: its blocks that begin with their name, and those after a text that
 * ends with the name of a JSON or CSV file.
 */
const filesOf = (page: string): Readonly<Record<string, string>> =>
  Object.fromEntries([
    ...blocks(page, 'ts').flatMap(text => {
      const [, name] = /^\/\/ ([\w.]+\.ts)\n/.exec(text) ?? []
      return name === undefined ? [] : [[name, text]]
    }),
    ...[...read(page).matchAll(/`([\w.]+\.(?:json|csv))`:\n\n```\w+\n([^`]*)```/g)].map(
      ([, name, text]) => [name, text],
    ),
  ])

/** The XML of the domains in all programs of a page, which build without a finding. */
async function xmlOf(page: string): Promise<string> {
  const files = filesOf(page)
  const programs = blocks(page, 'ts').filter(
    text => /^export /m.test(text) && /from 'libvmc'/.test(text) && files['presets.ts'] !== text,
  )
  let xml = ''
  for (const text of programs) {
    const all = { ...files, 'infra.ts': text }
    const built = await vmc(['build'], all)
    assert.match(built.stderr, /^\d+ domains? in vmc\.out: \d+ written\n$/, `${page}:\n${text}`)
    assert.is(built.code, 0)
    xml += (await vmc(['build', '--stdout', '--no-typecheck'], all)).stdout
  }
  return xml
}

const unindented = (text: string): readonly string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

docs('show programs that build without a finding, and the XML that they make', async () => {
  for (const name of pages.filter(one => !(one in TESTED_ELSEWHERE))) {
    const page = `docs/${name}`
    const lines = new Set(unindented(await xmlOf(page)))
    const shown = blocks(page, 'xml').flatMap(unindented)
    assert.equal(
      shown.filter(line => !lines.has(line)),
      [],
      `${page} shows XML that its programs do not make`,
    )
  }
})

docs(
  'show the wrong program and the exact error on the pages that a newcomer reads first',
  async () => {
    for (const page of ['docs/index.md', 'docs/start.md']) {
      const [program = ''] = blocks(page, 'ts')
      const disk = /( +\.disk\(file\('[^']*'\)).*\)\n/.exec(program)!
      const wrong = program.replace(disk[0], `${disk[1]}.bus('virtoi'))\n`)
      const { stderr } = await vmc(['build', '--no-typecheck'], { 'infra.ts': wrong })
      assert.is(blocks(page, 'text')[0], stderr, page)
    }
  },
)

docs('show the whole XML on the first page', async () => {
  const [program = ''] = blocks('docs/index.md', 'ts')
  const files = { 'infra.ts': program }
  const { stdout } = await vmc(['build', '--stdout', '--no-typecheck'], files)
  assert.is(blocks('docs/index.md', 'xml')[0], stdout)
})

docs('compare with the other tools as the README does', () => {
  const table = /^\| \| vmc \|[\s\S]*?\n\n/m
  assert.is(table.exec(read('docs/compare.md'))?.[0], table.exec(read('README.md'))?.[0])
})

docs('are all on the site', () => {
  const listed = read('docs/.vitepress/sections.mjs')
  const missing = pages.filter(
    name => name !== 'index.md' && !listed.includes(`'/${name.replace('.md', '')}'`),
  )
  assert.equal(missing, [])
})

docs('have lock files that name no registry', () => {
  for (const file of ['package-lock.json', 'docs/package-lock.json'])
    assert.not.match(read(file), '"resolved"', file)
})

docs('show a program with parameters that builds', async () => {
  const files = { 'infra.ts': blockWith('docs/parameters.md', 'param(') }
  const args = ['build', '--set', 'stage=prod', '--set', 'count=12', '--out', 'vmc.out/prod']
  const { stderr, code } = await vmc(args, files)
  assert.equal([code, stderr], [0, '12 domains in vmc.out/prod: 12 written\n'])
})

docs('show the picture of the example fleet', async () => {
  const { stdout } = await vmc(['graph', 'examples/fleet/infra.ts'], root)
  assert.equal(blocks('docs/command-line.md', 'mermaid'), [stdout])
  const svg = await vmc(['graph', 'examples/fleet/infra.ts', '--format', 'svg'], root)
  assert.is(read('docs/fleet.svg'), svg.stdout)
})

docs('show a test of a fleet that passes', async () => {
  const project = folder({
    'infra.ts': blockWith('README.md', 'webServer').replace(/\.host\(.*\)\n/, '\n'),
    'infra.test.ts': blockWith('docs/testing.md', 'libvmc/testing'),
    'package.json': '{ "type": "module" }',
  })
  mkdirSync(join(project, 'node_modules'))
  symlinkSync(root, join(project, 'node_modules/libvmc'))
  await build('infra.ts', { cwd: project, outDir: 'vmc.out', typecheck: false })
  const tsx = import.meta.resolve('tsx')
  const ran = spawnSync(
    process.execPath,
    ['--import', tsx, '--test', '--test-reporter=tap', 'infra.test.ts'],
    {
      cwd: project,
      encoding: 'utf8',
    },
  )
  assert.equal([ran.status, /# pass 4\n/.test(ran.stdout)], [0, true], ran.stdout)
})

docs('have no broken link', () => {
  const files = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md']
  files.push(...pages.map(name => `docs/${name}`))
  const broken = files.flatMap(page =>
    [...read(page).matchAll(/\]\((?!https?:)([^)#\s]*)(#[^)]*)?\)/g)]
      .filter(([, path = '', anchor]) => {
        const file = path === '' ? page : join(dirname(page), path)
        return !existsSync(join(root, file)) || (anchor && !anchors(file).includes(anchor))
      })
      .map(([link]) => `${page}: ${link}`),
  )
  assert.equal(broken, [])
})

/** The anchors of the headings of a page, as GitHub makes them. */
const anchors = (file: string): readonly string[] =>
  [...read(file).matchAll(/^#+ (.*)$/gm)].map(
    ([, heading = '']) =>
      `#${heading
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replaceAll(' ', '-')}`,
  )

docs('have generated parts that are up to date', () => {
  for (const script of ['generated-parts', 'speed-chart']) {
    const args = [join(root, `scripts/${script}.mjs`), '--check']
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    assert.equal([status, stderr], [0, ''])
  }
})

docs('show a chart with the figures of the benchmarks', () => {
  const chart = read('docs/speed.svg')
  const [, ...cells] = /^\| vmc +\| all checks .*$/m.exec(read('BENCHMARKS.md'))![0].split('|')
  for (const seconds of cells.slice(3, 5)) assert.match(chart, `>${seconds!.trim()}</text>`)
})

docs.run()
