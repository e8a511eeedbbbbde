import { rule } from '../../check/rule.ts'

/** Only a host device can have an address of type "unassigned". */
export const addressUnassigned = rule({
  code: 'VMC2899',
  slug: 'address-unassigned',
  severity: 'error',
  title: 'address of type "unassigned" on a device other than <hostdev>',
  help: 'The guest does not see a device with an address of type "unassigned", and only a <hostdev> can have such an address. Remove the address or the device.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainDeviceInfoValidate',
  on: 'devices/*/address',
  where: { type: 'unassigned' },
  example: {
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/>{<address type="unassigned"/> -> }</disk>
</devices>`,
  },
  *check(address) {
    const device = address.parent
    if (address.text('type') !== 'unassigned' || device?.key === 'hostdev') return
    yield address.report(
      'type',
      `only a host device can have no address, not a <${device?.name ?? 'device'}>`,
      'leave the address out',
    )
  },
})
