import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import type { Applied } from '../hosts/apply/apply.ts'
import type { DomainOutcome, Outcome } from '../hosts/apply/outcome.ts'
import { printable } from '../hosts/printable.ts'
import { failureOn } from './host-session.ts'
import { table } from './table.ts'

const outcomesOf = ({ hosts }: Applied): readonly DomainOutcome[] =>
  hosts.flatMap(({ domains }) => domains)

/** What became of each domain, for people. */
export const resultsText = (applied: Applied): string =>
  table(
    outcomesOf(applied).map(({ host, name, outcome }) => [
      host.name,
      printable(name),
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
    case 'refused':
      return 'not changed'
    case 'failed':
      return outcome.isChanged ? 'failed' : 'failed, and is as before'
    case 'skipped':
      return 'not begun'
  }
}

/** What became of each domain, for scripts. */
export const resultsJson = (applied: Applied): object => ({
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

/** What went wrong, and what a person should look at. */
export const failuresOf = ({ hosts }: Applied): readonly Diagnostic[] =>
  hosts.flatMap(({ host, domains, error }) => [
    ...domains.flatMap(problemsIn),
    ...(error ? [failureOn(host, error)] : []),
  ])

function problemsIn({ name, host, outcome }: DomainOutcome): readonly Diagnostic[] {
  const title = `"${printable(name)}" on ${host.name}`
  switch (outcome.kind) {
    case 'refused':
      return [
        diagnose('VMC7020', {
          message: `${title} is not applied: ${printable(outcome.reason)}`,
          help: printable(outcome.help),
        }),
      ]
    case 'failed':
      return [
        diagnose('VMC7021', {
          message: `${title}: ${printable(outcome.reason)}`,
          ...(outcome.backup !== undefined &&
            outcome.isChanged && { help: `its definition before is in ${outcome.backup}` }),
        }),
      ]
    case 'defined':
      return outcome.lost.map(path =>
        diagnose('VMC7024', { message: `${title} is defined, but without ${printable(path)}` }),
      )
    case 'changed':
      return outcome.others.map(path =>
        diagnose('VMC7024', { message: `${title}: libvirt itself sets ${printable(path)}` }),
      )
    default:
      return []
  }
}

/**
 * The exit code: 0 all done, 1 nothing changed, 2 a person has to decide, 3 stopped part-way. `unread` is 1 if a host is not
 * reached.
 */
export function applyExitCode(applied: Applied, unread: number): number {
  const outcomes = outcomesOf(applied).map(({ outcome }) => outcome)
  const isDone = ({ kind }: Outcome): boolean => ['defined', 'changed', 'recorded'].includes(kind)
  const isChanged = (one: Outcome): boolean =>
    isDone(one) || (one.kind === 'failed' && one.isChanged)
  const hasFailed =
    unread > 0 ||
    applied.hosts.some(({ error }) => error) ||
    outcomes.some(({ kind }) => kind === 'failed' || kind === 'skipped')
  if (hasFailed) return outcomes.some(isChanged) ? 3 : 1
  const needsPerson =
    applied.decisions.some(({ kind }) => kind === 'blocked') ||
    outcomes.some(one => !isDone(one) || (one.kind === 'defined' && one.lost.length > 0))
  return needsPerson ? 2 : 0
}
