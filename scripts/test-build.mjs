// Compiles src/ and test/ into a folder of .test-build/, once for all test processes. The folder looks like the package: its
// src/ holds JavaScript beside the declarations of dist/, and links lead to everything else that vmc looks for around its own
// files. It stays until the next run of tests, so that stack traces lead somewhere.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const builds = `${root}.test-build`

/** The folder that holds the compiled tests of this process. */
export const compiled = `${builds}/${process.pid}`

/** Compiles everything anew. dist/ has to be built already. */
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
