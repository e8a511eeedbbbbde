import { dirname } from 'node:path'
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { printableHostText } from '../diagnostics/printable.ts'
import type { Applied } from '../hosts/apply/apply.ts'
import type { DomainOutcome, Outcome } from '../hosts/apply/outcome.ts'
import type { ApplyArgs } from './apply-args.ts'
import type { Context } from './context.ts'
import { failureOn, isInterruption } from './host-session.ts'
import { type ReportOptions, report } from './report.ts'
import { table } from './table.ts'
import { jsonText, print } from './terminal.ts'

/**
 * Prints the results of applying a plan, and returns the exit code. `unread` is the number of hosts that vmc could not read.
 */
export async function reportResults(
  applied: Applied,
  { format, quiet }: Pick<ApplyArgs, 'format' | 'quiet'>,
  reporting: ReportOptions,
  context: Context,
  { plan = {}, unread = 0 }: { readonly plan?: object; readonly unread?: number } = {},
): Promise<number> {
  const { stdout, stderr } = context
  if (format === 'json') await print(stdout, jsonText({ ...plan, ...resultsJson(applied) }))
  else if (!quiet) await print(stdout, resultsText(applied))
  await report(failuresOf(applied), reporting, context)
  if (!quiet) await print(stderr, backupNote(applied))
  return exitCodeFor(applied, unread)
}

/** Says in which folder vmc has saved the earlier definitions of the domains that it has changed or removed. */
function backupNote(applied: Applied): string {
  const files = outcomesOf(applied).flatMap(({ outcome }) =>
    'backup' in outcome && outcome.backup !== undefined ? [outcome.backup] : [],
  )
  const noun = files.length === 1 ? 'backup' : 'backups'
  return [...new Set(files.map(file => dirname(file)))]
    .map(folder => `${noun}: ${folder} (undo with vmc apply --restore FILE)\n`)
    .join('')
}

const outcomesOf = ({ hosts }: Applied): readonly DomainOutcome[] =>
  hosts.flatMap(({ domains }) => domains)

/** The result for each domain, as text for people. */
const resultsText = (applied: Applied): string =>
  table(
    outcomesOf(applied).map(({ host, name, outcome }) => [
      host.name,
      printableHostText(name),
      wordsFor(outcome),
    ]),
  )

function wordsFor(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'defined':
      return outcome.isStarted ? 'defined and started' : 'defined'
    case 'changed':
      return outcome.isRunning ? 'changed, takes effect at its next boot' : 'changed'
    case 'recorded':
      return 'recorded'
    case 'removed':
      return 'removed'
    case 'restored':
      return outcome.isRunning ? 'restored, takes effect at its next boot' : 'restored'
    case 'refused':
      return 'not changed'
    case 'failed':
      if (outcome.isAbsent) return 'failed, and is not on the host'
      return outcome.isChanged ? 'failed' : 'failed, and is as before'
    case 'skipped':
      return 'not begun'
  }
}

/** The result for each domain, as data for scripts. */
const resultsJson = (applied: Applied): object => ({
  blocked: applied.decisions.flatMap(one =>
    one.kind === 'blocked'
      ? one.obstacles.map(({ reason, help }) => ({
          ...{ name: one.domain.name, host: one.domain.host.name, reason, help },
        }))
      : [],
  ),
  results: outcomesOf(applied).map(({ name, uuid, host, outcome: { kind, ...facts } }) => ({
    ...{ name, uuid, host: host.name, result: kind, ...facts },
  })),
  failures: applied.hosts.flatMap(({ host, error }) =>
    error ? [{ host: host.name, error: error.message }] : [],
  ),
})

/** Returns the diagnostics for domains that vmc could not apply, and for values that libvirt dropped or changed. */
const failuresOf = ({ hosts }: Applied): readonly Diagnostic[] =>
  hosts.flatMap(({ host, domains, error }) => [
    ...domains.flatMap(problemsIn),
    ...(error && !isInterruption(error) ? [failureOn(host, error)] : []),
  ])

function problemsIn({ name, host, origin, outcome }: DomainOutcome): readonly Diagnostic[] {
  const title = `"${printableHostText(name)}" on ${host.name}`
  const at = origin && { origin }
  switch (outcome.kind) {
    case 'refused':
      return [
        diagnose('VMC7020', {
          message: `${title} is not applied: ${printableHostText(outcome.reason)}`,
          help: printableHostText(outcome.help),
          ...at,
        }),
      ]
    case 'failed':
      return [
        diagnose('VMC7021', {
          message: `${title}: ${printableHostText(outcome.reason)}`,
          ...(outcome.backup !== undefined &&
            outcome.isChanged && {
              help: `the earlier definition of the domain is in ${outcome.backup}`,
            }),
          ...(outcome.help !== undefined && { help: printableHostText(outcome.help) }),
          ...at,
        }),
      ]
    case 'defined':
    case 'restored':
      return outcome.lost.map(path =>
        diagnose('VMC7024', {
          message: `${title} is defined, but without ${printableHostText(path)}`,
        }),
      )
    case 'changed':
      return outcome.others.map(path =>
        diagnose('VMC7024', {
          message: `${title}: libvirt itself sets ${printableHostText(path)}`,
        }),
      )
    default:
      return []
  }
}

const DONE: readonly Outcome['kind'][] = ['defined', 'changed', 'recorded', 'removed', 'restored']

/**
 * Returns the exit code of `vmc apply`: 0 if all domains were applied, 1 if vmc failed before it changed a domain, 2 if the
 * user has to decide about a domain, and 3 if vmc failed after it had changed a domain.
 */
function exitCodeFor(applied: Applied, unread: number): number {
  const outcomes = outcomesOf(applied).map(({ outcome }) => outcome)
  const isDone = ({ kind }: Outcome): boolean => DONE.includes(kind)
  const isChanged = (one: Outcome): boolean =>
    isDone(one) || (one.kind === 'failed' && one.isChanged)
  const hasFailed =
    unread > 0 ||
    applied.hosts.some(({ error }) => error) ||
    outcomes.some(({ kind }) => kind === 'failed' || kind === 'skipped')
  if (hasFailed) return outcomes.some(isChanged) ? 3 : 1
  const needsPerson =
    applied.decisions.some(({ kind }) => kind === 'blocked') ||
    outcomes.some(one => !isDone(one) || ('lost' in one && one.lost.length > 0))
  return needsPerson ? 2 : 0
}
