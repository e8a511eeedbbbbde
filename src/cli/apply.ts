import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Diagnostic, diagnose, fails } from '../diagnostics/diagnostic.ts'
import { printableHostText } from '../diagnostics/printable.ts'
import { applyPlan } from '../hosts/apply/apply.ts'
import { type Decision, decide, unusedPaths } from '../hosts/apply/decision.ts'
import type { Plan } from '../hosts/plan/plan.ts'
import { differingDomains } from '../hosts/plan/saved-plan.ts'
import type { ApplyArgs } from './apply-args.ts'
import { reportResults } from './apply-results.ts'
import { confirm } from './confirm.ts'
import type { Context } from './context.ts'
import { planForCommand } from './host-plan.ts'
import { interruptible } from './host-session.ts'
import { planJson } from './plan-json.ts'
import { planStyleFor, planText } from './plan-text.ts'
import { plural, report } from './report.ts'
import { print } from './terminal.ts'
import { UsageError } from './usage-errors.ts'

/** Shows the plan, asks the user, and defines and changes the domains on their hosts. Returns the exit code. */
export function apply(args: ApplyArgs, context: Context): Promise<number> {
  return interruptible(context, async signal => {
    const { cwd, env, stderr } = context
    const { assumeAbsent, allow, color } = args
    const planned = await planForCommand(args, context, signal, { assumeAbsent })
    if (planned.exitCode !== undefined) return planned.exitCode
    const { plan, hosts, project, found, unread, strict, reporting, reading } = planned
    const wrong = [...found, ...unusedAllowances(plan, allow)]
    if (fails(wrong, strict)) return Math.min(1, await report(wrong, reporting, context))
    const decisions = decide(plan, allow)
    const blocked = decisions.flatMap(one => (one.kind === 'blocked' ? blockedBy(one) : []))
    const moved = args.plan === undefined ? [] : changedSince(resolve(cwd, args.plan), plan)
    await print(stderr, planText(plan, hosts, cwd, planStyleFor(stderr, color, env)))
    await report([...wrong, ...unread, ...blocked, ...moved], reporting, context)
    const question = questionFor(decisions, args.start)
    if (moved.length > 0) return 2
    if (question !== undefined && !args.yes && !(await confirm(question, context, signal))) return 2
    const applied = await applyPlan(plan, hosts, {
      ...{ project, allow, starts: args.start, keepsGoing: args.keepGoing },
      ...{ breaksLock: args.breakLock, parallel: reading.parallel, timeout: reading.timeout },
      ...{ env, signal },
    })
    const shown = {
      plan: planJson(plan, hosts, cwd),
      unread: unread.filter(one => fails([one])).length,
    }
    return reportResults(applied, args, reporting, context, shown)
  })
}

/**
 * Returns the question that the user must answer before the plan is applied. Returns `undefined` if the plan has no changes to
 * apply.
 */
function questionFor(decisions: readonly Decision[], starts: boolean): string | undefined {
  const count = (kind: Decision['kind']): number =>
    decisions.filter(one => one.kind === kind).length
  const parts = [
    [count('define'), starts ? 'define and start' : 'define'],
    [count('change'), 'change the definition of'],
    [count('record'), 'record the state of'],
  ] as const
  const texts = parts.filter(([n]) => n > 0).map(([n, what]) => `${what} ${plural(n, 'domain')}`)
  if (texts.length === 0) return undefined
  const [first, ...rest] = texts.join(', ')
  return `${first!.toUpperCase()}${rest.join('')}? Nothing stops, and nothing is deleted.`
}

const blockedBy = ({
  domain,
  obstacles,
}: Extract<Decision, { readonly kind: 'blocked' }>): readonly Diagnostic[] =>
  obstacles.map(({ reason, help, at = domain.origin }) =>
    diagnose('VMC7020', {
      message: `"${domain.name}" is not applied: ${printableHostText(reason)}`,
      help: printableHostText(help),
      origin: at,
    }),
  )

/** Returns a diagnostic for each `--allow` option whose path matches no planned change. */
const unusedAllowances = (plan: Plan, allow: readonly string[]): readonly Diagnostic[] =>
  unusedPaths(plan, allow).map(path =>
    diagnose('VMC7023', {
      message: `no planned change has the path "${path}"`,
      help: 'pass the path of the change as vmc diff shows it',
    }),
  )

/** Returns a diagnostic if the saved plan differs from the current plan. */
function changedSince(file: string, plan: Plan): readonly Diagnostic[] {
  const differing = differingDomains(read(file), plan)
  if (differing === undefined)
    throw new UsageError(`${file} is not a plan`, 'save one: vmc diff --plan FILE')
  if (differing.length === 0) return []
  return [
    diagnose('VMC7022', {
      message: `the plan has changed since it was saved: ${differing.map(printableHostText).join(', ')}`,
      help: 'check the new plan, and save it with vmc diff --plan',
    }),
  ]
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(
      `the plan cannot be read: ${(error as Error).message}`,
      'save one: vmc diff --plan FILE',
    )
  }
}
