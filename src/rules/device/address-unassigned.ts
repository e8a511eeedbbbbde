import { rule } from '../../check/rule.ts'

/** Only a host device can be without an address on purpose. */
export const addressUnassigned = rule({
  code: 'VMC2899',
  slug: 'address-unassigned',
  severity: 'error',
  title: 'unassigned address of a device that needs one',
  help: 'Only a <hostdev> can have an address of type "unassigned", by which the guest does not see the device. Remove the address, or the device.',
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
