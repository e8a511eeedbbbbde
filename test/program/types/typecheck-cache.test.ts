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
import { digest, writeCached } from '../../../src/program/cache.ts'
import { version } from '../../../src/program/package.ts'
import { findCompiler } from '../../../src/program/types/tsc.ts'
import { projectOf } from '../../../src/program/types/tsconfig.ts'
import { typecheck } from '../../../src/program/types/typecheck.ts'
import { type Files, folder } from '../../support/vmc.ts'

const test = suite('program: typecheck cache')

const check = async (cwd: string): Promise<readonly string[]> =>
  (await typecheck(['app/infra.ts'], { cwd })).map(({ code }) => code)

const cachedIn = (cwd: string): readonly string[] =>
  readdirSync(join(cwd, 'node_modules/.cache/vmc')).map(name =>
    join(cwd, 'node_modules/.cache/vmc', name),
  )

/** The inode of the file with the cached result. It changes each time that TypeScript checks the program. */
function cacheInode(cwd: string): number {
  const files = cachedIn(cwd)
  assert.is(files.length, 1, files.join())
  return statSync(files[0]!).ino
}

const config = (compilerOptions: object, rest: object = {}) =>
  JSON.stringify({ compilerOptions: { strict: true, ...compilerOptions }, ...rest })

const program: Files = {
  'base.json': config({ noUnusedLocals: false }),
  'app/tsconfig.json': `{ // a comment\n "extends": "../base.json", }`,
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

/** A program without type errors whose result is cached. */
async function checkedProgram(files: Files = program): Promise<string> {
  const cwd = folder(files)
  if (files === program) symlinkSync('../one', join(cwd, 'node_modules/linked'))
  // A result is not cached if a file changes during the check.
  await setTimeout(50)
  assert.equal(await check(cwd), [])
  return cwd
}

test('an unchanged program is not checked again', async () => {
  const cwd = await checkedProgram()
  const before = cacheInode(cwd)
  assert.equal(await check(cwd), [])
  assert.is(cacheInode(cwd), before)
})

test('new time stamps and unrelated files do not cause a new check', async () => {
  const cwd = await checkedProgram()
  const before = cacheInode(cwd)
  utimesSync(join(cwd, 'app/infra.ts'), 1, 1)
  writeFileSync(join(cwd, 'app/helper.ts'), program['app/helper.ts']!)
  mkdirSync(join(cwd, 'app/vmc.out'))
  writeFileSync(join(cwd, 'app/notes.txt'), 'not imported')
  assert.equal(await check(cwd), [])
  assert.is(cacheInode(cwd), before)
})

const write = (path: string, text: string) => (cwd: string) => {
  mkdirSync(dirname(join(cwd, path)), { recursive: true })
  writeFileSync(join(cwd, path), text)
}

const changes: Record<string, (cwd: string) => void> = {
  'the entry': write('app/infra.ts', 'export const all: string = 1'),
  'an imported file': write('app/helper.ts', `export const n = ''`),
  'an imported file, written to a new file and renamed': cwd => {
    write('app/new', `export const n = ''`)(cwd)
    renameSync(join(cwd, 'app/new'), join(cwd, 'app/helper.ts'))
  },
  'an imported file, with the same size and modification time': cwd => {
    const file = join(cwd, 'app/helper.ts')
    const { atime, mtime } = statSync(file)
    writeFileSync(file, 'export const n=[1]')
    utimesSync(file, atime, mtime)
  },
  'imported JSON': write('app/data.json', '{ "n": "" }'),
  'the configuration that its tsconfig.json extends': write(
    'base.json',
    config({ noUnusedLocals: true }),
  ),
  'the folder of an imported file: a file with another extension is added': write(
    'app/helper.tsx',
    'export {}',
  ),
  'the parent of an imported folder: a file with its name is added': write(
    'app/folder.ts',
    `export const m = ''`,
  ),
  'the declarations of a package': write('node_modules/typed/a.d.ts', 'export const typed: string'),
  'the path of the declarations in a package.json': write(
    'node_modules/typed/package.json',
    '{ "types": "./b.d.ts" }',
  ),
  'the nearest node_modules: a package is added': write(
    'app/node_modules/typed/index.d.ts',
    'export const typed: string',
  ),
  'the target of a symbolic link to a package': cwd => {
    rmSync(join(cwd, 'node_modules/linked'))
    symlinkSync('../two', join(cwd, 'node_modules/linked'))
  },
  'the installed packages: one is removed': cwd =>
    rmSync(join(cwd, 'node_modules/typed'), { recursive: true }),
  'its tsconfig.json: it is removed and another applies': cwd => {
    write('tsconfig.json', config({ noUnusedLocals: true }))(cwd)
    rmSync(join(cwd, 'app/tsconfig.json'))
  },
}

// TypeScript prefers .ts, so this change causes a new check but no errors.
const harmless = ['the folder of an imported file: a file with another extension is added']

for (const [what, change] of Object.entries(changes)) {
  test(`a program is checked again after a change: ${what}`, async () => {
    const cwd = await checkedProgram()
    const before = cacheInode(cwd)
    change(cwd)
    await setTimeout(50)
    const found = await check(cwd)
    if (harmless.includes(what)) assert.is.not(cacheInode(cwd), before)
    else assert.ok(found.length > 0, 'TypeScript was not run')
  })
}

test('a program is checked again after types for an untyped package are installed', async () => {
  const cwd = await checkedProgram({
    'tsconfig.json': JSON.stringify({ compilerOptions: { strict: false } }),
    'app/infra.ts': `import { untyped } from 'untyped'\nexport const all: number = untyped`,
    'node_modules/untyped/package.json': '{ "main": "./index.js" }',
    'node_modules/untyped/index.js': 'exports.untyped = 1',
  })
  write('node_modules/@types/untyped/index.d.ts', 'export const untyped: string')(cwd)
  assert.equal(await check(cwd), ['TS2322'])
})

test('a program is checked again after an untyped package gets types', async () => {
  const cwd = await checkedProgram({
    'tsconfig.json': JSON.stringify({ compilerOptions: { strict: false } }),
    'app/infra.ts': `import { untyped } from 'untyped'\nexport const all: number = untyped`,
    'node_modules/untyped/package.json': '{ "main": "./index.js" }',
    'node_modules/untyped/index.js': 'exports.untyped = 1',
  })
  write('node_modules/untyped/index.d.ts', 'export const untyped: string')(cwd)
  write('node_modules/untyped/package.json', '{ "main": "./index.js", "version": "2.0.0" }')(cwd)
  assert.equal(await check(cwd), ['TS2322'])
})

test('a result is not cached if tsconfig.json has paths', async () => {
  const cwd = await checkedProgram({
    'tsconfig.json': config({ paths: { '@/*': ['./first/*', './second/*'] } }),
    'app/infra.ts': `import { a } from '@/a'\nexport const all: number = a`,
    'second/a.ts': 'export const a = 1',
    'node_modules/libvmc/index.d.ts': '',
  })
  assert.equal(cachedIn(cwd), [])
})

test('a result with problems is not cached', async () => {
  const cwd = folder({ 'app/infra.ts': 'export const a: string = 1', 'node_modules/x/y': '' })
  await setTimeout(50)
  assert.equal(await check(cwd), ['TS2322'])
  assert.equal(cachedIn(cwd), [])
})

test('a damaged cache file is ignored', async () => {
  const cwd = await checkedProgram()
  const [file] = cachedIn(cwd)
  const text = readFileSync(file!, 'utf8')
  writeFileSync(join(cwd, 'app/helper.ts'), `export const n = ''`)
  for (const broken of ['', '\n\n[]', text.slice(0, -1), text.replace(/\[\[.*/s, '[]')]) {
    writeFileSync(file!, broken)
    assert.equal(await check(cwd), ['TS2322'])
  }
})

test('a program is checked again by a changed compiler', async () => {
  const cwd = await checkedProgram()
  const before = cacheInode(cwd)
  assert.equal(await check(cwd), [])
  assert.is(cacheInode(cwd), before)
  // Replace the stored fingerprint of the compiler.
  const [file] = cachedIn(cwd)
  const [, text = ''] = readFileSync(file!, 'utf8').split('\n')
  const project = projectOf([join(cwd, 'app/infra.ts')], join(cwd, 'app/tsconfig.json'))
  const key = digest(JSON.stringify(project), version)
  const compiler = findCompiler()
  const dependencies = (JSON.parse(text) as [string, string, string, string][]).map(dependency =>
    dependency[1] === compiler ? ['file', compiler, 'other', 'other'] : dependency,
  )
  assert.ok(
    dependencies.some(([, path, fingerprint]) => path === compiler && fingerprint === 'other'),
  )
  writeCached(file!, key, JSON.stringify(dependencies))
  const changed = cacheInode(cwd)
  assert.equal(await check(cwd), [])
  assert.is.not(cacheInode(cwd), changed)
})

test('concurrent checks store one result', async () => {
  const cwd = folder(program)
  symlinkSync('../one', join(cwd, 'node_modules/linked'))
  await setTimeout(50)
  const found = await Promise.all(Array.from({ length: 4 }, () => check(cwd)))
  assert.equal(found.flat(), [])
  const before = cacheInode(cwd)
  assert.equal(await check(cwd), [])
  assert.is(cacheInode(cwd), before)
})

test.run()
