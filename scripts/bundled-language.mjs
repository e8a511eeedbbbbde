// Loads parts of src/ that the package does not export, for scripts: the builders, the format, and what reads and writes XML.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const src = join(root, 'src')

/** The builder classes, the path of each element, the key of a method's element, and the functions that read and write XML. */
export async function bundledLanguage() {
  const modules = readdirSync(`${src}/dsl`).map(
    (name, n) => `export * as _${n} from './dsl/${name}'`,
  )
  const contents = [
    ...modules,
    "export { fieldElement } from './dsl/builder.ts'",
    "export { elements } from './cli/reference.ts'",
    "export { domain as domainElement } from './schema/domain/domain.ts'",
    "export { read } from './xml/read.ts'",
    "export { emit } from './xml/emit.ts'",
    "export { walk } from './tree/walk.ts'",
  ]
  // The bundle imports packages, so it must be in the folder of the project.
  const folder = mkdtempSync(join(root, 'node_modules/.vmc-language-'))
  const outfile = join(folder, 'language.mjs')
  try {
    await build({
      stdin: { contents: contents.join('\n'), resolveDir: src },
      outfile,
      bundle: true,
      keepNames: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      logLevel: 'error',
    })
    const { elements, fieldElement, domainElement, read, emit, walk, ...dsl } = await import(
      pathToFileURL(outfile).href
    )
    const builders = Object.values(dsl).flatMap(module =>
      Object.values(module).filter(value => /Builder$/.test(value?.name)),
    )
    return { builders, paths: elements(), fieldElement, domainElement, read, emit, walk }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
