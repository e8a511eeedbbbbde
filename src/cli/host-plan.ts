import { type Diagnostic, fails } from '../diagnostics/diagnostic.ts'
import type { Plan } from '../hosts/plan/plan.ts'
import { type PlanOptions, planHosts } from '../hosts/plan-hosts.ts'
import type { ReadHost, ReadOptions } from '../hosts/read-hosts.ts'
import type { Context } from './context.ts'
import type { DiffArgs } from './diff-args.ts'
import type { HostArgs } from './host-args.ts'
import { hostsFor, readOptions, unreached, withoutRepeats } from './host-session.ts'
import { settings } from './options.ts'
import { redirectPrograms } from './program-output.ts'
import { type ReportOptions, report } from './report.ts'
import { onlyShown } from './shown-plan.ts'

/** The arguments of a command that compares programs with the domains on hosts. */
export type PlanArgs = HostArgs &
  Pick<
    DiffArgs,
    'name' | 'program' | 'set' | 'strict' | 'target' | 'noTypecheck' | 'color' | 'quiet'
  >

/** The plan that a command shows. If vmc could not make the plan, the exit code of the command. */
export type PlanForCommand =
  | { readonly exitCode: number }
  | {
      readonly exitCode?: undefined
      readonly project: string
      /** The plan for the domains and hosts that the user has chosen. */
      readonly plan: Plan
      readonly hosts: readonly ReadHost[]
      /** The diagnostics of the options, the program and the plan. */
      readonly found: readonly Diagnostic[]
      /** The diagnostics for hosts that could not be reached. */
      readonly unread: readonly Diagnostic[]
      readonly strict: boolean
      readonly reporting: ReportOptions
      readonly reading: ReadOptions
    }

/** Makes the plan that a command shows. If this fails, prints the reason. */
export async function planForCommand(
  args: PlanArgs,
  context: Context,
  signal: AbortSignal,
  extra: Pick<PlanOptions, 'assumeAbsent'> = {},
): Promise<PlanForCommand> {
  const { diagnostics: misconfigured, out: _, ...set } = await settings(args, args.program, context)
  const { color, quiet, uri } = args
  const { strict, use } = set
  const reporting = { format: 'frame', color, quiet, strict, use, productOnStdout: true } as const
  const chosen = hostsFor(args, set, context)
  const failures = [...misconfigured, ...chosen.diagnostics]
  const asFailure = async (found: readonly Diagnostic[]) => ({
    exitCode: Math.min(1, await report(found, reporting, context)),
  })
  if (fails(failures)) return asFailure(failures)
  const reading = readOptions(args, context, signal)
  const options = { ...set, cwd: context.cwd, typecheck: !args.noTypecheck, uri }
  const { plan, hosts, diagnostics } = await redirectPrograms(context, () =>
    planHosts(args.program, { ...options, ...reading, ...extra }),
  )
  // After an interruption, this exit code is not used, because the caller returns an exit code of its own.
  if (signal.aborted) return { exitCode: 1 }
  // vmc cannot make a plan for an invalid program. It then reports the errors of the program and returns the exit code for a
  // failure.
  if (!plan) return asFailure([...failures, ...diagnostics])
  const names = chosen.hosts.map(({ name }) => name)
  const shown = onlyShown(plan, args.name, names)
  const needed = hostsNeeded(shown.plan, args, names)
  const unread = withoutRepeats(
    hosts.flatMap(({ error, ...host }) => {
      if (!error) return []
      const diagnostic = unreached(host, error)
      const isNeeded = needed.has(host.name) || error.kind === 'no-virsh'
      return [isNeeded ? diagnostic : { ...diagnostic, severity: 'warning' as const }]
    }),
  )
  return {
    ...{ project: set.project!, plan: shown.plan, hosts, strict, reporting, reading, unread },
    found: [...failures, ...diagnostics, ...shown.diagnostics],
  }
}

/**
 * The hosts that vmc must reach for the domains that the user has chosen. vmc reads the other hosts only because they may have
 * the same domains.
 */
function hostsNeeded(
  { domains, orphans, others }: Plan,
  { host: chosen, name: names }: PlanArgs,
  hosts: readonly string[],
): ReadonlySet<string> {
  const own = [...domains, ...orphans, ...others].map(one => one.host.name)
  const unknown = domains.flatMap(one => (one.status === 'unknown' ? one.unread : []))
  const isLimited = chosen !== undefined && chosen.length > 0
  const asked = names.length > 0 ? own : isLimited ? hosts : undefined
  return new Set([...(asked ?? hosts), ...unknown])
}
