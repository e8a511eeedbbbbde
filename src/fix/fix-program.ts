import { Worker } from 'node:worker_threads'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { ownModule } from '../program/package.ts'
import { offsetOf } from './edit.ts'
import { type ComputeEdits, type Fixed, fix, type Validate } from './fix.ts'

/**
 * The input of a build that only tests whether edits fix a program: the programs, the build options, and the edited source
 * texts.
 */
export interface DryRun {
  readonly entries: readonly string[]
  readonly cwd: string
  /** The edited source texts. The key of each text is the absolute path of the file that it replaces. */
  readonly texts: ReadonlyMap<string, string>
  readonly target?: string | undefined
  readonly only?: readonly string[] | undefined
}

/** Applies the safe fixes to programs and to the files that they import. */
export async function fixProgram(options: Omit<DryRun, 'texts'>): Promise<Fixed> {
  const { ProgramText } = await import('./program-text.ts')
  const programs = new Map<string, InstanceType<typeof ProgramText>>()
  const computeEdits: ComputeEdits = (text, fix, at) => {
    const program = programs.get(text) ?? new ProgramText(text)
    programs.set(text, program)
    const offset = offsetOf(text, at)
    return fix.kind === 'addition'
      ? program.additionEdits(offset, fix)
      : program.respellingEdits(offset, fix)
  }
  return fix(texts => buildInWorker({ ...options, texts }), computeEdits)
}

// Starts a new worker for each build, because Node loads each module only once per thread.
function buildInWorker(workerData: DryRun): ReturnType<Validate> {
  return new Promise(resolve => {
    const worker = new Worker(ownModule('fix/fix-worker'), {
      workerData,
      stdin: true,
      stdout: true,
      stderr: true,
    })
    worker.on('message', (diagnostics: readonly Diagnostic[]) => resolve(diagnostics))
    worker.on('error', () => resolve(undefined))
    worker.on('exit', () => resolve(undefined))
  })
}
