import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** A `<memnode>` requires a NUMA cell of the guest, and must not contradict the memory placement of the whole guest. */
export const numatuneMemnode = rule({
  code: 'VMC2104',
  slug: 'numatune-memnode',
  severity: 'error',
  title: '<memnode> has a missing cell or conflicts with <numatune>',
  help: 'A <memnode> determines where the memory of one cell in <cpu><numa> is allocated. The cell must exist and can have only one <memnode>. A <memnode> cannot be used with automatic placement. If one mode in <numatune> is "restrictive", all modes in <numatune> must be "restrictive". Correct or remove the <memnode>.',
  for: 'all',
  source: 'numa_conf.c: virDomainNumatuneNodeParseXML; numa_conf.c: virDomainNumaDefValidate',
  on: 'numatune',
  example: {
    xml: `{ -> <vcpu>1</vcpu>}
<numatune><memnode cellid="0" mode="strict" nodeset="0"/></numatune>
{ -> <cpu><numa><cell id="0" cpus="0" memory="1" unit="GiB"/></numa></cpu>}`,
  },
  *check(numatune, { domain, target }) {
    const memnodes = numatune.each('memnode')
    const [firstNode] = memnodes
    if (!firstNode) return
    if (!domain.has('cpu/numa/cell')) {
      yield firstNode.report(
        '.',
        '<memnode> places the memory of a NUMA cell, but the guest has no cells',
        'add cells to <cpu><numa>, or place all memory with <memory>',
      )
      return
    }
    const count = domain.each('cpu/numa/cell').length
    for (const memnode of memnodes) {
      const cell = memnode.number('cellid')
      if (cell === undefined || cell < count) continue
      yield memnode.report(
        'cellid',
        `<memnode> places the memory of cell ${cell}, but the guest has ${count} cells`,
        `use a cell from 0 to ${count - 1}`,
      )
    }
    for (const { element, first, key } of duplicates(memnodes, node => node.number('cellid')))
      yield element.report(
        'cellid',
        `cell ${key} already has a <memnode>`,
        'remove one of the two',
        {
          related: [first.related('cellid', 'the first is here')],
        },
      )
    const memory = numatune.first('memory')
    if (memory?.text('placement') === 'auto') {
      yield memory.report(
        'placement',
        '<memnode> cannot be combined with automatic placement',
        'leave placement out and list the nodes in nodeset',
      )
    }
    const guestMode = memory?.text('mode') ?? 'strict'
    // libvirt before 11.3 accepts a <memnode> with mode="restrictive" even if the <memory> in <numatune> has another mode.
    const isOld = isBefore(target, '11.3.0')
    for (const memnode of memnodes) {
      const mode = memnode.text('mode') ?? 'strict'
      if ((mode === 'restrictive') === (guestMode === 'restrictive')) continue
      if (isOld && mode === 'restrictive') continue
      yield memnode.report(
        'mode',
        memory
          ? `<memnode> has mode "${mode}", but <memory> has mode "${guestMode}"`
          : '<memnode> has mode "restrictive", but the guest has no <memory> of that mode',
        'make both restrictive, or neither',
      )
    }
  },
})
