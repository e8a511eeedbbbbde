import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { isSettled } from '../hosts/plan/plan.ts'
import { savedPlan } from '../hosts/plan/saved-plan.ts'
import type { Context } from './context.ts'
import type { DiffArgs } from './diff-args.ts'
import { planForCommand } from './host-plan.ts'
import { interruptible } from './host-session.ts'
import { planJson } from './plan-json.ts'
import { planStyleFor, planText } from './plan-text.ts'
import { report } from './report.ts'
import { jsonText, print } from './terminal.ts'

/**
 * Prints the differences between the domains of programs and the domains on hosts, and returns the exit code. The command
 * does not change anything.
 */
export function diff(args: DiffArgs, context: Context): Promise<number> {
  return interruptible(context, async signal => {
    const { cwd, env, stdout } = context
    const planned = await planForCommand(args, context, signal)
    if (planned.exitCode !== undefined) return planned.exitCode
    const { plan, hosts, found, unread, reporting } = planned
    // If no domain has one of the names, the plan is empty.
    const isEmpty = args.name.length > 0 && plan.domains.length + plan.orphans.length === 0
    const style = planStyleFor(stdout, args.color, env)
    const text =
      args.format === 'json'
        ? jsonText(planJson(plan, hosts, cwd))
        : isEmpty
          ? ''
          : planText(plan, hosts, cwd, style)
    if (args.plan !== undefined) writeFileSync(resolve(cwd, args.plan), savedPlan(plan))
    await print(stdout, text)
    const failure = Math.min(1, await report([...found, ...unread], reporting, context))
    return failure !== 0 || plan.domains.every(isSettled) ? failure : 2
  })
}
