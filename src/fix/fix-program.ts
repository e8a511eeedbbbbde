import { Worker } from 'node:worker_threads'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { ownModule } from '../program/package.ts'
import { type Edit, offsetOf } from './edit.ts'
import { type Fixed, fix, type Judge, type Mend } from './fix.ts'

/** What a rehearsal of a program needs to know. */
export interface Play {
  readonly entries: readonly string[]
  readonly cwd: string
  /** The texts that files are to have. */
  readonly texts: ReadonlyMap<string, string>
  readonly target?: string | undefined
  readonly only?: readonly string[] | undefined
}

/** Mends what can be mended in programs, and in what they import. */
export async function fixProgram(play: Omit<Play, 'texts'>): Promise<Fixed> {
  const { ProgramText } = await import('./program-text.ts')
  const programs = new Map<string, InstanceType<typeof ProgramText>>()
  const mend: Mend = (text, fix, at) => {
    const program = programs.get(text) ?? new ProgramText(text)
    programs.set(text, program)
    const offset = offsetOf(text, at)
    const edits: readonly Edit[] =
      fix.kind === 'addition'
        ? program.additionEdits(offset, fix)
        : program.respellingEdits(offset, fix)
    return edits
  }
  return fix(texts => rehearse({ ...play, texts }), mend)
}

// Modules are loaded once in the life of a thread.
function rehearse(workerData: Play): ReturnType<Judge> {
  return new Promise(resolve => {
    const worker = new Worker(ownModule('fix/fix-thread'), {
      workerData,
      stdin: true,
      stdout: true,
      stderr: true,
    })
    worker.on('message', (found: readonly Diagnostic[]) => resolve(found))
    worker.on('error', () => resolve(undefined))
    worker.on('exit', () => resolve(undefined))
  })
}
