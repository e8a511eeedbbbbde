import { duplicates } from '../../check/duplicates.ts'
import { addressesOf } from '../../check/facts/addresses.ts'
import { rule } from '../../check/rule.ts'

/** Each zPCI device must have its own uid and fid, and the uid cannot be 0. */
export const zpciUid = rule({
  code: 'VMC2310',
  slug: 'zpci-uid',
  severity: 'error',
  title: 'zPCI identifier is 0 or used twice',
  help: 'The uid of a zPCI device must be from 0x0001 to 0xffff, and each device needs its own uid and its own fid. Change them, or leave them out: libvirt then assigns them.',
  for: 'all',
  source:
    'qemu_validate.c: qemuValidateDomainDeviceDefZPCIAddress; domain_addr.c: virDomainZPCIAddressReserveId',
  on: 'devices',
  example: {
    xml: `<os><type arch="s390x" machine="s390-ccw-virtio">hvm</type></os>
<devices>
  <memballoon model="virtio">
    <address type="pci" domain="1" bus="0" slot="0" function="0"><zpci uid="{0x0000 -> 0x0001}"/></address>
  </memballoon>
</devices>`,
  },
  *check(_, { domain }) {
    const all = addressesOf(domain, 'pci').flatMap(address => address.first('zpci') ?? [])
    for (const zpci of all) {
      const uid = zpci.number('uid')
      if (uid === undefined || (uid > 0 && uid <= 0xffff)) continue
      yield zpci.report(
        'uid',
        `the uid of a zPCI device cannot be ${uid}`,
        'use a uid from 0x0001 to 0xffff, or leave it to libvirt',
      )
    }
    for (const key of ['uid', 'fid'] as const) {
      for (const { element, first, key: value } of duplicates(all, zpci => zpci.number(key))) {
        // The code above reports each uid of 0, so the check for duplicates skips 0.
        if (key === 'uid' && value === 0) continue
        yield element.report(
          key,
          `two zPCI devices have the ${key} ${value}`,
          `give each device its own ${key}, or leave it to libvirt`,
          { related: [first.related(key, 'first used here')] },
        )
      }
    }
  },
})
