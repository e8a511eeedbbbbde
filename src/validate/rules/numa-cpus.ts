import type { Here } from '../here.ts'
import { also, down, each, numbersIn, numeric, place, spelled } from '../look.ts'
import { LIBVIRT, type Rule } from './rule.ts'

/** The vCPUs of the guest nodes are those of the guest, each in one node. */
export const numaCpus: Rule = {
  code: 'VMC2140',
  slug: 'numa-cpus',
  severity: 'error',
  title: 'vCPU of a guest node that is not there, or in another',
  help: 'The cpus of the cells of <numa> are among the vCPUs, from 0 on, and no two cells share one.',
  hypervisors: LIBVIRT,
  about: ['cpu/numa'],
  wrong: {
    xml: `<vcpu>2</vcpu>
<cpu><numa><cell id="0" cpus="0-3" memory="1" unit="GiB"/></numa></cpu>`,
  },
  right: {
    xml: `<vcpu>4</vcpu>
<cpu><numa><cell id="0" cpus="0-3" memory="1" unit="GiB"/></numa></cpu>`,
  },
  *check(domain) {
    const cells = each(down(domain, 'cpu', 'numa'), 'cell')
    if (cells.length === 0) return
    const count = numeric(down(domain, 'vcpu'), 'value') ?? 1
    const taken = new Map<number, Here>()
    for (const cell of cells) {
      const numbers = [...(numbersIn(spelled(cell, 'cpus')) ?? [])]
      const missing = numbers.find(number => number >= count)
      const shared = numbers.find(number => taken.has(number))
      if (missing !== undefined) {
        yield {
          message: `there is no vCPU ${missing} for this guest node: the domain has ${count}`,
          ...place(cell, 'cpus'),
          help: `they are numbered from 0 to ${count - 1}`,
        }
      } else if (shared !== undefined) {
        yield {
          message: `vCPU ${shared} is in two guest nodes`,
          ...place(cell, 'cpus'),
          help: 'let each vCPU be in one of them',
          related: [also('the other is here', taken.get(shared)!, 'cpus')],
        }
      }
      for (const number of numbers) taken.set(number, cell)
    }
  },
}
