import { rule } from '../../check/rule.ts'

/** Huge pages come from a file system of the host or memfd, and are allocated when the guest starts. */
export const hugepagesSource = rule({
  code: 'VMC2152',
  slug: 'hugepages-source',
  severity: 'error',
  title: 'huge pages with anonymous or on-demand memory',
  help: 'With <hugepages>, the memory source cannot be "anonymous", and the allocation mode cannot be "ondemand".',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDefMemory',
  on: 'memoryBacking',
  example: {
    xml: '<memoryBacking><hugepages/><source type="{anonymous -> memfd}"/></memoryBacking>',
  },
  *check(backing) {
    if (!backing.has('hugepages')) return
    if (backing.text('source/type') === 'anonymous') {
      yield backing.report(
        'source/type',
        'anonymous memory cannot use huge pages',
        "set type: 'memfd', or leave source out",
      )
    }
    if (backing.text('allocation/mode') === 'ondemand') {
      yield backing.report(
        'allocation/mode',
        'huge pages cannot be allocated on demand',
        "set mode: 'immediate', or leave allocation out",
      )
    }
  },
})
