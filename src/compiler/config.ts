import { existsSync, readFileSync } from 'node:fs'
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import type { Target } from '../validate/target.ts'
import { findUp } from './find-up.ts'

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

const KEYS = ['target', 'out', 'strict'] as const

/** The configuration of the project that a folder belongs to; empty where there is none. */
export async function loadConfig(
  cwd: string,
): Promise<{ readonly config: Config; readonly diagnostics: readonly Diagnostic[] }> {
  const file = findUp('vmc.config.ts', cwd)
  if (file !== undefined) {
    const { load } = await import('./load.ts')
    const { modules, faults } = await load([file], { cwd })
    const broken = faults.map(fault => ({
      ...diagnose('VMC4003', { message: fault.message }),
      file: fault.file,
      ...(fault.line !== undefined && { line: fault.line, column: fault.column ?? 1 }),
    }))
    return checked(modules[0]?.exports.default ?? {}, file, broken)
  }
  const manifest = findUp('package.json', cwd)
  if (manifest === undefined || !existsSync(manifest)) return { config: {}, diagnostics: [] }
  try {
    return checked(JSON.parse(readFileSync(manifest, 'utf8')).vmc ?? {}, manifest, [])
  } catch (error) {
    const message = `package.json cannot be read: ${error instanceof Error ? error.message : error}`
    return { config: {}, diagnostics: [{ ...diagnose('VMC4007', { message }), file: manifest }] }
  }
}

function checked(given: object, file: string, broken: readonly Diagnostic[]) {
  const unknown = Object.keys(given)
    .filter(key => !(KEYS as readonly string[]).includes(key))
    .map(key => {
      const near = nearest(key, KEYS)
      return {
        ...diagnose('VMC4010', {
          message: `the configuration has no "${key}"`,
          help: near === undefined ? `it takes ${KEYS.join(', ')}` : `did you mean "${near}"?`,
        }),
        file,
      }
    })
  return { config: given as Config, diagnostics: [...broken, ...unknown] }
}

/** Reads a target, `libvirt=9.0.0`; a diagnostic where it is none. */
export function targetOf(text: string): Target | Diagnostic {
  const libvirt = /^libvirt=(\d+(?:\.\d+){0,2})$/.exec(text)?.[1]
  if (libvirt !== undefined) return { libvirt }
  const help = 'a target names a release of libvirt, as libvirt=9.0.0'
  return diagnose('VMC4010', { message: `"${text}" is not a target`, help })
}
