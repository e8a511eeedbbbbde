import { Worker } from 'node:worker_threads'
import { type Diagnostic, fails } from '../../diagnostics/diagnostic.ts'
import { withDiscards } from '../../program/discards/with-discards.ts'
import type { Program } from '../../program/load/program.ts'
import { textOverrides } from '../../program/load/transform.ts'
import { ownModule } from '../../program/package.ts'
import type { BuildOptions } from '../build-options.ts'
import type { PipelineResult } from './pipeline.ts'

/*
 * Capturing a call takes three times as long as the rest of it, so a build captures only the first calls of a program. If a
 * diagnostic needs another, the build runs a second time, in a worker, with every call captured, and its diagnostics are
 * the ones to show.
 */

/** What a build found, as plain data. */
export interface BuildFindings {
  /** Whether something kept the programs from giving all their domains. */
  readonly hasStopped: boolean
  /** What is wrong with the programs. */
  readonly ran: readonly Diagnostic[]
  /** What is wrong with the domains. */
  readonly checks: readonly Diagnostic[]
  readonly waived: PipelineResult['waived']
}

/** What the worker found. */
export interface RepeatedFindings extends BuildFindings {
  /** Whether it left out domains after it had found very much. */
  readonly isCut: boolean
}

/** A build as the worker repeats it. */
export interface RepeatedBuild {
  readonly entries: readonly string[]
  readonly cwd: string
  readonly options: Pick<BuildOptions, 'target' | 'rules' | 'hosts' | 'only'>
  /** Texts that replace those of files. */
  readonly texts: ReadonlyMap<string, string>
}

/** The same findings with their locations. A program that does not repeat its errors keeps those without locations. */
export async function locateOrigins(
  first: BuildFindings,
  { entries, cwd, options }: Omit<RepeatedBuild, 'texts'>,
): Promise<BuildFindings> {
  const { target, rules, hosts, only } = options
  const second = await repeat({
    entries,
    cwd,
    options: { target, rules, hosts, ...(only && { only }) },
    texts: textOverrides,
  })
  if (!second || !isLike(second, first)) return first
  // The worker stops after very many findings: the others have no locations.
  if (!second.isCut) return second
  const located = new Set(second.checks.map(keyOf))
  const others = first.checks.filter(one => !located.has(keyOf(one)))
  return { ...second, checks: [...second.checks, ...others] }
}

const keyOf = ({ code, path, message }: Diagnostic): string => [code, path, message].join('\0')

const isLike = (one: BuildFindings, other: BuildFindings): boolean =>
  one.hasStopped === other.hasStopped &&
  fails(one.checks) === fails(other.checks) &&
  one.checks.length > 0 === other.checks.length > 0

/** What a run of programs and the checks of their domains found. */
export async function findingsOf(
  program: Program,
  { checks, waived }: PipelineResult,
): Promise<BuildFindings> {
  const ran = await withDiscards(program)
  return { hasStopped: fails(program.diagnostics), ran, checks, waived }
}

/** What a second run of a build finds; `undefined` if the program ends the worker. What it prints is dropped. */
function repeat(workerData: RepeatedBuild): Promise<RepeatedFindings | undefined> {
  return new Promise(resolve => {
    const worker = new Worker(ownModule('build/domains/locate-worker'), {
      workerData,
      stdin: true,
      stdout: true,
      stderr: true,
    })
    const end = (found?: RepeatedFindings): void => {
      resolve(found)
      worker.terminate()
    }
    worker.on('message', end)
    worker.on('error', () => end())
    worker.on('exit', () => end())
  })
}
