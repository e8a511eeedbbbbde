import { rule } from '../../check/rule.ts'

/** Isolated ports and bandwidth limits are supported only by some NIC types. */
export const netSettings = rule({
  code: 'VMC2409',
  slug: 'net-settings',
  severity: 'error',
  title: 'isolated port or bandwidth limit not supported by the NIC',
  help: 'An isolated port requires a NIC of type "network" or "bridge" without a virtual port. A NIC of type "hostdev" cannot have a bandwidth limit. Remove the setting, or change the type.',
  for: 'qemu',
  source:
    'domain_validate.c: virDomainNetDefValidatePortOptions, virDomainActualNetDefValidate; qemu_domain.c: qemuDomainValidateActualNetDef',
  on: 'devices/interface',
  needs: 'bandwidth',
  where: { 'port/isolated': 'yes' },
  example: {
    ts: "{.nic({ type: 'user', port: { isolated: 'yes' } }) -> .nic(bridge('br0').port({ isolated: 'yes' }))}",
    xml: `<devices>
  <interface type="{user -> bridge}">{ -> <source bridge="br0"/>}<model type="virtio"/><port isolated="yes"/></interface>
</devices>`,
  },
  *check(nic) {
    const type = nic.text('type')
    if (type === undefined) return
    const isBridged = type === 'network' || type === 'bridge'
    const message = (what: string) => `a NIC of type "${type}" cannot have ${what}`
    if (nic.text('port/isolated') === 'yes') {
      const port = nic.text('virtualport/type')
      if (!isBridged) {
        yield nic.report('port/isolated', message('an isolated port'), 'leave the port out')
      } else if (port !== undefined) {
        yield nic.report(
          'port/isolated',
          `a NIC with a virtual port of type "${port}" cannot have an isolated port`,
          'leave the port or the virtual port out',
        )
      }
    }
    const bandwidth = nic.first('bandwidth')
    if (bandwidth && type === 'hostdev')
      yield bandwidth.report('.', message('a bandwidth limit'), 'leave the bandwidth out')
  },
})
