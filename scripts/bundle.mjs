// Bundles src/ into a few modules, for Node takes half a millisecond for each module that it loads: `bundle.mjs DIR`. A file
// of the bundle stands in a folder of dist/ as its sources do in src/, so what is found from there is found from here.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))
const [made] = process.argv.slice(2)

/** What is imported from outside: the entries of the package, its command, and what Node and scripts load by path. */
const entries = [
  'index',
  'compiler',
  'rules/index',
  'program/load/hooks',
  'build/output/writer-worker',
  'build/domains/locate-worker',
  'fix/fix-thread',
  'cli/main',
  'cli/run',
  'cli/command-line',
  'cli/watch-worker',
  'cli/reference',
]

/**
 * What is loaded together lies together, by the paths of its sources: each group takes what its own import as well, so those
 * that others are built on come first. Whatever is in no group goes where it is needed.
 */
const groups = Object.entries({
  'diagnostics/diagnostic':
    /^(diagnostics\/(?!render\/(?!formats)|code-frame|edit)|tree\/(origin|stack)\b|schema\/libvirt-release\b)/,
  'dsl/language': /^((schema|tree|dsl)\/|index\.ts)/,
  'diagnostics/render': /^diagnostics\//,
  'check/validator': /^(check|rules)\//,
  'cli/static-help': /^cli\/static-help\b/,
  'cli/command':
    /^cli\/(argv|context|options|program-output|run|terminal|usage-errors|commands\/build)\b/,
  'program/typecheck':
    /^program\/(package|cache|find-up|load\/(locate|transform|esbuild|imports)|types\/(?!type-findings|warm))\b/,
  'build/output':
    /^build\/output\/(output|output-diagnostics|plan|ownership|listing|staging|manifest|standing|folder)\.ts$/,
  'build/build':
    /^(build\/(build|domains\/(?!locate-worker)|output\/(writer|write)\.ts$|documents\/rng)\b|program\/(config|policy-options|types\/type-findings|load\/(alone|program|load|settle|guard|fault|collect|prepare))\b|xml\/(emit|raw|escape|saxes|template)\b)/,
  'cli/build': /^cli\/(build|report|progress)\.ts$/,
  'xml/read': /^xml\/(read|decode|lines|table-name|open|findings)/,
}).map(([name, sources]) => ({ name, test: id => sources.test(pathIn(id)) }))
groups.push({ name: 'cli/yargs', test: id => id.includes('node_modules') })

const bundle = await rolldown({
  input: Object.fromEntries(entries.map(name => [name, `${root}src/${name}.ts`])),
  platform: 'node',
  // yargs alone is part of the bundle; all other packages are loaded when they are needed.
  external: (id, importer) =>
    !/^(\.|\/|[a-z]:\\)/i.test(id) && id !== 'yargs' && !importer?.includes('node_modules'),
  plugins: [width(), doors()],
  logLevel: 'warn',
  // It matters for the sources, whose tests load them one by one.
  checks: { ineffectiveDynamicImport: false },
})
const { output } = await bundle.write({
  dir: made,
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: ({ name, facadeModuleId, moduleIds }) =>
    facadeModuleId?.startsWith(`${root}src`)
      ? pathIn(facadeModuleId).replace(/\.ts$/, '.js')
      : `${name.includes('/') ? name : `${stageOf(moduleIds)}/${name}`}.js`,
  codeSplitting: { groups },
  comments: { legal: true, annotation: false, jsdoc: false },
})
writeFileSync(join(made, 'LICENSES'), licenses())

/** What yargs measures with string-width is measured by vmc's own door to it, which loads it for wide characters alone. */
function width() {
  const own = JSON.stringify(`${root}src/diagnostics/width.ts`)
  return {
    name: 'width',
    resolveId: (id, importer) =>
      id === 'string-width' && importer?.includes('node_modules') ? '\0width' : null,
    load: id => (id === '\0width' ? `export { stringWidth as default } from ${own}` : null),
  }
}

/**
 * For a module that is imported dynamically, and is part of a group, rolldown makes a chunk that only re-exports it. Node would
 * load that chunk as well, so dynamic imports of it are rewritten to import the group itself.
 */
function doors() {
  const DOOR = /^\s*export \{([^}]*)\} from "([^"]*)";?\s*$/
  const handOn = names =>
    names.split(',').map(name => {
      const [inner, outer = inner] = name.trim().split(' as ')
      return `${outer}: m.${inner}`
    })
  return {
    name: 'doors',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk')
      for (const { fileName, code, isEntry } of chunks) {
        const [, names, target] = DOOR.exec(code) ?? []
        if (names === undefined) continue
        for (const other of Object.values(bundle)) {
          if (other.type !== 'chunk' || !other.dynamicImports.includes(fileName)) continue
          const path = pathFrom(other.fileName, join(fileName, '..', target))
          const call = `import("${pathFrom(other.fileName, fileName)}")`
          if (!other.code.includes(call)) throw new Error(`${other.fileName} has no ${call}`)
          other.code = other.code.replaceAll(
            call,
            `import("${path}").then((m) => ({ ${handOn(names).join(', ')} }))`,
          )
        }
        if (!isEntry) delete bundle[fileName]
      }
    },
  }
}

/** How one file of the bundle names another. */
function pathFrom(file, other) {
  const path = relative(join(file, '..'), other).replaceAll('\\', '/')
  return path.startsWith('.') ? path : `./${path}`
}

/** The folder of src/ that a chunk is made of, the topmost where there are several; the lowest for what the bundler adds. */
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

/** The path of a source in src/, with slashes on every system. */
function pathIn(id) {
  return relative(`${root}src`, id).replaceAll('\\', '/')
}

/** The licences of the packages that are part of the bundle. */
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
