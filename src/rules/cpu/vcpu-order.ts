import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import type { VcpuState } from '../../schema/domain/vcpu.ts'

/** vCPU 0 and the other vCPUs that are not hotpluggable come first in the order of the vCPUs. */
export const vcpuOrder = rule({
  code: 'VMC2420',
  slug: 'vcpu-order',
  severity: 'error',
  title: 'invalid entry for vCPU 0, or wrong order of vCPUs in <vcpus>',
  help: 'QEMU always starts a guest with vCPU 0, so <vcpus> must contain vCPU 0 as the first in the order, without hotpluggable="yes". Set the attribute "order" for all enabled vCPUs or for none of them. vCPUs with hotpluggable="no" must come before all other vCPUs, in ascending order.',
  for: 'qemu',
  source: 'qemu_postparse.c: qemuDomainDefVcpusPostParse',
  on: 'vcpus',
  example: {
    xml: `<vcpu>2</vcpu>
<vcpus><vcpu id="0" enabled="yes" hotpluggable="no" order="{2 -> 1}"/><vcpu id="1" enabled="yes" hotpluggable="no" order="{1 -> 2}"/></vcpus>`,
  },
  *check(vcpus) {
    const entries = vcpus.each('vcpu')
    if (entries.length === 0) return
    // If two <vcpu> elements have the same id, libvirt uses the last one. A vCPU without a <vcpu> element is disabled.
    const byId = new Map(entries.map(entry => [entry.number('id') ?? -1, entry]))
    const first = byId.get(0)
    if (!first) {
      yield vcpus.report('.', 'vCPU 0 has no entry, which disables it', 'add an entry for it')
      return
    }
    // This rule skips a disabled vCPU 0, because the rule vcpu-states reports it.
    if (isDisabled(first)) return
    if (first.text('hotpluggable') === 'yes') {
      yield first.report(
        'hotpluggable',
        'vCPU 0 cannot be hotpluggable',
        "set hotpluggable: 'no', or leave it out",
      )
    } else if (orderOf(first) > 1) {
      yield first.report('order', 'vCPU 0 must be the first in the order', 'set order: 1')
    } else {
      yield* checkOrder(byId, orderOf(first) !== 0)
    }
  },
})

const isDisabled = (vcpu: Cursor<VcpuState>): boolean => vcpu.text('enabled') === 'no'

/** The order of a vCPU. 0 if no order is set. */
const orderOf = (vcpu: Cursor<VcpuState> | undefined): number => vcpu?.number('order') ?? 0

function* checkOrder(
  byId: ReadonlyMap<number, Cursor<VcpuState>>,
  isOrdered: boolean,
): Generator<RuleFinding> {
  for (const [id, vcpu] of byId) {
    if (id === 0) continue
    if (!isDisabled(vcpu) && (orderOf(vcpu) !== 0) !== isOrdered) {
      yield vcpu.report(
        isOrdered ? '.' : 'order',
        isOrdered
          ? `vCPU ${id} has no order, but vCPU 0 has one`
          : `vCPU ${id} has an order, but vCPU 0 has none`,
        'set order for all enabled vCPUs, or for none',
      )
      return
    }
    if (vcpu.text('hotpluggable') !== 'no' || isDisabled(vcpu)) continue
    const previous = byId.get(id - 1)
    if (previous?.text('hotpluggable') === 'yes') {
      yield vcpu.report(
        'hotpluggable',
        `vCPU ${id} is not hotpluggable, but vCPU ${id - 1} is`,
        'give the vCPUs that are not hotpluggable the lowest IDs',
        { related: [previous.related('hotpluggable', 'the previous vCPU')] },
      )
    } else if (previous && orderOf(previous) > orderOf(vcpu)) {
      yield vcpu.report(
        'order',
        `vCPU ${id} comes before vCPU ${id - 1}, but neither is hotpluggable`,
        'number the vCPUs that are not hotpluggable in ascending order',
        { related: [previous.related('order', 'the previous vCPU')] },
      )
    }
  }
}
