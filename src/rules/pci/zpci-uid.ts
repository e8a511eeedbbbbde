import { addressOf, problemsOf } from '../../check/addresses/problems-of.ts'
import { addressesOf } from '../../check/facts/addresses.ts'
import { rule } from '../../check/rule.ts'

/** Each zPCI device must have its own uid and fid, and the uid cannot be 0. */
export const zpciUid = rule({
  code: 'VMC2310',
  slug: 'zpci-uid',
  severity: 'error',
  title: 'zPCI identifier is 0 or used twice',
  help: 'The uid of a zPCI device must be from 0x0001 to 0xffff. Each device needs its own uid and its own fid. Change the uid or fid, or leave them out: libvirt then assigns them.',
  for: 'qemu',
  source:
    'qemu_validate.c: qemuValidateDomainDeviceDefZPCIAddress; domain_addr.c: virDomainZPCIAddressReserveId',
  on: 'devices',
  needs: '*/address/zpci',
  example: {
    xml: `<os><type arch="s390x" machine="s390-ccw-virtio">hvm</type></os>
<devices>
  <memballoon model="virtio">
    <address type="pci" domain="0" bus="0" slot="5" function="0"><zpci uid="{0x0000 -> 0x0001}"/></address>
  </memballoon>
</devices>`,
  },
  *check(_, { domain, target }) {
    for (const address of addressesOf(domain, 'pci')) {
      const zpci = address.first('zpci')
      const uid = zpci?.number('uid')
      if (!zpci || uid === undefined || (uid > 0 && uid <= 0xffff)) continue
      yield zpci.report(
        'uid',
        `the uid of a zPCI device cannot be ${uid}`,
        'use a uid from 0x0001 to 0xffff, or leave it to libvirt',
      )
    }
    for (const { device, holder, key, id } of problemsOf(domain, target, 'zpci-taken')) {
      // The loop above has already reported a uid of 0, so this loop skips it.
      if (key === 'uid' && id === 0) continue
      const [zpci, first] = [device, holder].map(one => addressOf(one)?.first('zpci'))
      yield zpci!.report(
        key,
        `two zPCI devices have the ${key} ${id}`,
        `give each device its own ${key}, or leave it to libvirt`,
        { related: first ? [first.related(key, 'first used here')] : [] },
      )
    }
  },
})
