import { archOf, isX86 } from '../../check/facts/machine.ts'
import { nicModelOf } from '../../check/facts/nics.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** A vhost-user or vDPA NIC must have the model virtio. */
export const netVhostModel = rule({
  code: 'VMC2412',
  slug: 'net-vhost-model',
  severity: 'error',
  title: 'vhost-user and vDPA NICs require the model virtio',
  help: 'NICs of type "vhostuser" and "vdpa" must have the model "virtio". Change the model.',
  for: 'qemu',
  source:
    'qemu_validate.c: qemuValidateDomainDeviceDefNetwork; domain_validate.c: virDomainNetDefValidate',
  on: 'devices/interface',
  where: { type: ['vhostuser', 'vdpa'] },
  example: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <interface type="vhostuser"><source type="unix" path="/run/a.sock" mode="client"/><model type="{e1000e -> virtio}"/></interface>
</devices>`,
  },
  *check(nic, { domain, target }) {
    const type = nic.text('type')
    if (type !== 'vhostuser' && type !== 'vdpa') return
    // Before libvirt 11.1, a vhost-user NIC without a model gets the default model of the machine.
    const isUsual = type === 'vhostuser' && isBefore(target, '11.1.0')
    const usual = isUsual && isX86(archOf(domain) ?? '') ? 'rtl8139' : undefined
    const model = nic.has('model') ? nicModelOf(nic) : usual
    if (model === undefined) return
    // For vDPA NICs, releases before libvirt 11.3 accept only the model "virtio", and no other model whose name begins with
    // "virtio".
    const isExact = type === 'vdpa' && isBefore(target, '11.3.0')
    if (isExact ? model === 'virtio' : model.startsWith('virtio')) return
    yield nic.report(
      'model/type',
      `a NIC of type "${type}" needs the model "virtio", not "${model}"`,
      "set model: 'virtio'",
    )
  },
})
