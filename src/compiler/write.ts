import { resolve } from 'node:path'
import { arrange, type Diagnostic, diagnose, fails } from '../diagnostics/diagnostic.ts'
import type { BuildOptions, BuildResult } from './build.ts'
import { MANIFEST } from './manifest.ts'
import { apply, type OutputPlan, plan, Unwritable } from './output.ts'
import { unwritable } from './standing.ts'

/** Writes domains to their folder, or with `check` compares them with what stands there. */
export function write(
  domains: BuildResult['domains'],
  folder: string,
  entries: readonly string[],
  found: readonly Diagnostic[],
  options: BuildOptions,
): Pick<BuildResult, 'files' | 'diagnostics'> {
  const files = domains.map(({ name, xml }) => ({ name: `${name}.xml`, text: xml }))
  const planned = plan(folder, files, entries, options.only !== undefined)
  const diagnostics = arrange([
    ...found,
    ...planned.diagnostics,
    ...(options.check ? stale(planned) : []),
  ])
  if (fails(diagnostics) || options.check) return { files: [], diagnostics }
  try {
    return { files: apply(planned), diagnostics }
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error
    return { files: [], diagnostics: [...diagnostics, unwritable(folder, error.message)] }
  }
}

function stale({
  folder,
  changed,
  missing,
  remove,
  manifestStale,
}: OutputPlan): readonly Diagnostic[] {
  const tell = (name: string, what: string): Diagnostic => ({
    ...diagnose('VMC4011', {
      message: `${name} ${what}`,
      help: 'run vmc build, and commit what it wrote',
    }),
    file: resolve(folder, name),
  })
  const files = [
    ...missing.map(({ name }) => tell(name, 'is missing')),
    ...changed.map(({ name }) => tell(name, 'is not what the program makes')),
    ...remove.map(name => tell(name, 'is no longer made by the program')),
  ]
  return files.length === 0 && manifestStale ? [tell(MANIFEST, 'is not up to date')] : files
}
