import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { diagnose, fails } from '../diagnostics/diagnostic.ts'
import { printableHostText } from '../diagnostics/printable.ts'
import { backupFolder } from '../hosts/apply/backups.ts'
import { planRestoration, restore } from '../hosts/apply/restore.ts'
import { readHosts } from '../hosts/read-hosts.ts'
import type { ApplyArgs } from './apply-args.ts'
import { reportResults } from './apply-results.ts'
import { confirm } from './confirm.ts'
import type { Context } from './context.ts'
import { hostsFor, interruptible, readOptions, unreached, withoutRepeats } from './host-session.ts'
import { settings } from './options.ts'
import { changeRows, planStyleFor } from './plan-text.ts'
import { report } from './report.ts'
import { print } from './terminal.ts'
import { UsageError } from './usage-errors.ts'

/** Asks the user, and defines a domain from a backup. Returns the exit code. */
export function restoreBackup(
  args: ApplyArgs & { readonly restore: string },
  context: Context,
): Promise<number> {
  return interruptible(context, async signal => {
    const { cwd, env, stderr } = context
    const { diagnostics, hosts: configured, project } = await settings(args, [], context)
    const { color, quiet, uri } = args
    const reporting = { format: 'frame', color, quiet, productOnStdout: true } as const
    if (project === undefined)
      throw new UsageError(
        'the configuration names no project',
        'run vmc in the folder of the project',
      )
    const chosen = hostsFor({ ...args, host: [] }, { hosts: configured }, context)
    const xml = textOf(resolve(cwd, args.restore), backupFolder(project, env))
    const read = await readHosts(chosen.hosts, readOptions(args, context, signal))
    if (signal.aborted) return 1
    const unread = withoutRepeats(
      read.flatMap(host => (host.error ? [unreached(host, host.error)] : [])),
    )
    const found = [...diagnostics, ...chosen.diagnostics, ...unread]
    if (fails(found)) return Math.min(1, await report(found, reporting, context))
    const [host = uri] = args.host ?? []
    const restoration = planRestoration(xml, read, { project, host, env })
    if ('reason' in restoration) {
      const { reason, help } = restoration
      const message = `the backup cannot be restored: ${printableHostText(reason)}`
      return Math.min(1, await report([diagnose('VMC7026', { message, help })], reporting, context))
    }
    const { name, current, changes } = restoration
    const title = current
      ? `${current.state} on ${restoration.host.name}; ${changes.length === 0 ? 'its definition is the same as in the backup' : 'the backup changes:'}`
      : `is not on ${restoration.host.name}`
    await print(
      stderr,
      `  ${current ? '~' : '+'} ${printableHostText(name)}  ${title}\n${changeRows(changes, planStyleFor(stderr, color, env))}`,
    )
    const question = `Define the backup of ${printableHostText(name)} again?`
    if (!args.yes && !(await confirm(question, context, signal))) return 2
    const { timeout, breakLock: breaksLock } = args
    const outcome = await restore(restoration, read, { project, env, timeout, signal, breaksLock })
    return reportResults({ hosts: [outcome], decisions: [] }, args, reporting, context)
  })
}

function textOf(file: string, backups: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(
      `the backup cannot be read: ${(error as Error).message}`,
      `pass a file from the folder ${backups}`,
    )
  }
}
