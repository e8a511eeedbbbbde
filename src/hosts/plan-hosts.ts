import { resolve } from 'node:path'
import { buildTrees } from '../build/build.ts'
import type { BuildOptions } from '../build/build-options.ts'
import { type Diagnostic, diagnose, fails } from '../diagnostics/diagnostic.ts'
import type { Obstacle } from './apply/busy.ts'
import { readObstacles } from './apply/read-obstacles.ts'
import { HostError } from './host-error.ts'
import { hostList } from './host-list.ts'
import { mapParallel } from './parallel.ts'
import { type ComparedDomain, makePlan, type Plan } from './plan/plan.ts'
import { ProgramFiles } from './plan/program-files.ts'
import { type ReadHost, type ReadOptions, readHosts } from './read-hosts.ts'
import { VirshConnection } from './virsh/virsh-connection.ts'

/** Options for a plan: the options of a build, and the options for connecting to hosts. `project` is required. */
export interface PlanOptions
  extends Omit<
      BuildOptions,
      'outDir' | 'check' | 'prune' | 'overwrite' | 'only' | 'timeout' | 'onProgress'
    >,
    Omit<ReadOptions, 'env'> {
  /** The connection URI of a single host. It replaces the hosts in `hosts`. */
  readonly uri?: string | undefined
  /**
   * Names of hosts that certainly do not have any of the domains, although vmc cannot reach these hosts. An unreached host may
   * already have a domain. So vmc defines a new domain only if all unreached hosts are listed here.
   */
  readonly assumeAbsent?: readonly string[] | undefined
  /**
   * The folder of the configuration. In the metadata of a domain on a host, vmc records the path of its program, relative to
   * this folder. When vmc applies other programs of the project, the path shows that a program still contains the domain.
   * Default: `cwd`.
   */
  readonly root?: string | undefined
  /** The environment variables of virsh and ssh. Default: those of the process. */
  readonly env?: ReadOptions['env']
}

/** A plan, the hosts that were read, and the diagnostics. */
export interface HostPlan {
  /** The plan, or `undefined` if the program or the options have errors. */
  readonly plan: Plan | undefined
  readonly hosts: readonly ReadHost[]
  /** The diagnostics for the options, the program and the plan. If a host could not be read, the error is in `hosts`. */
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
  // vmc reads the hosts and runs the program at the same time.
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
  const known = await withObstacles(plan, hosts, { env, parallel, timeout, signal })
  return { ...known, diagnostics: [...diagnostics, ...plan.diagnostics] }
}

/**
 * Returns a plan that also contains the activities that currently prevent changes to a domain, such as a migration. If a host
 * no longer answers, it is returned as a host that could not be read.
 */
async function withObstacles(
  plan: Plan,
  hosts: readonly ReadHost[],
  { env, parallel = 8, timeout = 30, signal }: ReadOptions,
): Promise<Pick<HostPlan, 'plan' | 'hosts'>> {
  const changed = plan.domains.filter(
    (one): one is ComparedDomain => one.status === 'owned' && one.wanted.length > 0,
  )
  const found = new Map<string, Obstacle>()
  const read = await mapParallel(hosts, parallel, async host => {
    const own = changed.filter(one => one.host.name === host.name)
    if (own.length === 0) return host
    const { name, uri } = host
    try {
      const connection = new VirshConnection(uri, { env, timeout, signal })
      for (const [uuid, obstacle] of await readObstacles(connection, own)) found.set(uuid, obstacle)
      return host
    } catch (error) {
      if (error instanceof HostError) return { name, uri, error }
      throw error
    }
  })
  const domains = plan.domains.map(one =>
    'source' in one && found.has(one.uuid) ? { ...one, busy: found.get(one.uuid) } : one,
  )
  return { plan: { ...plan, domains }, hosts: read }
}

const NO_PROJECT = diagnose('VMC7001', {
  message: 'the configuration names no project',
  help: "set the name of the project in vmc.config.ts, also if you pass --uri: export default defineConfig({ project: 'shop' })",
})
