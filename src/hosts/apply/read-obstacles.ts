import type { Connection } from '../connection.ts'
import type { ComparedDomain } from '../plan/plan.ts'
import { areHarmless, busyCheck, type Obstacle } from './busy.ts'
import { READ } from './dump.ts'

/**
 * Reads the current reasons against changing the domains on a host, such as snapshots, a block job or a migration. Returns the
 * first reason of each domain that has one, by UUID.
 *
 * @throws {HostError} If the host does not answer.
 */
export async function readObstacles(
  connection: Connection,
  domains: readonly ComparedDomain[],
): Promise<ReadonlyMap<string, Obstacle>> {
  const checks = domains.map(domain => ({ domain, busy: busyCheck(domain.source.definition) }))
  const commands = checks.flatMap(({ busy }) => busy.commands)
  const replies = (await connection.batch(commands, READ)).values()
  const found = checks.flatMap(({ domain, busy }) => {
    const own = busy.commands.map(() => replies.next().value!)
    const obstacle = busy.obstacle(own, areHarmless(domain.wanted))
    return obstacle ? [[domain.uuid, obstacle] as const] : []
  })
  return new Map(found)
}
