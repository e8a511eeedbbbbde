// Compiles src/ and test/ into a folder in .test-build/, once for all test processes. The folder is laid out like the package:
// src/ contains the JavaScript and the declarations from dist/, and other folders that vmc reads are links. It is removed by
// the next run, so that the files in stack traces exist until then.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const builds = `${root}.test-build`

/** The folder with the compiled tests of this process. */
export const compiled = `${builds}/${process.pid}`

/** Compiles all sources and tests. dist/ must be up to date. */
export async function compileTests() {
  mkdirSync(builds, { recursive: true })
  for (const name of readdirSync(builds).filter(isUnused))
    rmSync(`${builds}/${name}`, { recursive: true, force: true })
  mkdirSync(compiled)
  for (const folder of ['dist', 'templates']) link(folder)
  cpSync(`${root}package.json`, `${compiled}/package.json`)
  cpSync(`${root}dist`, `${compiled}/src`, {
    recursive: true,
    filter: path => !/\.(js|json|map)$|LICENSES$/.test(path),
  })
  // Stack traces name compiled files of src/, as in the package, and source files of test/, because only test/ has source maps.
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

/** Whether the process that compiled a folder has ended. */
function isUnused(pid) {
  try {
    process.kill(Number(pid), 0)
    return Number(pid) === process.pid
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

const compile = (folder, options) =>
  build({
    entryPoints: sources(folder),
    outbase: root,
    outdir: compiled,
    // Plugins can rename imports only when bundling. Every import is external, so nothing is bundled.
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

/** Makes `import.meta.url` the URL of the source file, because tests read and write files beside it. */
const sourceUrls = {
  name: 'source-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const url = JSON.stringify(pathToFileURL(path).href)
      // Added to the first line, so that line numbers stay the same.
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
