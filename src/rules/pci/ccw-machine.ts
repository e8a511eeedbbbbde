import { addressesOf } from '../../check/facts/addresses.ts'
import { archOf, isS390, machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** Only the machine s390-ccw-virtio supports CCW addresses. */
export const ccwMachine = rule({
  code: 'VMC2393',
  slug: 'ccw-machine',
  severity: 'error',
  title: 'CCW address on a machine other than s390',
  help: 'Only the machine s390-ccw-virtio supports addresses of type "ccw". Remove the address: libvirt then assigns an address that the machine supports.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefAddress',
  on: 'devices',
  where: { '*/address/type': 'ccw' },
  example: {
    xml: `<os><type arch="{x86_64 -> s390x}" machine="{pc -> s390-ccw-virtio}">hvm</type></os>
<devices><memballoon model="virtio"><address type="ccw" cssid="0xfe" ssid="0" devno="5"/></memballoon></devices>`,
  },
  *check(_, { domain }) {
    const [arch, machine] = [archOf(domain), machineOf(domain)]
    if (arch === undefined || machine === undefined || isS390(domain)) return
    for (const address of addressesOf(domain, 'ccw'))
      yield address.report(
        'type',
        `the machine "${machine}" has no CCW addresses`,
        'leave the address out',
      )
  },
})
