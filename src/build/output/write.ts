import { arrange, type Diagnostic, fails } from '../../diagnostics/diagnostic.ts'
import type { BuildResult } from '../build-options.ts'
import type { Outlet } from './outlet.ts'
import { Unwritable } from './output.ts'
import { unwritable } from './standing.ts'

/** Lets the files that were given take their place, or with `check` only compares them with what stands there. */
export async function write(
  outlet: Outlet,
  found: readonly Diagnostic[],
  isCheck = false,
): Promise<Pick<BuildResult, 'files' | 'diagnostics'>> {
  const diagnostics = arrange([...found, ...(await outlet.faults())])
  if (fails(diagnostics) || isCheck) return { files: [], diagnostics }
  try {
    return { files: await outlet.apply(), diagnostics }
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error
    return { files: [], diagnostics: [...diagnostics, unwritable(outlet.folder, error.message)] }
  }
}
