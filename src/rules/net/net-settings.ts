import { rule } from '../../check/rule.ts'

/** Filters, isolated ports and bandwidth limits are supported only by some NIC types. */
export const netSettings = rule({
  code: 'VMC2409',
  slug: 'net-settings',
  severity: 'error',
  title: 'setting not supported by the NIC type',
  help: 'A NIC with an isolated port must have type "network" or "bridge", a NIC with a filter must have one of these types or "ethernet", and a NIC with a bandwidth limit can have any type except "hostdev". Remove the setting, or change the type.',
  for: 'qemu',
  source:
    'domain_validate.c: virDomainNetDefValidatePortOptions, virDomainActualNetDefValidate; qemu_domain.c: qemuDomainValidateActualNetDef',
  on: 'devices/interface',
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
    const [filter, bandwidth] = [nic.first('filterref'), nic.first('bandwidth')]
    const message = (what: string) => `a NIC of type "${type}" cannot have ${what}`
    if (nic.text('port/isolated') === 'yes' && !isBridged)
      yield nic.report('port/isolated', message('an isolated port'), 'leave the port out')
    if (filter && !isBridged && type !== 'ethernet')
      yield filter.report('.', message('a filter'), 'leave the filter out')
    if (bandwidth && type === 'hostdev')
      yield bandwidth.report('.', message('a bandwidth limit'), 'leave the bandwidth out')
  },
})
