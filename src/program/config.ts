import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { linesOf } from '../diagnostics/locate-key.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { readRegularFile } from '../diagnostics/regular-file.ts'
import { isPlainObject } from '../dsl/normalise.ts'
import { type PolicyFault, type PolicyOptions, policyOf, shown } from './policy-options.ts'

/** What a project says once, instead of at every call: `vmc` in package.json, or the default export of vmc.config.ts. */
export interface Config extends PolicyOptions {
  /** The folder to write to, relative to the configuration. */
  readonly out?: string
  /** Let warnings fail the build. */
  readonly strict?: boolean
}

/** Gives a configuration its type: `export default defineConfig({ target: 'libvirt=9.0.0' })`. */
export const defineConfig = (config: Config): Config => config

/** What a project is configured to, its `out` made absolute; nothing where something is wrong with it. */
export interface Configured {
  readonly config: Config
  readonly diagnostics: readonly Diagnostic[]
}

const KEYS = ['target', 'out', 'strict', 'rules', 'use', 'hosts'] as const

/** The configuration of the project that a folder belongs to: the nearest there is, and empty where there is none. */
export async function loadConfig(cwd: string): Promise<Configured> {
  const program = join(cwd, 'vmc.config.ts')
  if (existsSync(program)) return ofProgram(program)
  const manifest = join(cwd, 'package.json')
  const said = existsSync(manifest) && ofManifest(manifest)
  if (said) return said
  const parent = dirname(cwd)
  return parent === cwd ? { config: {}, diagnostics: [] } : loadConfig(parent)
}

async function ofProgram(file: string): Promise<Configured> {
  const { load } = await import('./load/load.ts')
  const { told } = await import('./load/program.ts')
  const { modules, faults } = await load([file])
  if (faults.length > 0) return { config: {}, diagnostics: faults.map(told) }
  const { default: given } = modules[0]!.exports
  if (given !== undefined) return checked(given, file)
  const message = 'the configuration has no default export'
  const help = "write export default defineConfig({ target: 'libvirt=9.0.0' })"
  return { config: {}, diagnostics: [{ ...diagnose('VMC4010', { message, help }), file }] }
}

function ofManifest(file: string): Configured | undefined {
  try {
    const given = JSON.parse(readRegularFile(file, 'utf8'))?.vmc
    return given === undefined ? undefined : checked(given, file)
  } catch (error) {
    const message = `package.json cannot be read: ${error instanceof Error ? error.message : error}`
    return { config: {}, diagnostics: [{ ...diagnose('VMC4007', { message }), file }] }
  }
}

function checked(given: unknown, file: string): Configured {
  const wrong = ({ message, help, keys }: PolicyFault): Diagnostic => ({
    ...diagnose('VMC4010', { message, help }),
    ...placeOf(keys, file),
  })
  if (!isPlainObject(given)) {
    const message = `the configuration cannot be ${shown(given)}`
    const help = `expected an object with ${KEYS.join(', ')}`
    return { config: {}, diagnostics: [wrong({ message, help, keys: ['vmc'] })] }
  }
  const config: Config = given
  const order = Object.keys(given)
  const faults = [...faultsOf(given), ...policyOf(config).faults].sort(
    (a, b) => order.indexOf(a.keys[0]!) - order.indexOf(b.keys[0]!),
  )
  if (faults.length > 0) return { config: {}, diagnostics: faults.map(wrong) }
  const { out } = config
  return {
    config: { ...config, ...(out !== undefined && { out: resolve(dirname(file), out) }) },
    diagnostics: [],
  }
}

// What is not about rules: that, `policyOf` minds.
function faultsOf(given: Readonly<Record<string, unknown>>): readonly PolicyFault[] {
  const { out, strict } = given
  const cannotBe = (key: string, expects: string): PolicyFault => ({
    keys: [key],
    message: `"${key}" of the configuration cannot be ${shown(given[key])}`,
    help: `expected ${expects}`,
  })
  const unknown = Object.keys(given).filter(key => !(KEYS as readonly string[]).includes(key))
  return [
    ...unknown.map(key => {
      const near = nearest(key, KEYS)
      const help = near === undefined ? `it takes ${KEYS.join(', ')}` : `did you mean "${near}"?`
      return { keys: [key], message: `the configuration has no "${key}"`, help }
    }),
    ...(out === undefined || (typeof out === 'string' && out !== '')
      ? []
      : [cannotBe('out', 'the path of a folder')]),
    ...(strict === undefined || typeof strict === 'boolean'
      ? []
      : [cannotBe('strict', 'true or false')]),
  ]
}

// Where keys stand in the file, one below the other, as far as a look at its lines tells; in package.json, below "vmc".
function placeOf(path: readonly string[], file: string): Partial<Diagnostic> {
  const lines = linesOf(file)
  const isManifest = basename(file) === 'package.json'
  let place: { readonly line: number; readonly column: number } | undefined
  for (const key of isManifest && path[0] !== 'vmc' ? ['vmc', ...path] : path)
    place = find(key, lines, place) ?? place
  return { file, ...place }
}

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
