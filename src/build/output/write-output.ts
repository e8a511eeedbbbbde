import { arrange, type Diagnostic, fails } from '../../diagnostics/diagnostic.ts'
import type { BuildResult } from '../build-options.ts'
import { WriteError, writeFailure } from './write-error.ts'
import type { OutputWriter } from './writer.ts'

/** Writes the files of a build to the output folder. With `isCheck`, the files are only compared with the files on disk. */
export async function writeOutput(
  writer: OutputWriter,
  found: readonly Diagnostic[],
  isCheck = false,
): Promise<Pick<BuildResult, 'files' | 'diagnostics'>> {
  const diagnostics = arrange([...found, ...(await writer.problems())])
  if (fails(diagnostics) || isCheck) return { files: [], diagnostics }
  try {
    return { files: await writer.apply(), diagnostics }
  } catch (error) {
    if (!(error instanceof WriteError)) throw error
    return { files: [], diagnostics: [...diagnostics, writeFailure(writer.folder, error.message)] }
  }
}
