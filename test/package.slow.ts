import { execFile } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { environment, folder } from './support/vmc.ts'

const packaged = suite('package')
const root = fileURLToPath(new URL('..', import.meta.url))
const home = folder({ 'package.json': '{ "name": "empty", "private": true }' })
const exec = promisify(execFile)

/** Runs a command as a person would in a shell, and returns its output. Throws if the command fails. */
async function run(cwd: string, command: string, ...args: readonly string[]) {
  // npm passes its own settings to scripts in variables, which would affect the npm that these tests call.
  const env = Object.fromEntries(
    Object.entries(environment()).filter(([name]) => !name.toLowerCase().startsWith('npm_')),
  )
  env.NPM_CONFIG_LOGLEVEL = 'error'
  env.NO_COLOR = '1'
  const { stdout, stderr } = await exec(command, args, { cwd, env, maxBuffer: 1e8 })
  return { stdout, stderr }
}

/** Packs a package into `home`. */
async function pack(from: string) {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', home]
  const { stdout } = await run(from, 'npm', ...args)
  const [{ filename, files }] = JSON.parse(stdout) as [
    { filename: string; files: { path: string }[] },
  ]
  return { filename, files: files.map(file => file.path) }
}

const install = (at: string, ...packages: readonly string[]) =>
  run(at, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', ...packages)

/** The paths of the files in the package. */
let packedFiles: readonly string[] = []
let tarball = ''

packaged.before(async () => {
  const { filename, files } = await pack(root)
  packedFiles = files
  tarball = filename
  await install(home, `./${filename}`)
})
packaged.after(() => rmSync(home, { recursive: true, force: true }))

packaged('contains the needed files and no others', () => {
  const tops = [...new Set(packedFiles.map(path => path.split('/')[0]))].sort()
  assert.equal(tops, [
    ...['BENCHMARKS.md', 'CHANGELOG.md', 'CODE_OF_CONDUCT.md', 'CONTRIBUTING.md', 'LICENSE'],
    ...['README.md', 'SECURITY.md', 'dist', 'docs', 'examples', 'package.json', 'scripts'],
    'templates',
  ])
  assert.equal(
    packedFiles.filter(path => /(^|\/)(test|node_modules|\.git|vmc\.out)(\/|$)|\.tgz$/.test(path)),
    [],
  )
  assert.ok(
    packedFiles.includes('dist/cli/main.js') && packedFiles.includes('templates/common/gitignore'),
  )
})

packaged('has every file that its README links to', () => {
  const readme = readFileSync(join(home, 'node_modules/libvmc/README.md'), 'utf8')
  const links = [...readme.matchAll(/\]\(([^)#:]+)[^)]*\)/g)].map(([, path]) => path!)
  assert.ok(links.length > 20)
  for (const link of links)
    assert.ok(existsSync(join(home, 'node_modules/libvmc', link)), `the README links to ${link}`)
})

packaged('has one declaration file for each entry, and one for what they share', () => {
  assert.equal(packedFiles.filter(path => path.endsWith('.d.ts')).sort(), [
    'dist/compiler.d.ts',
    'dist/hosts/index.d.ts',
    'dist/index.d.ts',
    'dist/language.d.ts',
    'dist/rules/index.d.ts',
    'dist/testing/index.d.ts',
  ])
})

packaged('builds a program in an empty folder', async () => {
  const text = `import { domain, GiB } from 'libvmc'\nexport const fv0 = domain('fv0').hvm().memory(GiB(1))\n`
  writeFileSync(join(home, 'infra.ts'), text)
  const { stderr } = await run(home, 'npx', 'vmc', 'build')
  assert.is(stderr, '1 domain in vmc.out: 1 written\n')
  assert.match(readFileSync(join(home, 'vmc.out/fv0.xml'), 'utf8'), '<name>fv0</name>')
})

const user = `import { bridge, domain, type DomainBuilder, file, GiB, type Disk } from 'libvmc'
import { build, checkRule, defineConfig, type Diagnostic, toXml, validateXml } from 'libvmc/compiler'
import { rule } from 'libvmc/rules'

const own = rule({
  slug: 'own',
  title: 'a title',
  help: 'A help.',
  on: 'devices/disk',
  *check(disk, { hosts }) {
    if (disk.text('type') === 'block' && hosts.hv1) yield disk.report('.', 'no')
  },
})
export const failures: readonly string[] = checkRule(own)
export default defineConfig({ use: [own], rules: { own: 'off' }, hosts: { hv1: { memory: GiB(64) } } })
// @ts-expect-error
domain('a').allow('own')
const preset = (d: DomainBuilder): DomainBuilder => d.hvm().memory(GiB(1))
const disk: Disk = { type: 'file', source: { file: '/x' } }
export const xml: string = toXml(domain('a').use(preset).disk(disk).disk(file('/y')).nic(bridge('br0')))
export const found: readonly Diagnostic[] = validateXml(xml)
export const { diagnostics } = await build('infra.ts')
// @ts-expect-error
domain('a').vcpu({})
// @ts-expect-error
domain('a').disk(file('/x').bus('virtoi'))
`

for (const typescript of ['typescript', 'typescript-5.9']) {
  for (const [module, moduleResolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ] as const) {
    packaged(`has types for ${typescript} with ${moduleResolution}`, async () => {
      const at = join(home, `types-${typescript}-${moduleResolution}`)
      mkdirSync(at)
      const compilerOptions = {
        module,
        moduleResolution,
        target: 'es2023',
        lib: ['es2023'],
        types: [],
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        // Also check the declarations of the package.
        skipLibCheck: false,
      }
      writeFileSync(join(at, 'package.json'), '{ "type": "module" }')
      writeFileSync(join(at, 'user.ts'), user)
      writeFileSync(join(at, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
      const tsc = join(root, 'node_modules', typescript, 'bin/tsc')
      const { stdout } = await run(at, process.execPath, tsc, '-p', 'tsconfig.json').catch(
        error => error,
      )
      assert.is(stdout, '')
    })
  }
}

for (const template of ['basic', 'fleet', 'xen']) {
  packaged(
    `starts a ${template} project that installs, builds, type-checks and passes its test`,
    async () => {
      const at = join(home, template)
      const init = await run(home, 'npx', 'vmc', 'init', template, template)
      assert.match(
        init.stderr,
        new RegExp(
          `^\\.github/workflows/vmc\\.yml\\n\\.gitignore\\n[^]*\\n\\nNext: cd ${template} && npm install && npx vmc build && npm test\\n$`,
        ),
      )
      await install(at)
      const built = await run(at, 'npx', 'vmc', 'build')
      assert.match(built.stderr, /^\d domains? in vmc\.out: \d written\n$/)
      await run(at, 'npm', 'test')
      await run(
        at,
        process.execPath,
        join(root, 'node_modules/typescript/bin/tsc'),
        '-p',
        'tsconfig.json',
      )
      assert.is(readFileSync(join(at, '.gitignore'), 'utf8'), 'node_modules/\n')

      const before = readFileSync(join(at, 'package.json'), 'utf8')
      const again = await run(home, 'npx', 'vmc', 'init', template, template).catch(error => error)
      assert.is(again.code, 1)
      assert.match(
        again.stderr,
        /^error\[VMC4010\]: \.github\/workflows\/vmc\.yml, \.gitignore, .* already exist in /,
      )
      assert.is(readFileSync(join(at, 'package.json'), 'utf8'), before)
    },
  )
}

packaged('npm create libvmc starts the same project as vmc init', async () => {
  const { filename } = await pack(join(root, 'packages/create-libvmc'))
  const packages = [`--package=./${filename}`, `--package=./${tarball}`]
  const exec = ['exec', '--yes', '--prefer-offline', ...packages, '--', 'create-libvmc']
  const created = await run(home, 'npm', ...exec, 'my-fleet', 'fleet')
  assert.match(created.stderr, 'Next: cd my-fleet && npm install && npx vmc build && npm test\n')
  await run(home, 'npx', 'vmc', 'init', 'fleet', 'other/my-fleet')
  const filesIn = (at: string) =>
    readdirSync(join(home, at), { recursive: true, encoding: 'utf8' }).sort()
  assert.equal(filesIn('my-fleet'), filesIn('other/my-fleet'))
  const { name } = JSON.parse(readFileSync(join(home, 'my-fleet/package.json'), 'utf8'))
  assert.is(name, 'my-fleet')
  const refused = await run(home, 'npm', ...exec, 'my-fleet').catch(error => error)
  assert.match(refused.stderr, /already exist in my-fleet\n.*vmc init overwrites nothing/)
})

packaged('create-libvmc has the version and the licence of libvmc', () => {
  const own = (file: string) => readFileSync(join(root, 'packages/create-libvmc', file), 'utf8')
  const { version, dependencies, engines } = JSON.parse(own('package.json'))
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  assert.equal([version, dependencies], [manifest.version, { libvmc: manifest.version }])
  assert.equal(engines, manifest.engines)
  assert.is(own('LICENSE'), readFileSync(join(root, 'LICENSE'), 'utf8'))
})

for (const node of [20, 22, 24])
  packaged(`builds, imports and tests under Node ${node}`, async () => {
    const at = `node-${node}`
    mkdirSync(join(home, at))
    writeFileSync(
      join(home, at, 'infra.ts'),
      `import { domain, GiB, param } from 'libvmc'
export const fv0 = domain('fv0').hvm().memory(GiB(param('gib', 1)))
`,
    )
    writeFileSync(
      join(home, at, 'test.mjs'),
      `import { fleet } from 'libvmc/testing'
const { names, findings } = await fleet('infra.ts', { set: { gib: '2' } })
console.log(process.versions.node, names, findings)
`,
    )
    const vmc = 'node ../node_modules/libvmc/dist/cli/main.js'
    const script = `cd ${join(home, at)} && ${vmc} build && ${vmc} build --check && ${vmc} import vmc.out --into all.ts && ${vmc} validate all.ts vmc.out && node test.mjs`
    const withNode = join(root, 'scripts/with-node.sh')
    const { stdout, stderr } = await run(root, withNode, `${node}`, 'bash', '-c', script)
    assert.match(stderr, /1 domain in vmc\.out: 1 written\n[\s\S]*2 domains valid\n$/)
    assert.match(stdout, new RegExp(`^${node}\\.\\d+\\.\\d+ \\[ 'fv0' \\] \\[\\]\n$`))
  })

const runners = {
  cluster: ['node', '--import', 'tsx', '--test', '--test-reporter=tap', 'infra.spec.ts'],
  desktops: ['npx', 'vitest', 'run', 'infra.spec.ts'],
  mixed: ['node', '--import', 'tsx', 'infra.spec.ts'],
}
const passed = {
  cluster: /^# pass 3\n/m,
  desktops: /^ *Tests {2}5 passed \(5\)$/m,
  mixed: /^ *Passed: {4}3$/m,
}

packaged('libvmc/testing works in node:test, vitest and uvu', async () => {
  const at = join(home, 'fleets')
  cpSync(join(root, 'test/testing/fleets'), at, { recursive: true })
  const { devDependencies: own } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const wanted = ['tsx', 'uvu', 'vitest'].map(name => `${name}@${own[name]}`)
  writeFileSync(join(at, 'package.json'), '{ "private": true, "type": "module" }')
  await install(at, `../${tarball}`, ...wanted)
  for (const [fleet, [command, ...args]] of Object.entries(runners)) {
    const { stdout } = await run(join(at, fleet), command!, ...args).catch(error => error)
    assert.match(stdout, passed[fleet as keyof typeof passed])
  }
})

packaged.run()
