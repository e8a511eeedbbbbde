import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ts } from 'ts-morph'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const test = suite('layers')

const src = fileURLToPath(new URL('../src/', import.meta.url))

/** The folders that each folder may import, besides itself. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  tree: ['schema'],
  diagnostics: ['schema', 'tree'],
  dsl: ['schema', 'tree'],
  check: ['schema', 'tree', 'diagnostics'],
  xml: ['schema', 'tree', 'diagnostics'],
  rules: ['schema', 'tree', 'diagnostics', 'check'],
  importer: ['schema', 'tree', 'dsl'],
  // The first program finds the language loaded.
  program: ['schema', 'tree', 'diagnostics', 'dsl', 'check', 'rules', 'index.ts'],
  // An imported document becomes a program in the language, which is index.ts.
  build: [
    ...['schema', 'tree', 'diagnostics', 'dsl', 'check', 'rules', 'xml', 'importer', 'program'],
    'index.ts',
  ],
  fix: ['tree', 'diagnostics', 'xml', 'program', 'build'],
  cli: [
    ...['schema', 'tree', 'diagnostics', 'dsl', 'check', 'rules', 'xml', 'importer'],
    ...['program', 'build', 'fix'],
  ],
  // The language, and what libvmc/compiler exports.
  'index.ts': ['schema', 'tree', 'dsl'],
  'compiler.ts': ['diagnostics', 'program', 'build'],
}

/** Packages that only these folders may load, and why. */
const ONLY: Readonly<Record<string, { readonly in: readonly string[]; readonly why: string }>> = {
  'ts-morph': { in: ['importer', 'fix'], why: 'loading it costs 0.4 s' },
  yargs: { in: ['cli'], why: 'nothing below the command line reads arguments' },
  saxes: { in: ['xml'], why: 'xml/ is where XML is read' },
  xmlbuilder2: { in: ['xml'], why: 'xml/ is where XML is written' },
  '@babel/parser': { in: ['program'], why: 'only unused builders need the text of a program' },
  esbuild: { in: ['program'], why: 'programs are transformed where they are loaded' },
}

interface Import {
  readonly file: string
  readonly from: string
  readonly to: string
}

const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(file =>
  file.endsWith('.ts'),
)

const folderOf = (file: string): string => file.split(sep)[0]!

// Imports and exports of every kind: of values and of types, static and dynamic, and `typeof import('…')`.
function importsOf(file: string): readonly Import[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(src, file), 'utf8'))
  return importedFiles.map(({ fileName }) => ({ file, from: folderOf(file), to: fileName }))
}

const imports = sources.flatMap(importsOf)

test('there is something to look at', () => {
  assert.ok(sources.length > 40)
  assert.ok(imports.length > 100)
  for (const file of sources) assert.ok(folderOf(file) in MAY, `${file} is in no layer`)
})

test('every folder imports only those below it', () => {
  const wrong = imports
    .filter(({ to }) => to.startsWith('.'))
    .map(one => ({ ...one, target: relative(src, join(src, dirname(one.file), one.to)) }))
    .filter(({ from, target }) => {
      const folder = folderOf(target)
      return folder !== from && !MAY[from]!.includes(folder)
    })
  assert.equal(
    wrong.map(({ file, to }) => `${file} imports ${to}`),
    [],
  )
})

test('no import leads back to its file, not even an import of types', () => {
  const targets = new Map<string, readonly string[]>(
    sources.map(file => [
      file,
      imports
        .filter(one => one.file === file && one.to.startsWith('.'))
        .map(({ to }) => relative(src, join(src, dirname(file), to))),
    ]),
  )
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
    if (done.has(file) || path.includes(file)) return
    for (const target of targets.get(file) ?? []) visit(target, [...path, file])
    done.add(file)
  }
  for (const file of sources) visit(file, [])
  assert.equal(cycles, [])
})

test('imports within vmc name the file, extension and all', () => {
  const wrong = imports.filter(({ to }) => to.startsWith('.') && !/\.(ts|json)$/.test(to))
  assert.equal(
    wrong.map(({ file, to }) => `${file} imports ${to}`),
    [],
  )
})

for (const [name, { in: folders, why }] of Object.entries(ONLY))
  test(`only ${folders.join(' and ')} loads ${name}: ${why}`, () => {
    const wrong = imports.filter(
      ({ from, to }) => (to === name || to.startsWith(`${name}/`)) && !folders.includes(from),
    )
    assert.equal(
      wrong.map(({ file }) => file),
      [],
    )
  })

test('the table imports nothing', () => {
  const wrong = imports.filter(
    ({ from, to }) => from === 'schema' && !/^(\.|\.\.\/core)\/[a-z-]+\.ts$/.test(to),
  )
  assert.equal(
    wrong.map(({ file, to }) => `${file} imports ${to}`),
    [],
  )
})

test('nothing below the command line prints or exits', () => {
  const wrong = sources.filter(
    file =>
      folderOf(file) !== 'cli' &&
      /(?<![.\w`'"])(console\.|process\.(stdout|stderr|argv)\b)/.test(
        // Comments and doc examples may speak of it.
        readFileSync(join(src, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ''),
      ),
  )
  assert.equal(wrong, [])
})

test('commands use their context: few files of the command line touch the process', () => {
  const wrong = sources.filter(
    file =>
      folderOf(file) === 'cli' &&
      !['main', 'context', 'program-output', 'watch-worker'].includes(basename(file, '.ts')) &&
      /(?<![.\w`'"])(console|process)\.(?!kill)/.test(
        readFileSync(join(src, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ''),
      ),
  )
  assert.equal(wrong, [])
})

test.run()
