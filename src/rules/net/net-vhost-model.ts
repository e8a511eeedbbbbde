import { rule } from '../../check/rule.ts'

/** A vhost-user or vDPA NIC must have the model virtio. */
export const netVhostModel = rule({
  code: 'VMC2412',
  slug: 'net-vhost-model',
  severity: 'error',
  title: 'vhost-user or vDPA NIC is not of model virtio',
  help: 'A program of the host or a vDPA device can serve only a virtio NIC. Set the model "virtio" on a NIC of type "vhostuser" or "vdpa".',
  for: 'qemu',
  source:
    'qemu_validate.c: qemuValidateDomainDeviceDefNetwork; domain_validate.c: virDomainNetDefValidate',
  on: 'devices/interface',
  example: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <interface type="vhostuser"><source type="unix" path="/run/a.sock" mode="client"/><model type="{e1000e -> virtio}"/></interface>
</devices>`,
  },
  *check(nic) {
    const type = nic.text('type')
    const model = nic.text('model/type')
    if ((type !== 'vhostuser' && type !== 'vdpa') || model === undefined) return
    if (model.startsWith('virtio')) return
    yield nic.report(
      'model/type',
      `a NIC of type "${type}" needs the model "virtio", not "${model}"`,
      "set model: 'virtio'",
    )
  },
})
