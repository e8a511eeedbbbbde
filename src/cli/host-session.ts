import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { printableHostText } from '../diagnostics/printable.ts'
import { LockedError } from '../hosts/apply/lock.ts'
import { HostError } from '../hosts/host-error.ts'
import { type HostAddress, type HostList, hostList, onlyHosts } from '../hosts/host-list.ts'
import type { ReadOptions } from '../hosts/read-hosts.ts'
import type { Config } from '../program/config.ts'
import type { Context } from './context.ts'
import type { HostArgs } from './host-args.ts'
import { UsageError } from './usage-errors.ts'

/**
 * Returns the hosts of the configuration or, with `--uri`, the host with this URI. With `--host`, only hosts with the given
 * names are returned.
 */
export function hostsFor(
  { host, uri }: HostArgs,
  { hosts }: Pick<Config, 'hosts'>,
  { env }: Context,
): HostList {
  if (uri === '') throw new UsageError('--uri needs a value')
  return onlyHosts(hostList({ hosts, uri, env }), host)
}

/** Converts the arguments of a command to the options for reading hosts. */
export function readOptions(
  { parallel, timeout }: HostArgs,
  { env }: Context,
  signal?: AbortSignal,
): ReadOptions {
  for (const [name, value] of Object.entries({ parallel, timeout }))
    if (!(value >= 1)) throw new UsageError(`--${name} cannot be ${value}`, 'expected 1 or more')
  return { env, parallel: Math.floor(parallel), timeout, signal }
}

/** The diagnostic for a host that could not be read. */
export function unreached({ name, uri }: HostAddress, { kind, message }: HostError): Diagnostic {
  if (kind === 'no-virsh')
    return diagnose('VMC7004', {
      message,
      help: 'install libvirt-clients (Debian, Ubuntu), libvirt-client (Fedora, openSUSE) or libvirt (Arch, Homebrew)',
    })
  return diagnose('VMC7003', {
    message: `${name === uri ? 'the host' : name} is not reached: ${printableHostText(message)}`,
    help: `find the cause with this command: virsh -c '${uri}' list --all`,
  })
}

/**
 * Whether a command stopped on a host because the user interrupted it. The user knows the reason, so it is not reported.
 */
export const isInterruption = (error: unknown): boolean =>
  error instanceof HostError && error.kind === 'interrupted'

/** The diagnostic for a host on which a command had to stop. */
export function failureOn(host: HostAddress, error: unknown): Diagnostic {
  if (error instanceof LockedError)
    return diagnose('VMC7009', {
      message: `${host.name} is locked: ${error.message}`,
      help: 'wait until the other run of vmc has ended; if the other run was killed, take over its lock with --break-lock',
    })
  if (error instanceof HostError) return unreached(host, error)
  throw error
}

/**
 * Returns the diagnostics without repetitions of the error that virsh is missing. This error has the same cause for all hosts,
 * so it is reported only once.
 */
export const withoutRepeats = (found: readonly Diagnostic[]): readonly Diagnostic[] =>
  found.filter(
    (one, index) =>
      one.code !== 'VMC7004' || found.findIndex(({ code }) => code === one.code) === index,
  )

/**
 * Runs a command that connects to hosts. If the user interrupts the command, `signal` is aborted, and the result is the exit
 * code for an interruption.
 */
export async function interruptible(
  { interrupted }: Context,
  run: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const controller = new AbortController()
  let interruption: number | undefined
  interrupted?.().then(code => {
    interruption = code
    controller.abort()
  })
  const code = await run(controller.signal)
  return interruption ?? code
}
