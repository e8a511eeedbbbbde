import { existsSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { linesOf } from '../diagnostics/locate-key.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { readRegularFile } from '../diagnostics/regular-file.ts'
import { isPlainObject } from '../dsl/normalise.ts'
import { projectFolders } from './find-up.ts'
import { type PolicyError, type PolicyOptions, policyOf, shown } from './policy-options.ts'

/** The configuration of a project: the key `vmc` in package.json, or the default export of vmc.config.ts. */
export interface Config extends PolicyOptions {
  /** The output folder, relative to the folder of the configuration file. */
  readonly out?: string
  /** Whether warnings fail the build. */
  readonly strict?: boolean
  /**
   * The name of the project. It can contain letters, digits, ".", "_" and "-". vmc derives the UUID of a domain from the names
   * of the project and the domain, so domains of different projects never have the same UUID. The name is required if a domain
   * has a host.
   */
  readonly project?: string
}

/**
 * Returns the given configuration unchanged, so that TypeScript checks its type: `export default defineConfig({
 * target: 'libvirt=9.0.0' })`.
 */
export const defineConfig = (config: Config): Config => config

/** The loaded configuration of a project. The path `out` is absolute. If the configuration has errors, `config` is empty. */
export interface LoadedConfig {
  readonly config: Config
  /** The folder of the configuration file, if there is one. */
  readonly folder?: string
  readonly diagnostics: readonly Diagnostic[]
}

const KEYS = ['project', 'target', 'out', 'strict', 'rules', 'use', 'hosts'] as const

/**
 * Loads the configuration for all of the programs. If `entries` is empty, loads the configuration of the working folder. Without a configuration file, the result is empty. It is an error if the programs have different configurations.
 */
export async function loadConfig(entries: readonly string[], cwd: string): Promise<LoadedConfig> {
  const folders = entries.length === 0 ? [cwd] : entries.map(entry => dirname(resolve(cwd, entry)))
  const found = new Map([...new Set(folders)].map(folder => findConfig(folder, cwd)))
  if (found.size > 1) return differentConfigs([...found.keys()], cwd)
  const [file, load] = [...found][0]!
  return { ...(await load()), ...(file !== undefined && { folder: dirname(file) }) }
}

type FoundConfig = readonly [file: string | undefined, load: () => Promise<LoadedConfig>]

function findConfig(folder: string, cwd: string): FoundConfig {
  const ignored: Diagnostic[] = []
  const withIgnored =
    (load: () => Promise<LoadedConfig>): FoundConfig[1] =>
    async () => {
      const loaded = await load()
      return { ...loaded, diagnostics: [...ignored, ...loaded.diagnostics] }
    }
  for (const one of projectFolders(folder, cwd)) {
    const program = join(one, 'vmc.config.ts')
    if (existsSync(program)) return [program, withIgnored(() => configInProgram(program))]
    for (const name of IGNORED)
      if (existsSync(join(one, name))) ignored.push(ignoredConfig(join(one, name)))
    const manifest = join(one, 'package.json')
    const config = existsSync(manifest) && configInManifest(manifest)
    if (config) return [manifest, withIgnored(async () => config)]
  }
  return [undefined, withIgnored(async () => ({ config: {}, diagnostics: [] }))]
}

/** The names that other tools use for their configuration. */
const IGNORED = ['js', 'mjs', 'cjs', 'mts', 'cts', 'json'].map(
  extension => `vmc.config.${extension}`,
)

function ignoredConfig(file: string): Diagnostic {
  const name = basename(file)
  const message = `vmc does not read ${name}, but only vmc.config.ts`
  const help = name.endsWith('.json')
    ? 'write the settings into package.json, as the value of "vmc", or into vmc.config.ts'
    : 'rename it to vmc.config.ts'
  return { ...diagnose('VMC4063', { message, help }), file }
}

function differentConfigs(files: readonly (string | undefined)[], cwd: string): LoadedConfig {
  const names = files.map(file => (file === undefined ? 'none' : relative(cwd, file)))
  const message = `the programs have different configurations: ${names.join(', ')}`
  const help = 'run vmc once for each project'
  return { config: {}, diagnostics: [diagnose('VMC4010', { message, help })] }
}

async function configInProgram(file: string): Promise<LoadedConfig> {
  const { load } = await import('./load/load.ts')
  const { loadDiagnostic } = await import('./load/program.ts')
  const { modules, errors } = await load([file])
  if (errors.length > 0) return { config: {}, diagnostics: errors.map(loadDiagnostic) }
  const { default: value } = modules[0]!.exports
  if (value !== undefined) return checkConfig(value, file)
  const message = 'the configuration has no default export'
  const help = "write export default defineConfig({ target: 'libvirt=9.0.0' })"
  return { config: {}, diagnostics: [{ ...diagnose('VMC4010', { message, help }), file }] }
}

function configInManifest(file: string): LoadedConfig | undefined {
  try {
    const value = JSON.parse(readRegularFile(file, 'utf8'))?.vmc
    return value === undefined ? undefined : checkConfig(value, file)
  } catch (error) {
    const message = `package.json cannot be read: ${error instanceof Error ? error.message : error}`
    return { config: {}, diagnostics: [{ ...diagnose('VMC4007', { message }), file }] }
  }
}

function checkConfig(value: unknown, file: string): LoadedConfig {
  const toDiagnostic = ({ message, help, keys }: PolicyError): Diagnostic => ({
    ...diagnose('VMC4010', { message, help }),
    ...locationOf(keys, file),
  })
  if (!isPlainObject(value)) {
    const message = `the configuration cannot be ${shown(value)}`
    const help = `expected an object with ${KEYS.join(', ')}`
    return { config: {}, diagnostics: [toDiagnostic({ message, help, keys: ['vmc'] })] }
  }
  const config: Config = value
  const order = Object.keys(value)
  const errors = [...errorsIn(value), ...policyOf(config).errors].sort(
    (a, b) => order.indexOf(a.keys[0]!) - order.indexOf(b.keys[0]!),
  )
  if (errors.length > 0) return { config: {}, diagnostics: errors.map(toDiagnostic) }
  const { out } = config
  return {
    config: { ...config, ...(out !== undefined && { out: resolve(dirname(file), out) }) },
    diagnostics: [],
  }
}

const PROJECT = /^[a-z0-9][a-z0-9._-]{0,62}$/i

// Returns the errors for unknown keys and for invalid values of `out`, `strict` and `project`. `policyOf` checks the other
// values.
function errorsIn(config: Readonly<Record<string, unknown>>): readonly PolicyError[] {
  const { out, strict, project } = config
  const invalidValue = (key: string, expects: string): PolicyError => ({
    keys: [key],
    message: `"${key}" in the configuration cannot be ${shown(config[key])}`,
    help: `expected ${expects}`,
  })
  const unknown = Object.keys(config).filter(key => !(KEYS as readonly string[]).includes(key))
  return [
    ...unknown.map(key => {
      const near = nearest(key, KEYS)
      const help =
        near === undefined ? `the keys are ${KEYS.join(', ')}` : `did you mean "${near}"?`
      return { keys: [key], message: `unknown key "${key}" in the configuration`, help }
    }),
    ...(out === undefined || (typeof out === 'string' && out !== '')
      ? []
      : [invalidValue('out', 'the path of a folder')]),
    ...(project === undefined || (typeof project === 'string' && PROJECT.test(project))
      ? []
      : [
          invalidValue(
            'project',
            'a name of up to 63 letters, digits, ".", "_" and "-" that begins with a letter or digit',
          ),
        ]),
    ...(strict === undefined || typeof strict === 'boolean'
      ? []
      : [
          invalidValue(
            'strict',
            `true or false${strict === 'true' || strict === 'false' ? ', without quotes' : ''}`,
          ),
        ]),
  ]
}

// Returns the location of a nested key in a configuration file, found by searching the lines. In package.json the search
// starts at the key "vmc".
function locationOf(path: readonly string[], file: string): Partial<Diagnostic> {
  const lines = linesOf(file)
  const isManifest = basename(file) === 'package.json'
  let position: { readonly line: number; readonly column: number } | undefined
  for (const key of isManifest && path[0] !== 'vmc' ? ['vmc', ...path] : path)
    position = find(key, lines, position) ?? position
  return { file, ...position }
}

// Returns the position of a key in lines of text, searched from a given position.
function find(key: string, lines: readonly string[], after = { line: 1, column: 1 }) {
  const escaped = key.replace(/[^\w]/g, '\\$&')
  const pattern = new RegExp(`(?<![\\w$"'])["']?${escaped}["']?\\s*[:,}]`)
  for (let line = after.line; line <= lines.length; line++) {
    const from = line === after.line ? after.column - 1 : 0
    const at = lines[line - 1]!.slice(from).search(pattern)
    if (at >= 0) return { line, column: from + at + 1 }
  }
  return undefined
}
