import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ts } from 'ts-morph'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const test = suite('layers')

const src = fileURLToPath(new URL('../src/', import.meta.url))

/** The folders that each folder may import, besides itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  tree: ['schema'],
  diagnostics: ['schema', 'tree'],
  dsl: ['schema', 'tree'],
  check: ['schema', 'tree', 'diagnostics'],
  xml: ['schema', 'tree', 'diagnostics'],
  rules: ['schema', 'tree', 'diagnostics', 'check'],
  libvirt: ['schema', 'tree', 'diagnostics', 'check', 'xml'],
  importer: ['schema', 'tree', 'dsl'],
  // Loads index.ts in advance, so that the first program does not wait for it.
  program: ['schema', 'tree', 'diagnostics', 'dsl', 'check', 'rules', 'index.ts'],
  // vmc import needs every factory, which index.ts exports.
  build: [
    ...['schema', 'tree', 'diagnostics', 'dsl', 'check', 'rules', 'xml', 'importer', 'program'],
    ...['libvirt', 'index.ts'],
  ],
  fix: ['tree', 'diagnostics', 'xml', 'program', 'build'],
  // The marks in the output of virsh.
  hosts: ['schema', 'tree', 'diagnostics', 'xml', 'build', 'libvirt'],
  graph: ['schema', 'tree', 'diagnostics', 'check', 'xml'],
  testing: ['schema', 'tree', 'diagnostics', 'check', 'xml', 'program', 'build'],
  cli: [
    ...['schema', 'tree', 'diagnostics', 'dsl', 'check', 'rules', 'xml', 'importer'],
    ...['program', 'build', 'fix', 'hosts', 'graph'],
  ],
  // The exports of libvmc and of libvmc/compiler.
  'index.ts': ['schema', 'tree', 'dsl'],
  'compiler.ts': ['diagnostics', 'program', 'build'],
}

/** Packages that only these folders may load, and why. */
const PACKAGES: Readonly<Record<string, { readonly in: readonly string[]; readonly why: string }>> =
  {
    'ts-morph': { in: ['importer', 'fix'], why: 'loading it costs 0.4 s' },
    yargs: { in: ['cli'], why: 'only the command line parses arguments' },
    saxes: { in: ['xml'], why: 'only xml/ reads XML' },
    xmlbuilder2: { in: ['xml'], why: 'only xml/ writes XML' },
    '@babel/parser': {
      in: ['program'],
      why: 'only the search for discarded builders parses programs',
    },
    esbuild: { in: ['program'], why: 'only program/ compiles programs' },
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

// Every kind of import and export: of values and types, static and dynamic, and `typeof import('…')`.
function importsOf(file: string): readonly Import[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(src, file), 'utf8'))
  return importedFiles.map(({ fileName }) => ({ file, from: folderOf(file), to: fileName }))
}

const imports = sources.flatMap(importsOf)

test('every source file belongs to a layer', () => {
  assert.ok(sources.length > 40)
  assert.ok(imports.length > 100)
  for (const file of sources) assert.ok(folderOf(file) in ALLOWED, `${file} is in no layer`)
})

test('every folder imports only the folders that the table allows', () => {
  const wrong = imports
    .filter(({ to }) => to.startsWith('.'))
    .map(one => ({ ...one, target: relative(src, join(src, dirname(one.file), one.to)) }))
    .filter(({ from, target }) => {
      const folder = folderOf(target)
      return folder !== from && !ALLOWED[from]!.includes(folder)
    })
  assert.equal(
    wrong.map(({ file, to }) => `${file} imports ${to}`),
    [],
  )
})

test('there are no import cycles, not even of types', () => {
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

test('relative imports name a file with its extension', () => {
  const wrong = imports.filter(({ to }) => to.startsWith('.') && !/\.(ts|json)$/.test(to))
  assert.equal(
    wrong.map(({ file, to }) => `${file} imports ${to}`),
    [],
  )
})

for (const [name, { in: folders, why }] of Object.entries(PACKAGES))
  test(`only ${folders.join(' and ')} loads ${name}: ${why}`, () => {
    const wrong = imports.filter(
      ({ from, to }) => (to === name || to.startsWith(`${name}/`)) && !folders.includes(from),
    )
    assert.equal(
      wrong.map(({ file }) => file),
      [],
    )
  })

test('the schema imports only the schema', () => {
  const wrong = imports.filter(
    ({ from, to }) => from === 'schema' && !/^(\.|\.\.\/core)\/[a-z-]+\.ts$/.test(to),
  )
  assert.equal(
    wrong.map(({ file, to }) => `${file} imports ${to}`),
    [],
  )
})

test('only the command line prints or reads arguments', () => {
  const wrong = sources.filter(
    file =>
      folderOf(file) !== 'cli' &&
      /(?<![.\w`'"])(console\.|process\.(stdout|stderr|argv)\b)/.test(
        // Comments and doc examples may mention it.
        readFileSync(join(src, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ''),
      ),
  )
  assert.equal(wrong, [])
})

test('commands use their context instead of the process, except in five files', () => {
  const wrong = sources.filter(
    file =>
      folderOf(file) === 'cli' &&
      !['main', 'context', 'program-output', 'watch-worker', 'watchdog-worker'].includes(
        basename(file, '.ts'),
      ) &&
      /(?<![.\w`'"])(console|process)\.(?!kill)/.test(
        readFileSync(join(src, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ''),
      ),
  )
  assert.equal(wrong, [])
})

test.run()
