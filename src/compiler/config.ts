import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { linesOf } from '../diagnostics/locate-key.ts'
import { nearest } from '../diagnostics/nearest.ts'
import type { Target } from '../validate/target.ts'

/** What a project says once, instead of at every call: `vmc` in package.json, or the default export of vmc.config.ts. */
export interface Config {
  /** What the domains will run on: `'libvirt=9.0.0'`. */
  readonly target?: string
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

interface Facts {
  readonly expects: string
  readonly test: (value: unknown) => boolean
}

const KEYS: Readonly<Record<keyof Config, Facts>> = {
  target: {
    expects: 'a release of libvirt, as "libvirt=9.0.0"',
    test: value => typeof value === 'string' && !('code' in targetOf(value)),
  },
  out: {
    expects: 'the path of a folder',
    test: value => typeof value === 'string' && value !== '',
  },
  strict: { expects: 'true or false', test: value => typeof value === 'boolean' },
}

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
  const { load } = await import('./load.ts')
  const { told } = await import('./program.ts')
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
    const given = JSON.parse(readFileSync(file, 'utf8'))?.vmc
    return given === undefined ? undefined : checked(given, file)
  } catch (error) {
    const message = `package.json cannot be read: ${error instanceof Error ? error.message : error}`
    return { config: {}, diagnostics: [{ ...diagnose('VMC4007', { message }), file }] }
  }
}

function checked(given: unknown, file: string): Configured {
  const wrong = (message: string, help: string | undefined, key: string): Diagnostic => ({
    ...diagnose('VMC4010', { message, help }),
    ...placeOf(key, file),
  })
  const keys = Object.keys(KEYS)
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    const message = `the configuration cannot be ${shown(given)}`
    const help = `expected an object with ${keys.join(', ')}`
    return { config: {}, diagnostics: [wrong(message, help, 'vmc')] }
  }
  const config: Config = given
  const diagnostics = Object.entries(given).flatMap(([key, value]) => {
    if (!Object.hasOwn(KEYS, key)) {
      const near = nearest(key, keys)
      const help = near === undefined ? `it takes ${keys.join(', ')}` : `did you mean "${near}"?`
      return wrong(`the configuration has no "${key}"`, help, key)
    }
    const { expects, test } = KEYS[key as keyof Config]
    if (value === undefined || test(value)) return []
    return wrong(
      `"${key}" of the configuration cannot be ${shown(value)}`,
      `expected ${expects}`,
      key,
    )
  })
  if (diagnostics.length > 0) return { config: {}, diagnostics }
  const { out } = config
  return {
    config: { ...config, ...(out !== undefined && { out: resolve(dirname(file), out) }) },
    diagnostics,
  }
}

const shown = (value: unknown): string =>
  (JSON.stringify(value) ?? `a ${typeof value}`).replace(/^(.{57}).{4,}$/, '$1…')

// Where a key stands in the file, as far as a look at its lines tells; in package.json, below "vmc".
function placeOf(key: string, file: string): Partial<Diagnostic> {
  const escaped = key.replace(/[^\w]/g, '\\$&')
  const lines = linesOf(file)
  const isManifest = basename(file) === 'package.json'
  const from = isManifest ? lines.findIndex(text => /"vmc"\s*:/.test(text)) : 0
  for (const [index, text] of lines.entries()) {
    const at = index < from ? -1 : text.search(new RegExp(`(?<![\\w$"'])["']?${escaped}["']?\\s*:`))
    if (at >= 0) return { file, line: index + 1, column: at + 1 }
  }
  return { file }
}

/** Reads a target, `libvirt=9.0.0`; a diagnostic where it is none. */
export function targetOf(text: string): Target | Diagnostic {
  const libvirt = /^libvirt=(\d+(?:\.\d+){0,2})$/.exec(text)?.[1]
  if (libvirt !== undefined) return { libvirt }
  const help = 'a target names a release of libvirt, as libvirt=9.0.0'
  return diagnose('VMC4010', { message: `"${text}" is not a target`, help })
}
