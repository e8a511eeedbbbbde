// vmc refuses a named pipe, a socket or a device at the path of a file at once. If vmc waited for it, the test would be killed.
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { namedPipe, specialFiles, withSocket } from '../support/special-files.ts'
import { type Files, folder, spawnVmc, vmc } from '../support/vmc.ts'

const test = suite('special files')

const infra = `import { domain, file, GiB } from 'libvmc'
export default domain('a').hvm().acpi().memory(GiB(1)).disk(file('/a.qcow2'))
`
const xml =
  '<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><os><type arch="x86_64">hvm</type></os></domain>'

/** A new folder with a program and a node_modules folder. */
const project = (files: Files = {}): string =>
  folder({ 'infra.ts': infra, 'node_modules/x/package.json': '{}', ...files })

/** Runs the command, asserts that it fails, and returns the first two lines that it prints. */
async function refused(cwd: string, ...args: readonly string[]): Promise<string> {
  const { code, stderr, stdout } = await vmc(args, cwd)
  assert.is(code, 1, stderr)
  assert.is(stdout, '')
  return stderr.split('\n').slice(0, 2).join('\n').replace(/ +/g, ' ')
}

for (const [kind, put] of Object.entries(specialFiles)) {
  test(`refuses ${kind} as the program`, async () => {
    const cwd = project()
    rmSync(join(cwd, 'infra.ts'))
    put(join(cwd, 'infra.ts'))
    const expected = `error[VMC4007]: this is ${kind}, not a file\n --> infra.ts`
    assert.is(await refused(cwd, 'build'), expected)
    assert.is(await refused(cwd, 'validate', 'infra.ts'), expected)
    assert.is(await refused(cwd, 'build', '--fix'), expected)
  })

  test(`refuses ${kind} as an imported module`, async () => {
    for (const line of [
      "import './helper.ts'",
      "import './helper'",
      "import type { X } from './helper.js'",
      "await import('./helper.ts')",
    ]) {
      const cwd = project({ 'infra.ts': `${line}\n${infra}` })
      put(join(cwd, 'helper.ts'))
      const [specifier] = /'.*'/.exec(line)!
      assert.is(
        await refused(cwd, 'build'),
        `error[VMC4007]: ${specifier.replaceAll("'", '"')} is ${kind}, not a file\n --> infra.ts:1:${line.indexOf("'") + 1}`,
      )
    }
  })

  test(`refuses ${kind} as an output file or the manifest`, async () => {
    for (const name of ['a.xml', 'vmc.manifest.json']) {
      const cwd = project({ 'vmc.out/x': '' })
      put(join(cwd, 'vmc.out', name))
      const expected = `error[VMC4009]: cannot write: the path is ${kind}\n --> vmc.out/${name}`
      assert.is(await refused(cwd, 'build'), expected)
      const { code, stderr } = await vmc(['build', '--check'], cwd)
      assert.is(code, 1)
      assert.ok(stderr.replace(/ +/g, ' ').includes(expected), stderr)
      assert.equal(readdirSync(join(cwd, 'vmc.out')).sort(), [name, 'x'].sort())
    }
  })

  test(`refuses ${kind} as a document`, async () => {
    const cwd = folder()
    put(join(cwd, 'a.xml'))
    const expected = `error[VMC4007]: this is ${kind}, not a file\n --> a.xml`
    assert.is(await refused(cwd, 'validate', 'a.xml'), expected)
    assert.is(await refused(cwd, 'validate', '--fix', 'a.xml'), expected)
    assert.is(await refused(cwd, 'import', 'a.xml'), expected)
  })

  test(`refuses ${kind} as the program that vmc import writes`, async () => {
    const cwd = folder({ 'a.xml': xml })
    mkdirSync(join(cwd, 'out'))
    put(join(cwd, 'out/a.ts'))
    const expected = `error[VMC4010]: out/a.ts is ${kind}, not a file`
    const first = async (...args: readonly string[]) => (await refused(cwd, ...args)).split('\n')[0]
    assert.is(await first('import', 'a.xml', '--into', 'out/a.ts', '--force'), expected)
    assert.is(await first('import', 'a.xml', '--out', 'out', '--force'), expected)
    assert.not.ok(statSync(join(cwd, 'out/a.ts')).isFile())
  })
}

test('refuses a named pipe as a configuration', async () => {
  for (const [name, where] of [
    ['vmc.config.ts', '.'],
    ['tsconfig.json', '.'],
    ['package.json', '.'],
    ['base.json', '.'],
    ['package.json', 'lib'],
  ] as const) {
    const cwd = project({
      ...(name === 'base.json' && { 'tsconfig.json': '{ "extends": "./base" }' }),
      ...(where === 'lib' && {
        'infra.ts': `import './lib/x.ts'\n${infra}`,
        'lib/x.ts': 'export const x = 1',
      }),
    })
    const path = join(where, name)
    namedPipe(join(cwd, path))
    const [first, second] = (await refused(cwd, 'build')).split('\n')
    assert.match(first!, /^error\[VMC4007\]: .*is a named pipe, not a file$/)
    assert.is(second, ` --> ${path}`)
  }
})

test('refuses a named pipe as a module with a computed name', async () => {
  const line = "const name = './hel'; await import(name + 'per.js')"
  const cwd = project({ 'infra.ts': `${line}\n${infra}` })
  namedPipe(join(cwd, 'helper.js'))
  assert.match(await refused(cwd, 'build'), /^error\[VMC4007\]: .*helper\.js is a named pipe/)
})

test('refuses a named pipe as the output folder', async () => {
  const cwd = project()
  namedPipe(join(cwd, 'vmc.out'))
  assert.is(
    await refused(cwd, 'build'),
    'error[VMC4009]: cannot write: this is a named pipe, not a folder\n --> vmc.out',
  )
})

test('refuses a named pipe as a schema of --rng', async () => {
  const cwd = folder({ 'a.xml': xml, 'rng/domain.rng': '<grammar/>' })
  namedPipe(join(cwd, 'rng/domaincommon.rng'))
  assert.match(
    await refused(cwd, 'validate', '--rng=rng', 'a.xml'),
    /^error\[VMC4007\]: .*domaincommon\.rng is a named pipe/,
  )
})

test('refuses a socket as a document and as an output file', async () => {
  const cwd = project({ 'vmc.out/x': '' })
  await withSocket(join(cwd, 'a.xml'), async () => {
    const expected = 'error[VMC4007]: this is a socket, not a file\n --> a.xml'
    assert.is(await refused(cwd, 'validate', 'a.xml'), expected)
  })
  await withSocket(join(cwd, 'vmc.out/a.xml'), async () => {
    const expected = 'error[VMC4009]: cannot write: the path is a socket\n --> vmc.out/a.xml'
    assert.is(await refused(cwd, 'build'), expected)
  })
})

test('replaces named pipes in the cache', async () => {
  // Only a new process reads the cache.
  const cwd = project()
  assert.is((await spawnVmc(['build'], cwd)).code, 0)
  const cache = join(cwd, 'node_modules/.cache/vmc')
  const names = readdirSync(cache)
  assert.ok(names.length > 0)
  for (const name of names) {
    rmSync(join(cache, name), { recursive: true })
    namedPipe(join(cache, name))
  }
  const { code, stderr } = await spawnVmc(['build'], cwd)
  assert.is(code, 0, stderr)
  assert.ok(names.every(name => statSync(join(cache, name)).isFile()))
})

test('ignores paths in a program that are not imports', async () => {
  const cwd = project({ 'infra.ts': `export const path = './run.pipe'\n${infra}` })
  namedPipe(join(cwd, 'run.pipe'))
  const { code, stderr } = await vmc(['build'], cwd)
  assert.is(code, 0, stderr)
})

test('reads stdin from a pipe, and suggests - for the path of a pipe', async () => {
  assert.is((await vmc(['validate', '-'], {}, {}, xml)).code, 0)
  const cwd = folder()
  namedPipe(join(cwd, 'a.xml'))
  const { stderr } = await vmc(['validate', 'a.xml'], cwd)
  assert.match(stderr, /help: name a file, or pipe the document in and write - for its path/)
})

test.run()
