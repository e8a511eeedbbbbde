import { rule } from '../../check/rule.ts'

/** Huge pages cannot be anonymous memory, and cannot be allocated on demand. */
export const hugepagesSource = rule({
  code: 'VMC2152',
  slug: 'hugepages-source',
  severity: 'error',
  title: 'huge pages combined with anonymous or on-demand memory',
  help: 'If <memoryBacking> contains <hugepages>, the type of its <source> cannot be "anonymous", and the mode of its <allocation> cannot be "ondemand". Change or remove these settings.',
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
