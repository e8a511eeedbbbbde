import { bytes, down, place } from '../look.ts'
import { LIBVIRT, type Rule } from './rule.ts'

/** Memory can grow to at least what is there from the start. */
export const memoryMax: Rule = {
  code: 'VMC2142',
  slug: 'memory-max',
  severity: 'error',
  title: 'most memory that is less than the memory',
  help: 'The size of <maxMemory> is at least that of <memory>, with the modules of memory.',
  hypervisors: LIBVIRT,
  about: ['maxMemory'],
  wrong: {
    xml: `<maxMemory slots="4" unit="GiB">2</maxMemory><memory unit="GiB">4</memory><vcpu>2</vcpu>
<cpu><numa><cell id="0" cpus="0-1" memory="4" unit="GiB"/></numa></cpu>`,
  },
  right: {
    xml: `<maxMemory slots="4" unit="GiB">8</maxMemory><memory unit="GiB">4</memory><vcpu>2</vcpu>
<cpu><numa><cell id="0" cpus="0-1" memory="4" unit="GiB"/></numa></cpu>`,
  },
  *check(domain) {
    const [most, memory] = [down(domain, 'maxMemory'), down(domain, 'memory')]
    const [own, least] = [bytes(most), bytes(memory)]
    if (!most || own === undefined || least === undefined || own >= least) return
    yield {
      message: 'the guest can have less memory at most than it has',
      ...place(most, 'value'),
      help: 'raise maxMemory to at least memory',
    }
  },
}
