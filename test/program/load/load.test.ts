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
import { type Loaded, load } from '../../../src/program/load/load.ts'
import { settle } from '../../../src/program/load/settle.ts'
import { framesOf } from '../../../src/tree/stack.ts'
import { plain } from '../../support/plain.ts'

const test = suite('load')
const root = fileURLToPath(new URL('../../..', import.meta.url))
const rubbish: string[] = []

/** Writes a program into a folder of its own. */
function program(files: Record<string, string>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'vmc load (1) ')))
  rubbish.push(folder)
  write(folder, files)
  return folder
}

function write(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

/** Loads one program in this process, and gives its faults with their files shortened to names. */
async function faultsOf(files: Record<string, string>, entries = ['infra.ts']) {
  const folder = program(files)
  const { faults } = await load(entries, { cwd: folder, timeout: 500 })
  return faults.map(fault => ({ ...fault, file: fault.file.replace(`${folder}/`, '') }))
}

/** A library as a program meets it: it notes where it is called, and shows that only when asked. */
const library = {
  'node_modules/fluent/package.json': '{ "type": "module", "exports": "./index.js" }',
  'node_modules/fluent/index.js': `
    class Builder {
      constructor(places) { this.places = places }
      with(method) {
        const holder = {}
        Error.captureStackTrace(holder, method)
        return new Builder({ ...this.places, [method.name]: holder })
      }
      hvm() { return this.with(Builder.prototype.hvm) }
      disk(disk) { const next = this.with(Builder.prototype.disk); return new Builder({ ...next.places, ...disk.places }) }
      bus() { return this.with(Builder.prototype.bus) }
      fail() { throw new TypeError('no such bus') }
    }
    export const domain = () => new Builder({})
    export const file = () => new Builder({})`,
}

/**
 * What is published is plain JavaScript, run by Node alone, and the hooks of the test runner must not help it along:
 * this package as it is shipped, as far as the loader goes.
 */
const shipped = mkdtempSync(join(root, 'node_modules', '.vmc-test-'))
rubbish.push(shipped)
plain(
  ['program/load/load.ts', 'program/load/hooks.ts', 'program/load/settle.ts'],
  join(shipped, 'dist'),
)
write(shipped, {
  'package.json': '{ "name": "libvmc", "type": "module", "exports": "./dist/index.js" }',
  'dist/index.js': 'export const domain = name => ({ name })',
  'run.js': `
    import { load } from './dist/program/load/load.js'
    import { settle } from './dist/program/load/settle.js'
    const [entry] = process.argv.slice(2)
    const { modules, faults } = await load(process.argv.slice(2))
    const later = []
    for (const { exports } of modules) later.push(await settle(() => exports.later, { entry }))
    console.log(JSON.stringify({ modules, faults, later }))`,
})

interface Run extends Loaded {
  readonly later: readonly { readonly ok: boolean; readonly faults?: Loaded['faults'] }[]
}

const run = (folder: string, ...entries: string[]): Run =>
  JSON.parse(
    execFileSync(process.execPath, [join(shipped, 'run.js'), ...entries], {
      cwd: folder,
      encoding: 'utf8',
    }),
  )

test.after(() => {
  for (const folder of rubbish) rmSync(folder, { recursive: true, force: true })
})

test('runs a program as the modules it is written in', () => {
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
    faults: [],
    later: [{ ok: true }],
  })
})

test('prefers the libvmc that a program has installed', () => {
  const folder = program({
    'infra.ts': `import { domain } from 'libvmc'; export const vm = domain('x')`,
    'node_modules/libvmc/package.json': '{ "type": "module", "exports": "./index.js" }',
    'node_modules/libvmc/index.js': 'export const domain = () => "its own"',
  })
  assert.is(run(folder, 'infra.ts').modules[0]?.exports.vm, 'its own')
})

test('runs a helper once that several entries share', async () => {
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

test('runs an entry once that another imports', () => {
  const folder = program({
    ...library,
    'a.ts': `import { appendFileSync } from 'node:fs'\nappendFileSync('runs', '.')\nexport const a = 1`,
    'b.ts': `export { a } from './a'`,
  })
  assert.equal(run(folder, 'a.ts', 'b.ts').faults, [])
  assert.is(readFileSync(join(folder, 'runs'), 'utf8'), '.')
})

test('tries every entry', async () => {
  const folder = program({
    'throws.ts': 'throw new Error("a")',
    'folder/infra.ts': '',
    'works.ts': 'export const x = 1',
  })
  const { modules, faults } = await load(['missing.ts', 'throws.ts', 'folder', 'works.ts'], {
    cwd: folder,
  })
  assert.equal(
    faults.map(fault => [fault.kind, fault.file]),
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

const places = (holders: object) =>
  Object.entries(holders).map(([method, holder]) => {
    const [{ file, ...place } = { file: '' }] = framesOf((holder as { stack: string }).stack)
    return [method, file.split('/').at(-1), place]
  })

test('knows the exact place of every call in a chain', async () => {
  const folder = program({ ...library, 'in fra#%.ts': chain })
  const { modules } = await load(['in fra#%.ts'], { cwd: folder })
  const fv0 = modules[0]?.exports.fv0 as { readonly places: object }
  assert.equal(places(fv0.places), [
    ['hvm', 'in fra#%.ts', { line: 5, column: 4 }],
    ['disk', 'in fra#%.ts', { line: 6, column: 4 }],
    ['bus', 'in fra#%.ts', { line: 7, column: 6 }],
  ])
})

test('runs a program of one file once, and as if it ran where it lies', () => {
  const ran = (text: string) => {
    const folder = program({
      ...library,
      'infra.ts': `import { appendFileSync } from 'node:fs'\nappendFileSync('runs', '.')\n${text}`,
    })
    const { modules, faults } = run(folder, 'infra.ts')
    const runs = existsSync(join(folder, 'runs')) ? readFileSync(join(folder, 'runs'), 'utf8') : ''
    // Where Node has hooks that cost nothing, there is no copy.
    const copies = readdirSync(join(folder, 'node_modules/.cache/vmc')).filter(name =>
      name.endsWith('.mjs'),
    )
    return {
      runs: runs.length,
      copies: copies.length > 0,
      exports: modules[0]?.exports,
      faults: faults.map(({ kind, file, line, column, message }) => [
        `${file.replace(`${folder}/`, '')}:${line}:${column}`,
        kind,
        message,
      ]),
    }
  }
  const copies = !('registerHooks' in module)
  const right = `interface Nothing { x: 1 }\nimport { file } from 'fluent'\nexport const n: number = Object.keys(file()).length`
  assert.equal(ran(right), { runs: 1, copies, exports: { n: 1 }, faults: [] })
  const wrong = `interface Nothing { x: 1 }\nconst text: string = '}'\nexport const n = JSON.parse(text)`
  const { runs, faults } = ran(wrong)
  assert.is(runs, 1)
  assert.equal(faults[0]!.slice(0, 2), ['infra.ts:5:23', 'threw'])
  const invalid = ran(`import { readFileSync } from 'node:fs'\nreadFileSync(null as never)`)
  assert.equal([invalid.runs, invalid.faults[0]![0]], [1, 'infra.ts:4:1'])
  assert.equal(ran(`import { nothing } from 'fluent'\nnothing()`).faults, [
    ['infra.ts:3:10', 'unresolved-import', '"fluent" has no export named "nothing"'],
  ])
  assert.equal(ran(`import 'missing'`).faults, [
    ['infra.ts:3:8', 'unresolved-import', 'Could not resolve "missing"'],
  ])
  const asks = ran('export const self = import.meta.url.slice(-9)')
  assert.equal([asks.copies, asks.exports], [false, { self: '/infra.ts' }])
})

test('points into the code that threw, and shows how it came there', async () => {
  const files = {
    ...library,
    'infra.ts': `import { web } from './web'\n\nexport const fv0 = web('fv0')\n`,
    'web.ts': `import { domain } from 'fluent'\ntype Name = string\nexport function web(name: Name) {\n  return domain(name)\n    .fail()\n}\n`,
  }
  const [fault, ...rest] = await faultsOf(files)
  assert.equal(rest, [])
  assert.is(fault?.kind, 'threw')
  assert.is(fault?.message, 'TypeError: no such bus')
  assert.equal([fault?.file, fault?.line, fault?.column], ['web.ts', 5, 6])
  assert.equal(
    fault?.stack?.map(frame => [
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

test('tells what was thrown, whatever it was', async () => {
  const thrown = async (statement: string) => (await faultsOf({ 'infra.ts': statement }))[0]
  assert.is((await thrown(`throw 'x'`))?.message, `'x'`)
  assert.is((await thrown('throw null'))?.message, 'null')
  assert.is((await thrown('throw undefined'))?.message, 'undefined')
  const caused = await thrown(
    `throw new Error('no image', { cause: new RangeError('too big', { cause: 'x' }) })`,
  )
  assert.is(caused?.message, `Error: no image\n  caused by RangeError: too big\n  caused by 'x'`)
})

test('tells every syntax error of a program, with its place', async () => {
  const faults = await faultsOf({
    'infra.ts': `import './a'\nimport './b.mjs'\nimport data from './c.json'\nconsole.log(data)`,
    'a.ts': `const größe = 1; const größe = 2\nconst wrong: = 1`,
    'b.mjs': 'export const x = 1\nlet y = = 2',
    'c.json': '{\n  "a": 1,\n  "b" }',
  })
  assert.equal(
    faults.map(({ kind, file, line, column, message }) => [kind, file, line, column, message]),
    [
      ['syntax', 'a.ts', 1, 24, 'The symbol "größe" has already been declared'],
      ['syntax', 'a.ts', 2, 14, 'Unexpected "="'],
      ['syntax', 'b.mjs', 2, 9, 'Unexpected "="'],
      ['syntax', 'c.json', 3, 7, 'Expected ":" in JSON but found "}"'],
    ],
  )
  assert.is(faults[0]?.related?.[0]?.column, 7)
})

test('tells every import that leads nowhere, with its place', async () => {
  const faults = await faultsOf({
    ...library,
    'infra.ts': `import {\n  a,\n} from './nowhere.js'\nimport b from 'not-installed'\nimport { c } from './c'\nexport default [a, b, c]`,
    'c.ts': 'export const d = 1',
  })
  assert.equal(
    faults.map(({ kind, file, line, column, message }) => [kind, file, line, column, message]),
    [
      ['unresolved-import', 'infra.ts', 3, 8, 'Could not resolve "./nowhere.js"'],
      ['unresolved-import', 'infra.ts', 4, 15, 'Could not resolve "not-installed"'],
    ],
  )
})

test('tells a name that is not exported', async () => {
  const own = await faultsOf({
    'infra.ts': `import { a } from './a'\na`,
    'a.ts': 'export const b = 1',
  })
  assert.equal([own[0]?.kind, own[0]?.line, own[0]?.column], ['unresolved-import', 1, 10])
  const [fault, ...rest] = await faultsOf({
    ...library,
    'infra.ts': `\nimport { file, domian } from 'fluent'\ndomian(file)`,
  })
  assert.equal(rest, [])
  assert.equal(fault, {
    kind: 'unresolved-import',
    message: '"fluent" has no export named "domian"',
    file: 'infra.ts',
    line: 2,
    column: 16,
  })
})

test('outlives a program that leaves the process', async () => {
  const { exit } = process
  const [fault] = await faultsOf({
    'infra.ts': `import { stop } from './stop'\ntry { stop(3) } catch {}\n`,
    'stop.ts': `import { exit } from 'node:process'\nexport function stop(code: number): never {\n  exit(code)\n}\n`,
  })
  assert.is(process.exit, exit)
  assert.is(fault?.kind, 'exited')
  assert.is(fault?.message, 'process.exit(3) was called')
  assert.equal([fault?.file, fault?.line, fault?.column], ['stop.ts', 3, 3])
})

test('outlives failures that nobody listens for', async () => {
  const rejected = await faultsOf({
    'infra.ts': `export const x = 1\nPromise.reject(new Error('lost'))`,
  })
  assert.equal(
    rejected.map(({ kind, line, column, message }) => [kind, line, column, message]),
    [['threw', 2, 16, 'Error: lost']],
  )
  const thrown = await faultsOf({
    'infra.ts': `setTimeout(() => { throw new Error('late') })\nawait new Promise(() => {})`,
  })
  assert.equal(
    thrown.map(({ kind, line, message }) => [kind, line, message]),
    [['threw', 1, 'Error: late']],
  )
  assert.is(process.listenerCount('uncaughtException'), 0)
})

test('outwaits a program that never ends', async () => {
  const [fault] = await faultsOf({
    'infra.ts': 'setTimeout(() => {}, 700)\nawait new Promise(() => {})',
  })
  assert.is(fault?.kind, 'unsettled')
  assert.is(fault?.message, 'did not come to its end within 0.5 seconds')
})

test('notices at once that a program waits in vain, and goes on', () => {
  const folder = program({
    'stuck.ts': 'await new Promise(() => {})',
    'infra.ts': 'export const later = new Promise(() => {})',
    'works.ts': 'export const later = 1',
  })
  const { modules, faults, later } = run(folder, 'stuck.ts', 'infra.ts', 'works.ts')
  assert.equal(faults, [
    {
      kind: 'unsettled',
      message: 'waits for something that never happens',
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

test('places what a shipped build reports as exactly', () => {
  const folder = program({
    'infra.ts': `import './syntax'\nexport {}`,
    'syntax.ts': 'let a: = 1',
    'exits.ts': '\nif (true)\n  process.exit()',
    'throws.ts': `interface Nothing {}\n[1].map(() => {\n  throw new Error('x')\n})`,
  })
  const { faults } = run(folder, 'infra.ts', 'exits.ts', 'throws.ts')
  assert.equal(
    faults.map(({ kind, file, line, column }) => [kind, file, line, column]),
    [
      ['syntax', join(folder, 'syntax.ts'), 1, 8],
      ['exited', join(folder, 'exits.ts'), 3, 11],
      ['threw', join(folder, 'throws.ts'), 3, 9],
    ],
  )
})

test('settles what a program exports like the program itself', async () => {
  assert.equal(await settle(() => Promise.resolve(1), { entry: '/x.ts' }), { ok: true, value: 1 })
  const failed = await settle(() => Promise.reject('no'), { entry: '/x.ts' })
  assert.equal(failed, {
    ok: false,
    faults: [{ kind: 'threw', message: `'no'`, file: '/x.ts', stack: [] }],
  })
})

test.run()
