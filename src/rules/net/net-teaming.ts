import { nicModelOf } from '../../check/facts/nics.ts'
import { rule } from '../../check/rule.ts'

/** A NIC with `<teaming>` must be either a persistent virtio NIC or a transient NIC that is a host device. */
export const netTeaming = rule({
  code: 'VMC2411',
  slug: 'net-teaming',
  severity: 'error',
  title: 'NIC type or model not supported by <teaming>',
  help: 'Teaming combines a persistent and a transient NIC. The persistent NIC must have the model "virtio". The transient NIC must have the type "hostdev", or the type "network" if that network assigns devices of the host. Change the model or the type.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefNetwork',
  on: 'devices/interface',
  needs: 'teaming',
  example: {
    xml: `<devices>
  <interface type="bridge"><source bridge="br0"/><model type="{e1000e -> virtio}"/><teaming type="persistent"/></interface>
</devices>`,
  },
  *check(nic) {
    const role = nic.text('teaming/type')
    const model = nicModelOf(nic)
    const type = nic.text('type')
    if (role === 'persistent' && !model?.startsWith('virtio')) {
      yield nic.report(
        'teaming/type',
        model === undefined
          ? 'a persistent NIC needs the model "virtio", but has none'
          : `a persistent NIC needs the model "virtio", not "${model}"`,
        "set model: 'virtio'",
      )
    } else if (role === 'transient' && type !== 'hostdev' && type !== 'network') {
      yield nic.report(
        'teaming/type',
        `a transient NIC must be a device of the host, not of type "${type}"`,
        "give the NIC the type 'hostdev'",
      )
    }
  },
})
