import { type Diagnostic, diagnose, fails } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { printableHostText } from '../diagnostics/printable.ts'
import { removeDomains } from '../hosts/apply/remove.ts'
import type { Orphan, Plan } from '../hosts/plan/plan.ts'
import type { ApplyArgs } from './apply-args.ts'
import { reportResults } from './apply-results.ts'
import { confirm } from './confirm.ts'
import type { Context } from './context.ts'
import { planForCommand } from './host-plan.ts'
import { interruptible } from './host-session.ts'
import { report } from './report.ts'
import { print } from './terminal.ts'

/** Asks the user, and undefines domains that the program no longer contains. Returns the exit code. */
export function remove(args: ApplyArgs, context: Context): Promise<number> {
  return interruptible(context, async signal => {
    const { env, stderr } = context
    const planned = await planForCommand(args, context, signal)
    if (planned.exitCode !== undefined) return planned.exitCode
    const { plan, hosts, project, unread, strict, reporting, reading } = planned
    const chosen = args.remove.map(name => orphanNamed(name, plan))
    const wrong = chosen.flatMap(one => ('code' in one ? [one] : []))
    const found = [...planned.found, ...wrong, ...unread]
    if (fails(found, strict)) return Math.min(1, await report(found, reporting, context))
    await report(found, reporting, context)
    const orphans = chosen.flatMap(one => ('code' in one ? [] : [one]))
    await print(stderr, orphans.map(textOf).join(''))
    const names = orphans.map(({ name }) => printableHostText(name)).join(', ')
    const question = `Undefine ${names}? Disks, UEFI variables and TPM state stay on the host.`
    if (!args.yes && !(await confirm(question, context, signal))) return 2
    const { timeout } = reading
    const options = { project, env, timeout, signal, breaksLock: args.breakLock }
    const outcomes = await removeDomains(orphans, hosts, options)
    return reportResults({ hosts: outcomes, decisions: [] }, args, reporting, context)
  })
}

const textOf = ({ name, host, state }: Orphan): string =>
  `  - ${printableHostText(name)}  ${state} on ${host.name}, is not in the program any more\n`

/**
 * Returns the domain with this name or UUID that the project's programs no longer contain. If there is no such domain, returns
 * a diagnostic with the reason.
 */
function orphanNamed(name: string, { orphans, others, domains }: Plan): Orphan | Diagnostic {
  const isNamed = (one: Orphan): boolean => one.name === name || one.uuid === name
  const found = orphans.filter(isNamed)
  const shown = printableHostText(name)
  const wrong = (message: string, help: string): Diagnostic =>
    diagnose('VMC7025', { message, help })
  if (found.length > 1)
    return wrong(`${found.length} domains are named "${shown}"`, 'pass the UUID of one of them')
  if (found[0]) return found[0]
  if (domains.some(one => one.name === name))
    return wrong(`the program has "${shown}"`, 'remove it from the program first')
  const other = others.find(isNamed)
  if (other) {
    const files = other.files.map(printableHostText)
    const help = `if that program no longer has it, pass ${files.map(file => `-p ${file}`).join(' ')}`
    return wrong(`"${shown}" belongs to ${files.join(' and ')}`, help)
  }
  const near = nearest(
    name,
    orphans.map(one => one.name),
  )
  return wrong(
    `the project has no domain "${shown}" that is no longer in the program`,
    near === undefined
      ? 'vmc diff lists the domains that are no longer in the program'
      : `did you mean "${printableHostText(near)}"?`,
  )
}
