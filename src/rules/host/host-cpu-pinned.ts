import { hostOf, nameOf } from '../../check/facts/domain.ts'
import { numberSet } from '../../check/number-set.ts'
import { rule } from '../../check/rule.ts'
import { HostUniqueIndex } from '../../check/unique-index.ts'
import { lookup } from '../../schema/core/lookup.ts'

/** Two vCPUs should not both be pinned to the same single CPU of a host. */
export const hostCpuPinned = rule({
  code: 'VMC2015',
  slug: 'host-cpu-pinned',
  severity: 'warning',
  title: 'two vCPUs are pinned to the same CPU of a host',
  help: 'Two vCPUs that are pinned to the same host CPU cannot run at the same time. Pin each vCPU to its own host CPU, or pin both vCPUs to several host CPUs.',
  for: 'all',
  source:
    'advice: vCPUs that share a CPU wait for each other; QEMU refuses a CPU that the host does not have',
  on: 'cputune/vcpupin',
  example: {
    ts: "['a', 'b'].map((name, i) => domain(name).hvm().memory(GiB(1)).pin(0, {'2' -> String(2 + i)}).host('hv1'))",
  },
  appliesToOne: true,
  createCheck({ hosts }) {
    const pinned = new HostUniqueIndex()
    return {
      *check(pin, { domain }) {
        const host = hostOf(domain)?.name
        if (host === undefined) return
        const count = lookup(hosts, host)?.cpus
        const cpus = [...(numberSet(pin.text('cpuset')) ?? [])]
        const missing = cpus.find(cpu => count !== undefined && cpu >= count)
        if (missing !== undefined)
          yield pin.report(
            'cpuset',
            `CPU ${missing} does not exist: ${host} has ${count}`,
            `the CPUs of the host are numbered from 0 to ${count! - 1}`,
          )
        const [cpu] = cpus
        if (cpu === undefined || cpus.length > 1) return
        const first = pinned.conflict(String(cpu), domain, pin, 'cpuset')
        if (!first) return
        const vcpus =
          first.domain === nameOf(domain)
            ? `two vCPUs of "${first.domain}"`
            : `vCPUs of "${first.domain}" and "${nameOf(domain)}"`
        yield pin.report(
          'cpuset',
          `${vcpus} are pinned to CPU ${cpu} of ${host}`,
          'pin each to its own CPU',
          { related: [first.related] },
        )
      },
    }
  },
})
