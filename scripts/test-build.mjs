// Compiles src/ and test/ into .test-build/, once for all test processes. The folder looks like the package: its src/ holds
// JavaScript beside the declarations of dist/, and links lead to everything else that vmc looks for around its own files.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The folder that holds the compiled tests. */
export const compiled = `${root}.test-build`

/** Compiles everything anew. dist/ has to be built already. */
export async function compileTests() {
  rmSync(compiled, { recursive: true, force: true })
  mkdirSync(compiled)
  for (const folder of ['dist', 'templates']) link(folder)
  cpSync(`${root}package.json`, `${compiled}/package.json`)
  cpSync(`${root}dist`, `${compiled}/src`, {
    recursive: true,
    filter: path => !/\.(js|json|map)$|LICENSES$/.test(path),
  })
  // Stack traces of src/ name the compiled files, as they do in the package. Those of test/ name the sources, by their maps.
  await Promise.all([
    compile('src', { plugins: [renameImports] }),
    compile('test', {
      plugins: [renameImports, sourceUrls],
      define: { 'import.meta.url': SOURCE_URL },
      sourcemap: 'inline',
      sourcesContent: false,
    }),
  ])
}

const compile = (folder, options) =>
  build({
    entryPoints: sources(folder),
    outbase: root,
    outdir: compiled,
    // Without bundling, imports would keep their names. Every import is external, so nothing is bundled.
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
    ...options,
  })

const sources = folder =>
  readdirSync(`${root}${folder}`, { recursive: true })
    .filter(file => file.endsWith('.ts') && !file.startsWith('bench'))
    .map(file => join(root, folder, file))

const renameImports = {
  name: 'rename-imports',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'entry-point'
        ? undefined
        : { path: path.replace(/^(\.\.?\/.*)\.ts$/, '$1.js'), external: true },
    )
  },
}

const SOURCE_URL = '__sourceUrl'

/** Lets `import.meta.url` be the URL of the source: tests read and write files beside it. */
const sourceUrls = {
  name: 'source-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const url = JSON.stringify(pathToFileURL(path).href)
      // On the first line, so that the lines of the source map are those of the source.
      return {
        contents: `const ${SOURCE_URL} = ${url}; ${readFileSync(path, 'utf8')}`,
        loader: 'ts',
      }
    })
  },
}

function link(folder) {
  symlinkSync(relative(compiled, `${root}${folder}`), `${compiled}/${folder}`, 'junction')
}
