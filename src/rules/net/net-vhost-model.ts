import { rule } from '../../check/rule.ts'

/** A NIC that another program or a vDPA device serves is a virtio NIC. */
export const netVhostModel = rule({
  code: 'VMC2412',
  slug: 'net-vhost-model',
  severity: 'error',
  title: 'vhost-user or vDPA NIC is not of model virtio',
  help: 'A program of the host or a vDPA device can only serve a virtio NIC. Set the model "virtio" on NICs of type "vhostuser" and "vdpa".',
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
