import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import module from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type LoadResult, load } from '../../../src/program/load/load.ts'
import { runGuarded } from '../../../src/program/load/run-guarded.ts'
import { framesOf } from '../../../src/tree/stack.ts'
import { plain } from '../../support/plain.ts'

const test = suite('program: load')
const root = fileURLToPath(new URL('../../..', import.meta.url))
const temporaryFolders: string[] = []

/** Writes a program to a new folder. */
function program(files: Record<string, string>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'vmc load (1) ')))
  temporaryFolders.push(folder)
  write(folder, files)
  return folder
}

function write(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

/** Loads a program in this process and returns its errors, with files relative to the folder. */
async function errorsOf(files: Record<string, string>, timeout = 20_000) {
  const folder = program(files)
  const { errors } = await load(['infra.ts'], { cwd: folder, timeout })
  return errors.map(error => ({ ...error, file: error.file.replace(`${folder}/`, '') }))
}

/** A library that captures the stack of each call, as vmc does. */
const library = {
  'node_modules/fluent/package.json': '{ "type": "module", "exports": "./index.js" }',
  'node_modules/fluent/index.js': `
    class Builder {
      constructor(calls) { this.calls = calls }
      with(method) {
        const holder = {}
        Error.captureStackTrace(holder, method)
        return new Builder({ ...this.calls, [method.name]: holder })
      }
      hvm() { return this.with(Builder.prototype.hvm) }
      disk(disk) { const next = this.with(Builder.prototype.disk); return new Builder({ ...next.calls, ...disk.calls }) }
      bus() { return this.with(Builder.prototype.bus) }
      fail() { throw new TypeError('no such bus') }
    }
    export const domain = () => new Builder({})
    export const file = () => new Builder({})`,
}

/**
 * The loader as plain JavaScript, as in the published package. It runs in a separate Node process, so that the hooks of
 * the test runner do not affect it.
 */
const shipped = mkdtempSync(join(root, 'node_modules', '.vmc-test-'))
temporaryFolders.push(shipped)
plain(
  ['program/load/load.ts', 'program/load/hooks.ts', 'program/load/run-guarded.ts'],
  join(shipped, 'dist'),
)
write(shipped, {
  'package.json': '{ "name": "libvmc", "type": "module", "exports": "./dist/index.js" }',
  'dist/index.js': 'export const domain = name => ({ name })',
  'run.js': `
    import { load } from './dist/program/load/load.js'
    import { runGuarded } from './dist/program/load/run-guarded.js'
    const [entry] = process.argv.slice(2)
    const { modules, errors } = await load(process.argv.slice(2))
    const later = []
    for (const { exports } of modules) later.push(await runGuarded(() => exports.later, { entry }))
    console.log(JSON.stringify({ modules, errors, later }))`,
})

interface Run extends LoadResult {
  readonly later: readonly { readonly ok: boolean; readonly errors?: LoadResult['errors'] }[]
}

const run = (folder: string, ...entries: string[]): Run =>
  JSON.parse(
    execFileSync(process.execPath, [join(shipped, 'run.js'), ...entries], {
      cwd: folder,
      encoding: 'utf8',
    }),
  )

test.after(() => {
  for (const folder of temporaryFolders) rmSync(folder, { recursive: true, force: true })
})

test('runs each file of a program as its own module', () => {
  const folder = program({
    'package.json': '{ "type": "commonjs" }',
    'tsconfig.json': '{ /* a comment, */ "compilerOptions": { "experimentalDecorators": true, }, }',
    'infra.ts': `
      import { domain } from 'libvmc'
      import { readFileSync } from 'node:fs'
      import { a } from './plain'
      import { b } from './folder'
      import { c } from './written-as-js.js'
      import { d } from './written-as-mjs.mjs'
      import { e } from './extension.ts'
      import { f } from './really.js'
      import { g } from './common.cts'
      import bare from './data.json'
      import attributed from './data.json' with { type: 'json' }
      import type { Nothing } from './does-not-exist'
      enum Bus { virtio = 'virtio' }
      const frozen = (target: object, _context?: unknown) => { Object.freeze(target) }
      @frozen class Settings { static bus: Bus = Bus.virtio }
      export const url = import.meta.url
      export const self = readFileSync(new URL(import.meta.url), 'utf8').includes('export const self')
      export const letters = [a, b, c, d, e, f, g]
      export const json = [bare.v, attributed.v]
      export const bus = Settings.bus satisfies Bus as Bus
      export const vm = domain(await Promise.resolve('fv0'))`,
    'plain.ts': 'export const a: string = "a"',
    'folder/index.ts': 'export const b: string = "b"',
    'written-as-js.ts': 'export const c: string = "c"',
    'written-as-mjs.mts': 'export const d: string = "d"',
    'extension.ts': 'export const e: string = "e"',
    'really.js': 'exports.f = "f"',
    'really.ts': 'export const f: string = "not this one"',
    'common.cts': 'const g: string = "g"; export = { g, json: require("./data.json") }',
    'data.json': '{ "v": 1 }',
  })
  assert.equal(run(folder, 'infra.ts'), {
    modules: [
      {
        file: join(folder, 'infra.ts'),
        exports: {
          bus: 'virtio',
          json: [1, 1],
          letters: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
          self: true,
          url: pathToFileURL(join(folder, 'infra.ts')).href,
          vm: { name: 'fv0' },
        },
      },
    ],
    errors: [],
    later: [{ ok: true }],
  })
})

test('prefers the libvmc that the project has installed', () => {
  const folder = program({
    'infra.ts': `import { domain } from 'libvmc'; export const vm = domain('x')`,
    'node_modules/libvmc/package.json': '{ "type": "module", "exports": "./index.js" }',
    'node_modules/libvmc/index.js': 'export const domain = () => "its own"',
  })
  assert.is(run(folder, 'infra.ts').modules[0]?.exports.vm, 'its own')
})

test('runs a file once that several entries import', async () => {
  const folder = program({
    'a.ts': `export { token } from './shared'`,
    'b.ts': `export { token } from './shared.js'`,
    'shared.ts': 'export const token: object = {}',
  })
  const { modules } = await load(['a.ts', 'b.ts', './a.ts'], { cwd: folder })
  const [a, b, ...rest] = modules
  assert.is(a?.exports.token, b?.exports.token)
  assert.equal(rest, [])
})

test('runs an entry once that another entry imports', () => {
  const folder = program({
    ...library,
    'a.ts': `import { appendFileSync } from 'node:fs'\nappendFileSync('runs', '.')\nexport const a = 1`,
    'b.ts': `export { a } from './a'`,
  })
  assert.equal(run(folder, 'a.ts', 'b.ts').errors, [])
  assert.is(readFileSync(join(folder, 'runs'), 'utf8'), '.')
})

test('runs the remaining entries after one fails', async () => {
  const folder = program({
    'throws.ts': 'throw new Error("a")',
    'folder/infra.ts': '',
    'works.ts': 'export const x = 1',
  })
  const { modules, errors } = await load(['missing.ts', 'throws.ts', 'folder', 'works.ts'], {
    cwd: folder,
  })
  assert.equal(
    errors.map(error => [error.kind, error.file]),
    [
      ['missing', join(folder, 'missing.ts')],
      ['threw', join(folder, 'throws.ts')],
      ['folder', join(folder, 'folder')],
    ],
  )
  assert.equal(
    modules.map(({ file }) => file),
    [join(folder, 'works.ts')],
  )
})

const chain = `import { domain, file } from 'fluent'

interface Nothing { removed: true }
export const fv0 = domain('a')
  .hvm()
  .disk(file('/x')
    .bus('virtoi'))
`

const locationsOf = (holders: object) =>
  Object.entries(holders).map(([method, holder]) => {
    const [{ file, ...position } = { file: '' }] = framesOf((holder as { stack: string }).stack)
    return [method, file.split('/').at(-1), position]
  })

test('captures the exact location of each call in a chain', async () => {
  const folder = program({ ...library, 'in fra#%.ts': chain })
  const { modules } = await load(['in fra#%.ts'], { cwd: folder })
  const fv0 = modules[0]?.exports.fv0 as { readonly calls: object }
  assert.equal(locationsOf(fv0.calls), [
    ['hvm', 'in fra#%.ts', { line: 5, column: 4 }],
    ['disk', 'in fra#%.ts', { line: 6, column: 4 }],
    ['bus', 'in fra#%.ts', { line: 7, column: 6 }],
  ])
})

test('runs a single-file program once, with the locations of the original file', () => {
  const ran = (text: string) => {
    const folder = program({
      ...library,
      'infra.ts': `import { appendFileSync } from 'node:fs'\nappendFileSync('runs', '.')\n${text}`,
    })
    const { modules, errors } = run(folder, 'infra.ts')
    const runs = existsSync(join(folder, 'runs')) ? readFileSync(join(folder, 'runs'), 'utf8') : ''
    // With synchronous hooks, which are fast, no copy is written.
    const copies = readdirSync(join(folder, 'node_modules/.cache/vmc')).filter(name =>
      name.endsWith('.mjs'),
    )
    return {
      runs: runs.length,
      copies: copies.length > 0,
      exports: modules[0]?.exports,
      errors: errors.map(({ kind, file, line, column, message }) => [
        `${file.replace(`${folder}/`, '')}:${line}:${column}`,
        kind,
        message,
      ]),
    }
  }
  const copies = !('registerHooks' in module)
  const valid = `interface Nothing { x: 1 }\nimport { file } from 'fluent'\nexport const n: number = Object.keys(file()).length`
  assert.equal(ran(valid), { runs: 1, copies, exports: { n: 1 }, errors: [] })
  const failing = `interface Nothing { x: 1 }\nconst text: string = '}'\nexport const n = JSON.parse(text)`
  const { runs, errors } = ran(failing)
  assert.is(runs, 1)
  assert.equal(errors[0]!.slice(0, 2), ['infra.ts:5:23', 'threw'])
  const invalid = ran(`import { readFileSync } from 'node:fs'\nreadFileSync(null as never)`)
  assert.equal([invalid.runs, invalid.errors[0]![0]], [1, 'infra.ts:4:1'])
  assert.equal(ran(`import { nothing } from 'fluent'\nnothing()`).errors, [
    ['infra.ts:3:10', 'unresolved-import', '"fluent" has no export named "nothing"'],
  ])
  assert.equal(ran(`import 'missing'`).errors, [
    ['infra.ts:3:8', 'unresolved-import', 'Could not resolve "missing"'],
  ])
  const usesOwnUrl = ran('export const self = import.meta.url.slice(-9)')
  assert.equal([usesOwnUrl.copies, usesOwnUrl.exports], [false, { self: '/infra.ts' }])
})

test('reports the location of the code that threw, with its callers', async () => {
  const files = {
    ...library,
    'infra.ts': `import { web } from './web'\n\nexport const fv0 = web('fv0')\n`,
    'web.ts': `import { domain } from 'fluent'\ntype Name = string\nexport function web(name: Name) {\n  return domain(name)\n    .fail()\n}\n`,
  }
  const [error, ...rest] = await errorsOf(files)
  assert.equal(rest, [])
  assert.is(error?.kind, 'threw')
  assert.is(error?.message, 'TypeError: no such bus')
  assert.equal([error?.file, error?.line, error?.column], ['web.ts', 5, 6])
  assert.equal(
    error?.stack?.map(frame => [
      frame.file.split('/').at(-1),
      frame.line,
      frame.column,
      frame.function,
    ]),
    [
      ['web.ts', 5, 6, 'web'],
      ['infra.ts', 3, 20, undefined],
    ],
  )
})

test('reports thrown values of any type', async () => {
  const thrown = async (statement: string) => (await errorsOf({ 'infra.ts': statement }))[0]
  assert.is((await thrown(`throw 'x'`))?.message, `'x'`)
  assert.is((await thrown('throw null'))?.message, 'null')
  assert.is((await thrown('throw undefined'))?.message, 'undefined')
  const caused = await thrown(
    `throw new Error('no image', { cause: new RangeError('too big', { cause: 'x' }) })`,
  )
  assert.is(caused?.message, `Error: no image\n  caused by RangeError: too big\n  caused by 'x'`)
})

test('reports every syntax error with its location', async () => {
  const errors = await errorsOf({
    'infra.ts': `import './a'\nimport './b.mjs'\nimport data from './c.json'\nconsole.log(data)`,
    'a.ts': `const größe = 1; const größe = 2\nconst wrong: = 1`,
    'b.mjs': 'export const x = 1\nlet y = = 2',
    'c.json': '{\n  "a": 1,\n  "b" }',
  })
  assert.equal(
    errors.map(({ kind, file, line, column, message }) => [kind, file, line, column, message]),
    [
      ['syntax', 'a.ts', 1, 24, 'The symbol "größe" has already been declared'],
      ['syntax', 'a.ts', 2, 14, 'Unexpected "="'],
      ['syntax', 'b.mjs', 2, 9, 'Unexpected "="'],
      ['syntax', 'c.json', 3, 7, 'Expected ":" in JSON but found "}"'],
    ],
  )
  assert.is(errors[0]?.related?.[0]?.column, 7)
})

test('reports every unresolved import with its location', async () => {
  const errors = await errorsOf({
    ...library,
    'infra.ts': `import {\n  a,\n} from './nowhere.js'\nimport b from 'not-installed'\nimport { c } from './c'\nexport default [a, b, c]`,
    'c.ts': 'export const d = 1',
  })
  assert.equal(
    errors.map(({ kind, file, line, column, message }) => [kind, file, line, column, message]),
    [
      ['unresolved-import', 'infra.ts', 3, 8, 'Could not resolve "./nowhere.js"'],
      ['unresolved-import', 'infra.ts', 4, 15, 'Could not resolve "not-installed"'],
    ],
  )
})

test('reports an import of a name that is not exported', async () => {
  const own = await errorsOf({
    'infra.ts': `import { a } from './a'\na`,
    'a.ts': 'export const b = 1',
  })
  assert.equal([own[0]?.kind, own[0]?.line, own[0]?.column], ['unresolved-import', 1, 10])
  const [error, ...rest] = await errorsOf({
    ...library,
    'infra.ts': `\nimport { file, domian } from 'fluent'\ndomian(file)`,
  })
  assert.equal(rest, [])
  assert.equal(error, {
    kind: 'unresolved-import',
    message: '"fluent" has no export named "domian"',
    file: 'infra.ts',
    line: 2,
    column: 16,
  })
})

test('survives a program that calls process.exit', async () => {
  const { exit } = process
  const [error] = await errorsOf({
    'infra.ts': `import { stop } from './stop'\ntry { stop(3) } catch {}\n`,
    'stop.ts': `import { exit } from 'node:process'\nexport function stop(code: number): never {\n  exit(code)\n}\n`,
  })
  assert.is(process.exit, exit)
  assert.is(error?.kind, 'exited')
  assert.is(error?.message, 'process.exit(3) was called')
  assert.equal([error?.file, error?.line, error?.column], ['stop.ts', 3, 3])
})

test('survives unhandled rejections and uncaught errors', async () => {
  const rejected = await errorsOf({
    'infra.ts': `export const x = 1\nPromise.reject(new Error('lost'))`,
  })
  assert.equal(
    rejected.map(({ kind, line, column, message }) => [kind, line, column, message]),
    [['threw', 2, 16, 'Error: lost']],
  )
  const thrown = await errorsOf({
    'infra.ts': `setTimeout(() => { throw new Error('late') })\nawait new Promise(() => {})`,
  })
  assert.equal(
    thrown.map(({ kind, line, message }) => [kind, line, message]),
    [['threw', 1, 'Error: late']],
  )
  assert.is(process.listenerCount('uncaughtException'), 0)
})

test('stops waiting for a program after the time limit', async () => {
  const text = 'setTimeout(() => {}, 700)\nawait new Promise(() => {})'
  const [error] = await errorsOf({ 'infra.ts': text }, 500)
  assert.is(error?.kind, 'unsettled')
  assert.is(error?.message, 'did not finish within 0.5 seconds')
})

test('detects a promise that can never settle, and continues with the next entry', () => {
  const folder = program({
    'stuck.ts': 'await new Promise(() => {})',
    'infra.ts': 'export const later = new Promise(() => {})',
    'works.ts': 'export const later = 1',
  })
  const { modules, errors, later } = run(folder, 'stuck.ts', 'infra.ts', 'works.ts')
  assert.equal(errors, [
    {
      kind: 'unsettled',
      message: 'waits for a promise that never settles',
      file: join(folder, 'stuck.ts'),
      stack: [],
    },
  ])
  assert.equal(
    modules.map(({ file }) => file),
    [join(folder, 'infra.ts'), join(folder, 'works.ts')],
  )
  assert.equal(
    later.map(({ ok }) => ok),
    [false, true],
  )
})

test('reports exact locations in the published package', () => {
  const folder = program({
    'infra.ts': `import './syntax'\nexport {}`,
    'syntax.ts': 'let a: = 1',
    'exits.ts': '\nif (true)\n  process.exit()',
    'throws.ts': `interface Nothing {}\n[1].map(() => {\n  throw new Error('x')\n})`,
  })
  const { errors } = run(folder, 'infra.ts', 'exits.ts', 'throws.ts')
  assert.equal(
    errors.map(({ kind, file, line, column }) => [kind, file, line, column]),
    [
      ['syntax', join(folder, 'syntax.ts'), 1, 8],
      ['exited', join(folder, 'exits.ts'), 3, 11],
      ['threw', join(folder, 'throws.ts'), 3, 9],
    ],
  )
})

test('runGuarded returns the value of a function or its errors', async () => {
  assert.equal(await runGuarded(() => Promise.resolve(1), { entry: '/x.ts' }), {
    ok: true,
    value: 1,
  })
  const failed = await runGuarded(() => Promise.reject('no'), { entry: '/x.ts' })
  assert.equal(failed, {
    ok: false,
    errors: [{ kind: 'threw', message: `'no'`, file: '/x.ts', stack: [] }],
  })
})

test.run()
