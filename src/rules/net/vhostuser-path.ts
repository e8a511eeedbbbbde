import { rule } from '../../check/rule.ts'

/** A vhost-user NIC needs the path of the socket on which another process serves the NIC. */
export const vhostuserPath = rule({
  code: 'VMC2492',
  slug: 'vhostuser-path',
  severity: 'error',
  title: 'vhost-user NIC has no socket path',
  help: 'A NIC of type "vhostuser" needs the path of its UNIX socket in <source>, unless it has the backend "passt". Add the path.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefNetwork',
  on: 'devices/interface',
  where: { type: 'vhostuser' },
  example: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices><interface type="vhostuser"><source type="unix" { -> path="/run/a.sock"} mode="client"/><model type="virtio"/></interface></devices>`,
  },
  *check(nic) {
    if (nic.text('type') !== 'vhostuser' || nic.text('backend/type') === 'passt') return
    if (nic.has('source/path')) return
    yield nic.report('source', 'the vhost-user NIC has no socket', "set path: '/run/a.sock'")
  },
})
