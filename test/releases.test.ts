import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { folder } from './support/vmc.ts'

const test = suite('releases')

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const { version } = JSON.parse(read('package.json')) as { version: string }

/** Runs scripts/release.mjs on a copy of the files that it reads, and returns the copy. */
function release(args: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const copy = folder()
  for (const at of ['scripts', 'packages/create-libvmc'])
    mkdirSync(join(copy, at), { recursive: true })
  for (const file of [
    'scripts/release.mjs',
    'package.json',
    'packages/create-libvmc/package.json',
    'CHANGELOG.md',
  ])
    copyFileSync(join(root, file), join(copy, file))
  for (const [file, text] of Object.entries(files)) writeFileSync(join(copy, file), text)
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(copy, 'scripts/release.mjs'), ...args],
    { encoding: 'utf8' },
  )
  const json = (file: string) => JSON.parse(readFileSync(join(copy, file), 'utf8'))
  return { status, stderr, json }
}

test('the tag, both packages and the changelog have the same version', () => {
  const { status, stderr } = release(['check', `v${version}`])
  assert.equal([status, stderr], [0, ''])
})

test('a wrong tag, or a version without a section in the changelog, stops a release', () => {
  const { status, stderr } = release(['check', 'v9.9.9'], { 'CHANGELOG.md': '# Changelog\n' })
  assert.is(status, 1)
  assert.match(stderr, `the tag is v9.9.9, the version of libvmc ${version}`)
  assert.match(stderr, `CHANGELOG.md has no section "## ${version}"`)
})

test('create-libvmc gets the version of libvmc', () => {
  const manifest = { ...JSON.parse(read('package.json')), version: '3.2.1' }
  const { json } = release(['version'], { 'package.json': JSON.stringify(manifest) })
  const { version: created, dependencies } = json('packages/create-libvmc/package.json')
  assert.equal([created, dependencies], ['3.2.1', { libvmc: '3.2.1' }])
})

test('both packages name the repository that builds them', () => {
  const { json } = release(['repository', 'https://example.org/a/b'])
  const url = 'git+https://example.org/a/b.git'
  assert.equal(json('package.json').repository, { type: 'git', url })
  assert.is(json('packages/create-libvmc/package.json').repository.url, url)
})

test('the pages name the version that is released', () => {
  const names = [...read('docs/ci.md').matchAll(/\bv(\d+\.\d+\.\d+)/g)].map(([, name]) => name)
  assert.equal(names, [version, version])
})

/** The commands of the action, in their order. */
const commands = [...read('action.yml').matchAll(/^ +run: (.*)$/gm)].map(([, text = '']) =>
  text.replace(/^'(.*)'$/, '$1'),
)

/** Runs the commands of the action in a project, whose vmc is that of this checkout. */
function act(project: string, words: string) {
  mkdirSync(join(project, 'node_modules/.bin'), { recursive: true })
  const vmc = join(project, 'node_modules/.bin/vmc')
  const main = join(root, 'dist/cli/main.js')
  writeFileSync(vmc, `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`, { mode: 0o755 })
  return spawnSync('bash', ['-e', '-c', commands.join('\n')], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, VMC_ARGUMENTS: words },
  })
}

const program = (bus: string): string => `import { domain, file, GiB } from 'libvmc'
export const a = domain('a').hvm().acpi().memory(GiB(1)).disk(file('/a.qcow2').bus(${bus}))
`

test('the action annotates what is wrong, and passes an output that is up to date', () => {
  const wrong = act(folder({ 'infra.ts': program("'virtoi' as never") }), '')
  assert.is(wrong.status, 2)
  assert.match(wrong.stdout, /^::error file=infra\.ts,line=2,.*"virtoi" is not a bus/m)
  const project = folder({ 'web.ts': program("'virtio'") })
  const stale = act(project, 'web.ts --no-typecheck')
  assert.is(stale.status, 2)
  assert.match(stale.stdout, '::error')
  const main = join(root, 'dist/cli/main.js')
  spawnSync(process.execPath, [main, 'build', 'web.ts'], { cwd: project })
  const right = act(project, 'web.ts --no-typecheck')
  assert.equal([right.status, right.stdout], [0, ''])
})

test('the pre-commit hook runs the same check for programs and for the output folder', () => {
  const hook = read('.pre-commit-hooks.yaml')
  assert.match(hook, /^ {2}entry: node_modules\/\.bin\/vmc build --check$/m)
  const [, pattern = ''] = /^ {2}files: (.*)$/m.exec(hook) ?? []
  const files = ['infra.ts', 'a/presets.mts', 'vmc.out/web0.xml', 'README.md', 'x/vmc.out.md']
  assert.equal(
    files.filter(file => new RegExp(pattern).test(file)),
    ['infra.ts', 'a/presets.mts', 'vmc.out/web0.xml'],
  )
})

test.run()
