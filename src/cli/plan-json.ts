import type { Obstacle } from '../hosts/apply/busy.ts'
import { presentObstacles, sharedObstacles } from '../hosts/apply/decision.ts'
import { impactOf } from '../hosts/plan/impact.ts'
import { isRenamed, type Plan } from '../hosts/plan/plan.ts'
import type { ReadHost } from '../hosts/read-hosts.ts'
import type { Change } from '../tree/merge/merge.ts'
import { placeOf, shown } from './plan-text.ts'

/** A plan as JSON, for scripts. */
export function planJson(plan: Plan, hosts: readonly ReadHost[], cwd: string): object {
  const changeJson = (change: Change, renames = false) => ({
    kind: change.kind,
    path: change.path,
    before: change.before === undefined ? undefined : shown(change.before),
    after: change.after === undefined ? undefined : shown(change.after),
    conflict: change.isConflict,
    impact: impactOf(change, renames),
    at: placeOf(change.origin, cwd) || undefined,
  })
  const obstacleJson = ({ reason, help, at }: Obstacle) => ({
    ...{ reason, help },
    at: at && placeOf(at, cwd),
  })
  return {
    version: 1,
    hosts: hosts.map(({ name, uri, inventory, error }) => ({
      name,
      uri,
      libvirt: inventory?.libvirt,
      error: error?.message,
    })),
    domains: plan.domains.map(planned => {
      const { origin, host, ...domain } = planned
      return {
        ...domain,
        ...{ source: undefined, program: undefined, busy: undefined, addresses: undefined },
        shared: undefined,
        host: host.name,
        at: placeOf(origin, cwd) || undefined,
        ...(planned.status === 'new' && {
          obstacles: sharedObstacles(planned).map(obstacleJson),
        }),
        ...('wanted' in planned && {
          wanted: planned.wanted.map(change => changeJson(change, isRenamed(planned))),
          drift: planned.drift.map(one => ({
            ...changeJson(one),
            at: undefined,
            impact: undefined,
          })),
          obstacles: presentObstacles(planned).map(obstacleJson),
          ambiguous: planned.ambiguous.map(({ kind, device }) => ({
            kind,
            at: placeOf(device.origin, cwd),
          })),
        }),
      }
    }),
    orphans: plan.orphans.map(({ name, uuid, state, host }) => ({
      ...{ name, uuid, state, host: host.name },
    })),
  }
}
