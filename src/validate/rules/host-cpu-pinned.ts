import { lookup } from '../../schema/lookup.ts'
import { HostFirsts } from '../firsts.ts'
import { down, each, hostOf, nameOf, numbersIn, place, spelled } from '../look.ts'
import { meeting, type Rule } from './rule.ts'

/** A CPU of a host that a vCPU is pinned to alone is not another's. */
export const hostCpuPinned: Rule = {
  code: 'VMC2015',
  slug: 'host-cpu-pinned',
  severity: 'warning',
  title: 'CPU of the host that two vCPUs are pinned to',
  help: 'On one host, two vCPUs that are each pinned to one and the same CPU take turns there. Pin each to another one, or both to a set of CPUs.',
  wrong: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB(1)).pin(0, '2').host('hv1'))",
  },
  right: {
    ts: "['a', 'b'].map((name, i) => domain(name).hvm().memory(GiB(1)).pin(0, String(2 + i)).host('hv1'))",
  },
  ofOne: true,
  about: ['cputune/vcpupin'],
  ...meeting(({ hosts }) => {
    const firsts = new HostFirsts()
    return function* (domain) {
      const host = hostOf(domain)?.name
      if (host === undefined) return
      const count = lookup(hosts, host)?.cpus
      for (const pin of each(down(domain, 'cputune'), 'vcpupin')) {
        const [cpu, ...others] = numbersIn(spelled(pin, 'cpuset')) ?? []
        const missing = [cpu, ...others].find(
          one => one !== undefined && count !== undefined && one >= count,
        )
        if (missing !== undefined) {
          yield {
            message: `${host} has no CPU ${missing} to pin a vCPU to: it has ${count}`,
            ...place(pin, 'cpuset'),
            help: `they are numbered from 0 to ${count! - 1}`,
          }
        }
        if (cpu === undefined || others.length > 0) continue
        const first = firsts.before(String(cpu), domain, pin, 'cpuset')
        if (!first) continue
        const whose =
          first.owner === nameOf(domain)
            ? `two vCPUs of "${first.owner}"`
            : `vCPUs of "${first.owner}" and "${nameOf(domain)}"`
        yield {
          message: `${whose} are pinned to CPU ${cpu} of ${host}`,
          ...place(pin, 'cpuset'),
          help: 'pin each to another CPU',
          related: [first.also],
        }
      }
    }
  }),
}
