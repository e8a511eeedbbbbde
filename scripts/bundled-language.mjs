// Loads parts of src/ that the package does not export, for scripts: the builders, and what makes samples of the format's elements.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const src = fileURLToPath(new URL('../src', import.meta.url))

/** The builder classes, the path of each element, the key of a method's element, and the samples of a field's values. */
export async function bundledLanguage() {
  const modules = readdirSync(`${src}/dsl`).map(
    (name, n) => `export * as _${n} from './dsl/${name}'`,
  )
  const contents = [
    ...modules,
    "export { fieldElement } from './dsl/builder.ts'",
    "export { sampleValues } from './cli/example.ts'",
    "export { elements } from './cli/reference.ts'",
  ]
  const folder = mkdtempSync(join(tmpdir(), 'vmc-language-'))
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
    const { elements, fieldElement, sampleValues, ...dsl } = await import(
      pathToFileURL(outfile).href
    )
    const builders = Object.values(dsl).flatMap(module =>
      Object.values(module).filter(value => /Builder$/.test(value?.name)),
    )
    return { builders, paths: elements(), fieldElement, sampleValues }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
