import { resolve } from 'node:path'
import { buildTrees } from '../build/build.ts'
import type { BuildOptions } from '../build/build-options.ts'
import { type Diagnostic, diagnose, fails } from '../diagnostics/diagnostic.ts'
import { hostList } from './host-list.ts'
import { makePlan, type Plan } from './plan/plan.ts'
import { ProgramFiles } from './plan/program-files.ts'
import { type ReadHost, type ReadOptions, readHosts } from './read-hosts.ts'

/** Options for a plan: the options of a build, and the options for connecting to hosts. `project` is required. */
export interface PlanOptions
  extends Omit<
      BuildOptions,
      'outDir' | 'check' | 'prune' | 'overwrite' | 'only' | 'timeout' | 'onProgress'
    >,
    Omit<ReadOptions, 'env'> {
  /** The connection URI of a single host. It replaces the hosts in `hosts`. */
  readonly uri?: string | undefined
  /** Hosts that have none of the domains, although they are not reached. Without them, vmc does not define a domain that such a host may have. */
  readonly assumeAbsent?: readonly string[] | undefined
  /**
   * The folder of the configuration. The record of a domain names its program relative to it, so that the domain does not count as
   * one that no program has when another program of the project is applied. Default: `cwd`.
   */
  readonly root?: string | undefined
  /** The environment of virsh and ssh. Default: that of the process. */
  readonly env?: ReadOptions['env']
}

/** A plan, the hosts that were read, and the diagnostics. */
export interface HostPlan {
  /** The plan, or `undefined` if the program or the options have errors. */
  readonly plan: Plan | undefined
  readonly hosts: readonly ReadHost[]
  /** The diagnostics for the options, the program and the plan. An error of reading a host is in `hosts`. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Builds programs and compares their domains with the domains on all hosts. This function does not change, print or write
 * anything, and does not end the process.
 *
 * @example
 * const { plan } = await planHosts(['infra.ts'], { project: 'shop', uri: 'qemu:///system' })
 */
export async function planHosts(
  entries: readonly string[],
  {
    uri,
    env = process.env,
    parallel,
    timeout,
    signal,
    assumeAbsent,
    root,
    ...options
  }: PlanOptions,
): Promise<HostPlan> {
  const { project } = options
  const list = hostList({ hosts: options.hosts, uri, env })
  const wrong = [...list.diagnostics, ...(project === undefined ? [NO_PROJECT] : [])]
  if (project === undefined || fails(wrong))
    return { plan: undefined, hosts: [], diagnostics: wrong }
  // The hosts are read while the program runs.
  const reading = readHosts(list.hosts, { env, parallel, timeout, signal })
  const { result, trees } = await buildTrees(entries, options)
  const hosts = await reading
  const diagnostics = [...wrong, ...result.diagnostics]
  if (fails(diagnostics, options.strict)) return { plan: undefined, hosts, diagnostics }
  const cwd = resolve(options.cwd ?? '.')
  const files = new ProgramFiles(
    root ?? cwd,
    entries.map(entry => resolve(cwd, entry)),
  )
  const plan = makePlan({ project, domains: trees, hosts, assumeAbsent, set: options.set, files })
  return { plan, hosts, diagnostics: [...diagnostics, ...plan.diagnostics] }
}

const NO_PROJECT = diagnose('VMC7001', {
  message: 'the configuration names no project',
  help: "name the project in vmc.config.ts: export default defineConfig({ project: 'shop' })",
})
