import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** Only some types of NIC support an MTU, an existing tap device or a source device. */
export const netType = rule({
  code: 'VMC2491',
  slug: 'net-type',
  severity: 'error',
  title: 'MTU, target or source setting not supported by the NIC type',
  help: 'Only some types of NIC support an MTU or <target managed="no">. On a NIC of type "user" or "vhostuser", <source dev="…"> requires the backend passt. Remove the setting, or change the type of the NIC.',
  for: 'qemu',
  source:
    'qemu_validate.c: qemuValidateDomainDeviceDefNetwork; domain_validate.c: virDomainNetDefValidate',
  on: 'devices/interface',
  needs: ['mtu', 'target/managed', 'source/dev'],
  example: {
    xml: '<devices><interface type="{user -> bridge}">{ -> <source bridge="br0"/>}<model type="virtio"/><mtu size="9000"/></interface></devices>',
  },
  *check(nic, { target }) {
    const type = nic.text('type')
    if (type === undefined) return
    const isPasst = nic.text('backend/type') === 'passt'
    const message = (what: string) => `a NIC of type "${type}" cannot have ${what}`
    if (nic.number('mtu/size') && !WITH_MTU.includes(type) && !(type === 'user' && isPasst))
      yield nic.report('mtu', message('an MTU'), 'leave <mtu> out')
    if (nic.text('target/managed') === 'no' && type !== 'ethernet')
      yield nic.report('target/managed', message('an unmanaged device'), 'leave managed out')
    if (nic.has('source/dev') && (type === 'user' || type === 'vhostuser') && !isPasst) {
      // libvirt 11.3 refuses a source device on a NIC whose backend is not passt, and libvirt 12.9 accepts it. The first
      // release that accepts it again is not known, so this rule reports it only for libvirt 11.3.
      if (!isBefore(target, '11.3.0') && isBefore(target, '11.4.0'))
        yield nic.report('source/dev', message('a device without passt'), 'use passt()')
    }
  },
})

const WITH_MTU = ['network', 'bridge', 'ethernet', 'vhostuser']
