// Collects the doc comments of the schema, and the examples of its elements, into a JSON file for `vmc explain`: `docs.mjs FILE`.
// Elements are keyed by the first path that leads to them. Editors, `vmc explain` and the reference thus show the same text.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Node, Project } from 'ts-morph'

const root = fileURLToPath(new URL('..', import.meta.url))
const project = new Project({
  tsConfigFilePath: `${root}tsconfig.json`,
  skipAddingFilesFromTsConfig: true,
})
const files = project.addSourceFilesAtPaths(`${root}src/schema/domain/*.ts`)
const checker = project.getTypeChecker().compilerObject

const examples = JSON.parse(readFileSync(`${root}scripts/examples.json`, 'utf8'))

const docOf = symbol =>
  symbol
    .getDocumentationComment(checker)
    .map(part => part.text)
    .join('')
    .replace(/\s*\n\s*/g, ' ')

// Exports every element, including those that are private to their file.
const exportElements = {
  name: 'export-elements',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]schema[\\/]domain[\\/]/ }, ({ path }) => {
      const file = project.getSourceFileOrThrow(path)
      const names = file
        .getVariableDeclarations()
        .filter(declaration => !declaration.isExported())
        .map(declaration => declaration.getName())
      return { contents: `${file.getFullText()}\nexport { ${names.join(', ')} }`, loader: 'ts' }
    })
  },
}

const { paths, tables } = await load(files.map(file => file.getBaseName()))
const docs = {}
for (const file of files) {
  for (const declaration of file.getVariableDeclarations()) {
    const call = declaration.getInitializer()
    if (!Node.isCallExpression(call) || call.getExpression().getText() !== 'element') continue
    const fields = call.getArguments()[1].getType().getProperties()
    // The interface of an element is declared before the element and has its doc comment.
    const elementInterface = call
      .getParentWhileOrThrow(parent => !Node.isSourceFile(parent))
      .getPreviousSibling()
    const doc = Node.isInterfaceDeclaration(elementInterface)
      ? elementInterface.getJsDocs()[0]?.getDescription().trim()
      : undefined
    const path = paths.get(tables[file.getBaseName()][declaration.getName()])
    if (path === undefined) continue
    docs[path] = {
      doc: doc?.replace(/\s*\n\s*/g, ' ') ?? '',
      fields: Object.fromEntries(
        fields.map(field => [field.getName(), docOf(field.compilerSymbol)]),
      ),
      example: exampleOf(path),
    }
  }
}
writeFileSync(process.argv[2], `${JSON.stringify(docs, null, 1)}\n`)

/** The program and the XML of an element; undefined if it is new. `npm run docs` then says what to write. */
function exampleOf(path) {
  const { of, ts, xml } = examples[path] ?? {}
  return xml && { ts: ts ?? examples[of].ts, xml }
}

/** The elements of the schema by file and name, and the first path of each element in the format. */
async function load(names) {
  const tables = names.map((name, n) => `export * as _${n} from './schema/domain/${name}'`)
  const { outputFiles } = await build({
    stdin: {
      contents: [...tables, "export { elements } from './cli/reference.ts'"].join('\n'),
      resolveDir: `${root}src`,
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
    plugins: [exportElements],
  })
  const { elements, ...modules } = await import(
    `data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`
  )
  return {
    paths: elements(),
    tables: Object.fromEntries(names.map((name, n) => [name, modules[`_${n}`]])),
  }
}
