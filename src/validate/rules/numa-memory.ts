import { bytes, devices, down, each, place } from '../look.ts'
import { LIBVIRT, type Rule } from './rule.ts'

/** What the guest nodes have makes up the memory of the guest. */
export const numaMemory: Rule = {
  code: 'VMC2141',
  slug: 'numa-memory',
  severity: 'warning',
  title: 'guest nodes of another size than the guest',
  help: 'libvirt takes the sum of the cells of <numa> and drops what <memory> says. Leave <memory> out, or let it be the sum.',
  hypervisors: LIBVIRT,
  about: ['cpu/numa'],
  wrong: {
    xml: `<memory unit="GiB">8</memory><vcpu>2</vcpu>
<cpu><numa><cell id="0" cpus="0-1" memory="4" unit="GiB"/></numa></cpu>`,
  },
  right: {
    xml: `<memory unit="GiB">4</memory><vcpu>2</vcpu>
<cpu><numa><cell id="0" cpus="0-1" memory="4" unit="GiB"/></numa></cpu>`,
  },
  *check(domain) {
    const memory = down(domain, 'memory')
    const cells = each(down(domain, 'cpu', 'numa'), 'cell')
    const own = bytes(memory)
    if (!memory || own === undefined || cells.length === 0) return
    // What modules of memory add to it is counted in different ways.
    const sizes = cells.map(cell => bytes(cell, 'memory'))
    if (sizes.includes(undefined) || devices(domain, 'memory').length > 0) return
    const sum = sizes.reduce<bigint>((total, size) => total + size!, 0n)
    if (own === sum) return
    yield {
      message: `memory is ${mib(own)} MiB, and the guest nodes make up ${mib(sum)} MiB`,
      ...place(memory, 'value'),
      help: 'leave memory out, or make the two agree',
    }
  },
}

const mib = (size: bigint): string =>
  (Number(size) / 2 ** 20).toFixed(size % 2n ** 20n === 0n ? 0 : 1)
