import { fails } from '../diagnostics/diagnostic.ts'
import { isSettled } from '../hosts/plan/plan.ts'
import { planHosts } from '../hosts/plan-hosts.ts'
import type { Context } from './context.ts'
import type { DiffArgs } from './diff-args.ts'
import { hostsFor, interruptible, readOptions, unreached, withoutRepeats } from './host-session.ts'
import { settings } from './options.ts'
import { planJson, planText } from './plan-text.ts'
import { redirectPrograms } from './program-output.ts'
import { report } from './report.ts'
import { onlyShown } from './shown-plan.ts'
import { paintFor, print } from './terminal.ts'

/**
 * Prints the differences between the domains of programs and the domains on hosts, and returns the exit code. The command
 * does not change anything.
 */
export function diff(args: DiffArgs, context: Context): Promise<number> {
  return interruptible(context, async signal => {
    const { cwd, env, stdout } = context
    const {
      diagnostics: misconfigured,
      out: _,
      ...set
    } = await settings(args, args.program, context)
    const { color, quiet, format, uri } = args
    const { strict, use } = set
    const reporting = { format: 'frame', color, quiet, strict, use, productOnStdout: true } as const
    const chosen = hostsFor(args, set, context)
    const failures = [...misconfigured, ...chosen.diagnostics]
    if (fails(failures)) return report(failures, reporting, context)
    const options = { ...set, cwd, typecheck: !args.noTypecheck, uri }
    const { plan, hosts, diagnostics } = await redirectPrograms(context, () =>
      planHosts(args.program, { ...options, ...readOptions(args, context, signal) }),
    )
    if (signal.aborted) return 0
    // An invalid program cannot be compared with hosts. Its diagnostics are reported, and the exit code is that of a failure.
    if (!plan) return asFailure(await report([...failures, ...diagnostics], reporting, context))
    const shown = onlyShown(
      plan,
      args.name,
      chosen.hosts.map(({ name }) => name),
    )
    const unread = withoutRepeats(
      hosts.flatMap(host => (host.error ? [unreached(host, host.error)] : [])),
    )
    const text =
      format === 'json'
        ? planJson(shown.plan, hosts, cwd)
        : planText(shown.plan, hosts, cwd, paintFor(stdout, color, env))
    await print(stdout, text)
    const found = [...failures, ...diagnostics, ...shown.diagnostics, ...unread]
    const failure = asFailure(await report(found, reporting, context))
    return failure !== 0 || shown.plan.domains.every(isSettled) ? failure : 2
  })
}

const asFailure = (code: number): number => (code === 0 ? 0 : 1)
