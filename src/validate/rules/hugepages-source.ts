import { down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Huge pages are files of the host, and are there when the guest starts. */
export const hugepagesSource: Rule = {
  code: 'VMC2152',
  slug: 'hugepages-source',
  severity: 'error',
  title: 'huge pages that cannot be',
  help: 'With <hugepages>, the memory is not of source "anonymous", and is not allocated on demand.',
  hypervisors: QEMU,
  about: ['memoryBacking/hugepages'],
  wrong: { xml: '<memoryBacking><hugepages/><source type="anonymous"/></memoryBacking>' },
  right: { xml: '<memoryBacking><hugepages/><source type="memfd"/></memoryBacking>' },
  *check(domain) {
    const backing = down(domain, 'memoryBacking')
    const [source, allocation] = [down(backing, 'source'), down(backing, 'allocation')]
    if (!backing || !says(backing, 'hugepages')) return
    if (source && spelled(source, 'type') === 'anonymous') {
      yield {
        message: 'anonymous memory has no huge pages of its own',
        ...place(source, 'type'),
        help: "say type: 'memfd', or leave source out",
      }
    }
    if (!allocation || spelled(allocation, 'mode') !== 'ondemand') return
    yield {
      message: 'huge pages are not allocated on demand',
      ...place(allocation, 'mode'),
      help: "say mode: 'immediate', or leave allocation out",
    }
  },
}
