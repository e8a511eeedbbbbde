import { resolve } from 'node:path'
import { arrange, type Diagnostic, diagnose, fails } from '../diagnostics/diagnostic.ts'
import type { BuildResult } from './build.ts'
import { MANIFEST } from './manifest.ts'
import type { Outlet } from './outlet.ts'
import { type OutputPlan, Unwritable } from './output.ts'
import { unwritable } from './standing.ts'

/** Lets the files that were given take their place, or with `check` compares them with what stands there. */
export async function write(
  outlet: Outlet,
  found: readonly Diagnostic[],
  isCheck = false,
): Promise<Pick<BuildResult, 'files' | 'diagnostics'>> {
  const plan = await outlet.plan()
  const told = [...found, ...plan.diagnostics, ...(isCheck ? stale(outlet.folder, plan) : [])]
  const diagnostics = arrange(told)
  if (fails(diagnostics) || isCheck) return { files: [], diagnostics }
  try {
    return { files: await outlet.apply(), diagnostics }
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error
    return { files: [], diagnostics: [...diagnostics, unwritable(outlet.folder, error.message)] }
  }
}

function stale(
  folder: string,
  { changed, missing, remove, isManifestStale }: OutputPlan,
): readonly Diagnostic[] {
  const tell = (name: string, what: string): Diagnostic => ({
    ...diagnose('VMC4011', {
      message: `${name} ${what}`,
      help: 'run vmc build, and commit what it wrote',
    }),
    file: resolve(folder, name),
  })
  const files = [
    ...missing.map(name => tell(name, 'is missing')),
    ...changed.map(name => tell(name, 'is not what the program makes')),
    ...remove.map(name => tell(name, 'is no longer made by the program')),
  ]
  return files.length === 0 && isManifestStale ? [tell(MANIFEST, 'is not up to date')] : files
}
