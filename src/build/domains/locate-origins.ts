import { Worker } from 'node:worker_threads'
import { type Diagnostic, fails } from '../../diagnostics/diagnostic.ts'
import { withDiscards } from '../../program/discards/with-discards.ts'
import type { Program } from '../../program/load/program.ts'
import { textOverrides } from '../../program/load/transform.ts'
import { ownModule } from '../../program/package.ts'
import type { BuildOptions } from '../build-options.ts'
import type { PipelineResult } from './pipeline.ts'

/*
 * A build captures the locations of only the first calls of a program, because capturing a location takes three times as long
 * as the rest of the call. If a diagnostic needs the location of a later call, a worker repeats the build and captures every
 * call. vmc then shows the diagnostics of the worker.
 */

/** The diagnostics of a build, as plain data. */
export interface BuildFindings {
  /** Whether an error stopped a program before it returned all its domains. */
  readonly hasStopped: boolean
  /** The diagnostics of the programs. */
  readonly ran: readonly Diagnostic[]
  /** The diagnostics of the domains. */
  readonly checks: readonly Diagnostic[]
  readonly waived: PipelineResult['waived']
}

/** The diagnostics that the repeated build in the worker has found. */
export interface RepeatedFindings extends BuildFindings {
  /** Whether the worker skipped domains because it had reached the limit for diagnostics. */
  readonly isCut: boolean
}

/** The build that the worker repeats. */
export interface RepeatedBuild {
  readonly entries: readonly string[]
  readonly cwd: string
  readonly options: Pick<BuildOptions, 'project' | 'target' | 'rules' | 'hosts' | 'only' | 'set'>
  /** Texts that replace the contents of files, by path. */
  readonly texts: ReadonlyMap<string, string>
}

/**
 * Repeats a build and returns its diagnostics with all locations. If the second run has different diagnostics, the
 * diagnostics of the first run are returned.
 */
export async function locateOrigins(
  first: BuildFindings,
  { entries, cwd, options }: Omit<RepeatedBuild, 'texts'>,
): Promise<BuildFindings> {
  const { project, target, rules, hosts, only, set } = options
  const second = await repeat({
    entries,
    cwd,
    options: {
      target,
      rules,
      hosts,
      ...(only && { only }),
      ...(set && { set }),
      ...(project !== undefined && { project }),
    },
    texts: textOverrides,
  })
  if (!second || !isLike(second, first)) return first
  // The worker stops after 10,000 diagnostics. The first run has found all diagnostics, so the diagnostics that the worker
  // did not reach are added without locations.
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

/** Combines the diagnostics of running programs and of checking their domains. */
export async function findingsOf(
  program: Program,
  { checks, waived }: PipelineResult,
): Promise<BuildFindings> {
  const ran = await withDiscards(program)
  return { hasStopped: fails(program.diagnostics), ran, checks, waived }
}

/**
 * Runs a build again in a worker. Returns `undefined` if the program ends the worker. The output of the program is discarded.
 */
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
