import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { typecheck } from '../../../src/program/types/typecheck.ts'

const test = suite('program: typecheck')
const temporaryFolders: string[] = []

test.after(() => {
  for (const folder of temporaryFolders) rmSync(folder, { recursive: true, force: true })
})

/** Writes a program to a new folder. */
function program(files: Record<string, string>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'vmc typecheck (1,2) ')))
  temporaryFolders.push(folder)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

/** Checks a program and returns its problems as text: `infra.ts:1:7 TS2322`. */
async function check(files: Record<string, string>, entries = ['infra.ts']): Promise<string[]> {
  const folder = program(files)
  const problems = await typecheck(entries, { cwd: folder })
  return problems.map(
    ({ file, line, column, code }) => `${file.replace(`${folder}/`, '')}:${line}:${column} ${code}`,
  )
}

const config = (compilerOptions: object, rest: object = {}) =>
  JSON.stringify({ compilerOptions, ...rest })

test('finds problems in a program and in imported files only', async () => {
  const problems = await check({
    'infra.ts': `import { b } from './b'\nconst größe = 'ä'; export const a: string = b`,
    'b.ts': 'export const b: number = null',
    'c.ts': 'const c: number = ""',
  })
  assert.equal(problems, ['b.ts:1:14 TS2322', 'infra.ts:2:33 TS2322'])
})

test('returns all lines of a message', async () => {
  const folder = program({
    'a b.ts': 'export const f: (a: { k: string }) => void = (a: { k: number }) => console.log(a)',
  })
  assert.equal(await typecheck(['a b.ts'], { cwd: folder }), [
    {
      file: join(folder, 'a b.ts'),
      line: 1,
      column: 14,
      code: 'TS2322',
      message: [
        `Type '(a: { k: number; }) => void' is not assignable to type '(a: { k: string; }) => void'.`,
        `  Types of parameters 'a' and 'a' are incompatible.`,
        `    Type '{ k: string; }' is not assignable to type '{ k: number; }'.`,
        `      Types of property 'k' are incompatible.`,
        `        Type 'string' is not assignable to type 'number'.`,
      ].join('\n'),
    },
  ])
})

test('accepts every kind of import that the loader supports, without a tsconfig.json', async () => {
  const problems = await check({
    'package.json': '{ "type": "commonjs" }',
    'infra.ts': `
      import { readFileSync } from 'node:fs'
      import { a } from './a'
      import { b } from './b.js'
      import { c } from './c.ts'
      import bare from './data.json'
      import attributed from './data.json' with { type: 'json' }
      console.log(readFileSync, import.meta.url, process.argv, [1].findLast(Boolean))
      export default await Promise.resolve([a, b, c, bare.v, attributed.v])`,
    'a/index.ts': 'export const a = 1',
    'b.ts': 'export const b = 1',
    'c.ts': 'export const c = 1',
    'data.json': '{ "v": 1 }',
  })
  assert.equal(problems, [])
})

test('is strict and excludes browser APIs by default', async () => {
  const files = { 'infra.ts': 'export const f = (x) => x\nexport const w = window' }
  assert.equal(await check(files), ['infra.ts:1:19 TS7006', 'infra.ts:2:18 TS2304'])
  assert.equal(await check({ ...files, 'tsconfig.json': config({ strict: false }) }), [])
})

test('uses the nearest tsconfig.json and the configurations it extends', async () => {
  const problems = await check(
    {
      'base.json': config({ noUnusedLocals: true, paths: { '@/*': ['./lib/*'] } }),
      'tsconfig.json': '{ // a comment\n "extends": "./base.json", }',
      'deep/down/infra.ts': `import { a } from '@/a'\nconst unused = 1\nexport default a`,
      'lib/a.ts': 'export const a = 1',
      'node_modules/libvmc/index.d.ts': '',
    },
    ['deep/down/infra.ts'],
  )
  assert.equal(problems, ['deep/down/infra.ts:2:7 TS6133'])
})

test('ignores options about output files', async () => {
  const options = {
    composite: true,
    incremental: true,
    tsBuildInfoFile: 'x',
    declaration: true,
    declarationMap: true,
    declarationDir: 'types',
    isolatedDeclarations: true,
    emitDeclarationOnly: true,
    rootDir: 'src',
    outDir: 'dist',
    baseUrl: '.',
    module: 'nodenext',
  }
  const references = [{ path: './elsewhere' }]
  const problems = await check({
    'infra.ts': 'export default [1].map(x => x)',
    'tsconfig.json': config(options, { references, include: ['src'], files: [] }),
  })
  assert.equal(problems, [])
})

test('includes the types that a tsconfig.json lists', async () => {
  const files = {
    'infra.ts': 'export const x: string = chosen',
    'tsconfig.json': config({ types: ['chosen'] }),
    'node_modules/@types/chosen/index.d.ts': 'declare const chosen: number',
  }
  assert.equal(await check(files), ['infra.ts:1:14 TS2322'])
  const unwritable = { ...files, 'node_modules/.cache': 'in the way' }
  assert.equal(await check(unwritable), ['infra.ts:1:14 TS2322'])
})

test('prefers the types of Node that the project has installed', async () => {
  const problems = await check({
    'infra.ts': 'export const x: string = process.argv.length + ours',
    'node_modules/@types/node/index.d.ts':
      'declare const process: { argv: string[] }, ours: number',
  })
  assert.equal(problems, ['infra.ts:1:14 TS2322'])
})

test('resolves libvmc for a program outside any project', async () => {
  const [first] = await check({
    'infra.ts': `import { domain } from 'libvmc'\nexport const fv0: number = domain('fv0')`,
  })
  assert.is(first, 'infra.ts:2:14 TS2322')
})

test('finds problems in a tsconfig.json', async () => {
  const broken = async (tsconfig: string) => check({ 'infra.ts': '', 'tsconfig.json': tsconfig })
  assert.equal(await broken('{\n  "compilerOptions": { "strict" true }\n}'), [
    'tsconfig.json:2:33 TS1005',
  ])
  assert.equal(await broken(config({ frobnicate: 1 })), ['tsconfig.json:1:21 TS5023'])
  assert.equal(await broken('{\n  "compilerOptions": {\n    "downlevelIteration": true }}'), [
    'tsconfig.json:3:5 TS5102',
  ])
  assert.equal(await broken('{\n  "compilerOptions": { "types": ["nope"] }}'), [
    'tsconfig.json:2:34 TS2688',
  ])
  assert.equal(await broken('{ "extends": "./nope.json" }'), ['tsconfig.json:1:1 TS5083'])
})

test('checks each entry with its own tsconfig.json and reports problems in shared files once', async () => {
  const problems = await check(
    {
      'shared.ts': 'export const shared: string = 1',
      'loose/infra.ts': `import '../shared'\nexport const f = (x) => x`,
      'loose/tsconfig.json': config({ strict: false }),
      'tight/infra.ts': `import '../shared'\nexport const f = (x) => x`,
      'tight/tsconfig.json': config({ strict: true }),
    },
    ['loose/infra.ts', 'tight/infra.ts', './tight/infra.ts', 'missing.ts'],
  )
  assert.equal(problems, ['shared.ts:1:14 TS2322', 'tight/infra.ts:2:19 TS7006'])
})

test('checks JavaScript with a @ts-check comment', async () => {
  const problems = await check({ 'infra.js': '// @ts-check\nexport const x = 1\nx.nope' }, [
    'infra.js',
  ])
  assert.equal(problems, ['infra.js:3:3 TS2339'])
})

test('removes its temporary files', async () => {
  const folder = program({ 'infra.ts': 'export const x: string = 1', 'node_modules/x/y': '' })
  await typecheck(['infra.ts'], { cwd: folder })
  assert.equal(readdirSync(join(folder, 'node_modules/.cache/vmc')), [])
  const bare = program({ 'infra.ts': '', 'tmp/x': '' })
  const { TMPDIR = '/tmp' } = process.env
  process.env.TMPDIR = join(bare, 'tmp')
  await typecheck(['infra.ts'], { cwd: bare })
  process.env.TMPDIR = TMPDIR
  assert.equal(readdirSync(join(bare, 'tmp')), ['x'])
  assert.not(existsSync(join(bare, 'node_modules')))
})

test('reports that TypeScript is not installed for the platform', async () => {
  const arch = Object.getOwnPropertyDescriptor(process, 'arch') ?? {}
  Object.defineProperty(process, 'arch', { ...arch, value: 'pdp11' })
  const folder = program({ 'infra.ts': '' })
  const problems = await typecheck(['infra.ts'], { cwd: folder })
  Object.defineProperty(process, 'arch', arch)
  assert.equal(problems, [
    {
      file: join(folder, 'infra.ts'),
      line: 1,
      column: 1,
      code: 'TS0',
      message: `the types could not be checked: TypeScript 7 is not installed for ${process.platform}-pdp11`,
    },
  ])
})

test.run()
