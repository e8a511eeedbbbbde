import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { keep } from '../../../src/program/cache.ts'
import { findCompiler } from '../../../src/program/types/tsc.ts'
import { typecheck } from '../../../src/program/types/typecheck.ts'
import { type Files, folder } from '../../support/vmc.ts'

const test = suite('verdict')

const check = async (cwd: string): Promise<readonly string[]> =>
  (await typecheck(['app/infra.ts'], { cwd })).map(({ code }) => code)

const keptIn = (cwd: string): readonly string[] =>
  readdirSync(join(cwd, 'node_modules/.cache/vmc')).map(name =>
    join(cwd, 'node_modules/.cache/vmc', name),
  )

/** Which file a verdict is kept in: another one each time that TypeScript was asked. */
function kept(cwd: string): number {
  const files = keptIn(cwd)
  assert.is(files.length, 1, files.join())
  return statSync(files[0]!).ino
}

const config = (compilerOptions: object, rest: object = {}) =>
  JSON.stringify({ compilerOptions: { strict: true, ...compilerOptions }, ...rest })

const program: Files = {
  'base.json': config({ noUnusedLocals: false }),
  'app/tsconfig.json': `{ // its parent\n "extends": "../base.json", }`,
  'app/infra.ts': `
    import { n } from './helper'
    import { m } from './folder'
    import { typed } from 'typed'
    import { linked } from 'linked'
    import data from './data.json'
    const unused = 1
    export const all: number[] = [n, m, typed, linked, data.n]`,
  'app/helper.ts': 'export const n = 1',
  'app/folder/index.ts': 'export const m = 1',
  'app/data.json': '{ "n": 1 }',
  'node_modules/typed/package.json': '{ "types": "./a.d.ts" }',
  'node_modules/typed/a.d.ts': 'export const typed: number',
  'node_modules/typed/b.d.ts': 'export const typed: string',
  'one/index.d.ts': 'export const linked: number',
  'two/index.d.ts': 'export const linked: string',
}

/** A program that TypeScript has found right, and that it need not look at again. */
async function judged(files: Files = program): Promise<string> {
  const cwd = folder(files)
  if (files === program) symlinkSync('../one', join(cwd, 'node_modules/linked'))
  // A verdict on what changes while it is made is not kept.
  await setTimeout(50)
  assert.equal(await check(cwd), [])
  return cwd
}

test('a program that has not changed is not checked again', async () => {
  const cwd = await judged()
  const before = kept(cwd)
  assert.equal(await check(cwd), [])
  assert.is(kept(cwd), before)
})

test('what has other times and says the same need not be checked', async () => {
  const cwd = await judged()
  const before = kept(cwd)
  utimesSync(join(cwd, 'app/infra.ts'), 1, 1)
  writeFileSync(join(cwd, 'app/helper.ts'), program['app/helper.ts']!)
  mkdirSync(join(cwd, 'app/vmc.out'))
  writeFileSync(join(cwd, 'app/notes.txt'), 'nobody imports this')
  assert.equal(await check(cwd), [])
  assert.is(kept(cwd), before)
})

const write = (path: string, text: string) => (cwd: string) => {
  mkdirSync(dirname(join(cwd, path)), { recursive: true })
  writeFileSync(join(cwd, path), text)
}

const changes: Record<string, (cwd: string) => void> = {
  'the program': write('app/infra.ts', 'export const all: string = 1'),
  'what it imports': write('app/helper.ts', `export const n = ''`),
  'what it imports, by an editor that renames': cwd => {
    write('app/new', `export const n = ''`)(cwd)
    renameSync(join(cwd, 'app/new'), join(cwd, 'app/helper.ts'))
  },
  'what it imports, to as many letters at the same time': cwd => {
    const file = join(cwd, 'app/helper.ts')
    const { atime, mtime } = statSync(file)
    writeFileSync(file, 'export const n=[1]')
    utimesSync(file, atime, mtime)
  },
  'data that it imports': write('app/data.json', '{ "n": "" }'),
  'the parent of its tsconfig.json': write('base.json', config({ noUnusedLocals: true })),
  'a file in front of the one it imported': write('app/helper.tsx', 'export {}'),
  'a file in front of the folder it imported': write('app/folder.ts', `export const m = ''`),
  'declarations of a package': write('node_modules/typed/a.d.ts', 'export const typed: string'),
  'which declarations a package has': write(
    'node_modules/typed/package.json',
    '{ "types": "./b.d.ts" }',
  ),
  'a package in front of the one it imported': write(
    'app/node_modules/typed/index.d.ts',
    'export const typed: string',
  ),
  'where a link to a package leads': cwd => {
    rmSync(join(cwd, 'node_modules/linked'))
    symlinkSync('../two', join(cwd, 'node_modules/linked'))
  },
  'a package that is gone': cwd => rmSync(join(cwd, 'node_modules/typed'), { recursive: true }),
  'a tsconfig.json that is gone': cwd => {
    write('tsconfig.json', config({ noUnusedLocals: true }))(cwd)
    rmSync(join(cwd, 'app/tsconfig.json'))
  },
}

// Where both are there, TypeScript still takes the .ts.
const harmless = ['a file in front of the one it imported']

for (const [what, change] of Object.entries(changes)) {
  test(`is made anew after a change of ${what}`, async () => {
    const cwd = await judged()
    const before = kept(cwd)
    change(cwd)
    await setTimeout(50)
    const found = await check(cwd)
    if (harmless.includes(what)) assert.is.not(kept(cwd), before)
    else assert.ok(found.length > 0, 'TypeScript was not asked')
  })
}

test('is made anew when types come for a package that had none', async () => {
  const cwd = await judged({
    'tsconfig.json': JSON.stringify({ compilerOptions: { strict: false } }),
    'app/infra.ts': `import { untyped } from 'untyped'\nexport const all: number = untyped`,
    'node_modules/untyped/package.json': '{ "main": "./index.js" }',
    'node_modules/untyped/index.js': 'exports.untyped = 1',
  })
  write('node_modules/@types/untyped/index.d.ts', 'export const untyped: string')(cwd)
  assert.equal(await check(cwd), ['TS2322'])
})

test('is made anew when a package that had none brings types', async () => {
  const cwd = await judged({
    'tsconfig.json': JSON.stringify({ compilerOptions: { strict: false } }),
    'app/infra.ts': `import { untyped } from 'untyped'\nexport const all: number = untyped`,
    'node_modules/untyped/package.json': '{ "main": "./index.js" }',
    'node_modules/untyped/index.js': 'exports.untyped = 1',
  })
  write('node_modules/untyped/index.d.ts', 'export const untyped: string')(cwd)
  write('node_modules/untyped/package.json', '{ "main": "./index.js", "version": "2.0.0" }')(cwd)
  assert.equal(await check(cwd), ['TS2322'])
})

test('is not kept where imports are led elsewhere', async () => {
  const cwd = await judged({
    'tsconfig.json': config({ paths: { '@/*': ['./first/*', './second/*'] } }),
    'app/infra.ts': `import { a } from '@/a'\nexport const all: number = a`,
    'second/a.ts': 'export const a = 1',
    'node_modules/libvmc/index.d.ts': '',
  })
  assert.equal(keptIn(cwd), [])
})

test('is not kept of a program that is wrong', async () => {
  const cwd = folder({ 'app/infra.ts': 'export const a: string = 1', 'node_modules/x/y': '' })
  await setTimeout(50)
  assert.equal(await check(cwd), ['TS2322'])
  assert.equal(keptIn(cwd), [])
})

test('what somebody else left in its place is no verdict', async () => {
  const cwd = await judged()
  const [file] = keptIn(cwd)
  const text = readFileSync(file!, 'utf8')
  writeFileSync(join(cwd, 'app/helper.ts'), `export const n = ''`)
  for (const broken of ['', '\n\n[]', text.slice(0, -1), text.replace(/\[\[.*/s, '[]')]) {
    writeFileSync(file!, broken)
    assert.equal(await check(cwd), ['TS2322'])
  }
})

test('is made anew by another compiler', async () => {
  const cwd = await judged()
  const before = kept(cwd)
  assert.equal(await check(cwd), [])
  assert.is(kept(cwd), before)
  // As if the compiler had been another file then.
  const [file] = keptIn(cwd)
  const [madeFrom, , text = ''] = readFileSync(file!, 'utf8').split('\n')
  const compiler = findCompiler()
  const traits = (JSON.parse(text) as [string, string, string, string][]).map(trait =>
    trait[1] === compiler ? ['file', compiler, 'other', 'other'] : trait,
  )
  assert.ok(traits.some(([, path, was]) => path === compiler && was === 'other'))
  keep(file!, madeFrom!, JSON.stringify(traits))
  const changed = kept(cwd)
  assert.equal(await check(cwd), [])
  assert.is.not(kept(cwd), changed)
})

test('many checks at once keep one verdict', async () => {
  const cwd = folder(program)
  symlinkSync('../one', join(cwd, 'node_modules/linked'))
  await setTimeout(50)
  const found = await Promise.all(Array.from({ length: 4 }, () => check(cwd)))
  assert.equal(found.flat(), [])
  const before = kept(cwd)
  assert.equal(await check(cwd), [])
  assert.is(kept(cwd), before)
})

test.run()
