// Bundles src/ into a few modules, because Node needs half a millisecond to load each module: `bundle.mjs DIR`. A chunk is
// written to the folder of its sources, at the same depth as in src/, so that relative paths to other files stay correct.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))
const [dist] = process.argv.slice(2)

/** Modules that keep their path: entries of the package, the command, workers, and modules that scripts import. */
const entries = [
  'index',
  'compiler',
  'rules/index',
  'hosts/index',
  'testing/index',
  'program/load/hooks',
  'build/output/writer-worker',
  'build/domains/locate-worker',
  'fix/fix-worker',
  'cli/main',
  'cli/run',
  'cli/command-line',
  'cli/watch-worker',
  'cli/watchdog-worker',
  'cli/unexpected-worker',
  'cli/reference',
]

/**
 * Chunks of modules that are loaded together, with a pattern for the paths of their sources. A chunk also contains what its
 * modules import, unless an earlier chunk does, so shared chunks come first. rolldown places all other modules.
 */
const groups = Object.entries({
  // The worker of the module hooks loads these without the rest of their folders.
  'schema/lookup': /^(schema\/core\/lookup|diagnostics\/regular-file)\b/,
  'diagnostics/diagnostic':
    /^(diagnostics\/(?!render\/(?!formats)|code-frame|edit)|tree\/(origin|stack)\b|schema\/domain\/libvirt-release\b)/,
  'dsl/language': /^((schema|tree(?!\/merge)|dsl)\/|index\.ts)/,
  'diagnostics/render': /^diagnostics\//,
  'check/validator': /^(check|rules)\//,
  'cli/static-help': /^cli\/static-help\b/,
  'cli/command':
    /^cli\/(argv|context|options|program-output|run|terminal|usage-errors|commands\/build)\b/,
  'program/typecheck':
    /^program\/(package|cache|find-up|load\/(locate|transform|esbuild(?!-)|imports)|types\/(?!merge-diagnostics|value-help|warm))\b/,
  'build/output':
    /^build\/output\/(output|output-diagnostics|plan|ownership|listing|staging|manifest|current-file|write-error|folder)\.ts$/,
  'build/build':
    /^(build\/(build|domains\/(?!locate-worker)|output\/(writer(?!-)|write-output)|documents\/rng)\b|program\/(config|policy-options|types\/(merge-diagnostics|value-help)|load\/(single-file|program|load|run-guarded|exit-guard|to-load-errors|collect|pretransform))\b|xml\/(emit|raw|escape|saxes|template)\b)/,
  'cli/build': /^cli\/(build|report|progress|watchdog)\.ts$/,
  'xml/read': /^xml\/(read|stop-reading|decode|lines|table-name|open|findings|syntax-error)/,
  'hosts/hosts': /^(hosts|tree\/merge)\//,
}).map(([name, sources]) => ({ name, test: id => sources.test(pathIn(id)) }))
groups.push({ name: 'cli/yargs', test: id => id.includes('node_modules') })

const bundle = await rolldown({
  input: Object.fromEntries(entries.map(name => [name, `${root}src/${name}.ts`])),
  platform: 'node',
  // Only yargs is bundled. Other packages are loaded when they are needed.
  external: (id, importer) =>
    !/^(\.|\/|[a-z]:\\)/i.test(id) && id !== 'yargs' && !importer?.includes('node_modules'),
  plugins: [replaceStringWidth(), inlineReexports()],
  logLevel: 'warn',
  // A dynamic import has no effect in the bundle, but tests load the sources one by one.
  checks: { ineffectiveDynamicImport: false },
})
const { output } = await bundle.write({
  dir: dist,
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: ({ name, facadeModuleId, moduleIds }) =>
    facadeModuleId?.startsWith(`${root}src`)
      ? pathIn(facadeModuleId).replace(/\.ts$/, '.js')
      : `${name.includes('/') ? name : `${stageOf(moduleIds)}/${name}`}.js`,
  codeSplitting: { groups },
  comments: { legal: true, annotation: false, jsdoc: false },
})
writeFileSync(join(dist, 'LICENSES'), licenses())

/** Replaces string-width in yargs by vmc's wrapper, which loads string-width only if a text has wide characters. */
function replaceStringWidth() {
  const own = JSON.stringify(`${root}src/diagnostics/width.ts`)
  return {
    name: 'replace-string-width',
    resolveId: (id, importer) =>
      id === 'string-width' && importer?.includes('node_modules') ? '\0width' : null,
    load: id => (id === '\0width' ? `export { stringWidth as default } from ${own}` : null),
  }
}

/**
 * Rewrites dynamic imports of chunks that only re-export from another chunk to import that chunk directly. rolldown creates
 * such a chunk for each dynamically imported module in a group, and Node would have to load both.
 */
function inlineReexports() {
  const REEXPORT = /^\s*export \{([^}]*)\} from "([^"]*)";?\s*$/
  const propertiesOf = names =>
    names.split(',').map(name => {
      const [inner, outer = inner] = name.trim().split(' as ')
      return `${outer}: m.${inner}`
    })
  return {
    name: 'inline-reexports',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk')
      for (const { fileName, code, isEntry } of chunks) {
        const [, names, target] = REEXPORT.exec(code) ?? []
        if (names === undefined) continue
        for (const other of Object.values(bundle)) {
          if (other.type !== 'chunk' || !other.dynamicImports.includes(fileName)) continue
          const path = pathFrom(other.fileName, join(fileName, '..', target))
          const call = `import("${pathFrom(other.fileName, fileName)}")`
          if (!other.code.includes(call)) throw new Error(`${other.fileName} has no ${call}`)
          other.code = other.code.replaceAll(
            call,
            `import("${path}").then((m) => ({ ${propertiesOf(names).join(', ')} }))`,
          )
        }
        if (!isEntry) delete bundle[fileName]
      }
    },
  }
}

/** The relative path from one file of the bundle to another. */
function pathFrom(file, other) {
  const path = relative(join(file, '..'), other).replaceAll('\\', '/')
  return path.startsWith('.') ? path : `./${path}`
}

/** The folder in src/ of the modules in a chunk: the first in this list if there are several, `dsl` for rolldown's own code. */
function stageOf(moduleIds) {
  const stages = [
    'cli',
    'fix',
    'importer',
    'build',
    'program',
    'xml',
    'rules',
    'check',
    'diagnostics',
    'dsl',
  ]
  const own = moduleIds.map(id => pathIn(id).split('/')[0])
  return stages.find(stage => own.includes(stage)) ?? 'dsl'
}

/** The path of a source file relative to src/, with slashes on every system. */
function pathIn(id) {
  return relative(`${root}src`, id).replaceAll('\\', '/')
}

/** The licences of the bundled packages. */
function licenses() {
  const modules = output.flatMap(chunk => chunk.moduleIds ?? [])
  const folders = modules.flatMap(id => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? [])
  return [...new Set(folders)]
    .sort()
    .map(folder => {
      const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      const file = readdirSync(folder).find(name => /^licen[cs]e/i.test(name))
      return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
    })
    .join('\n\n')
}
