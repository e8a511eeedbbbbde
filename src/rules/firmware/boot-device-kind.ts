import { rule } from '../../check/rule.ts'

/** Only some kinds of devices can have a boot order. */
export const bootDeviceKind = rule({
  code: 'VMC2120',
  slug: 'boot-device-kind',
  severity: 'error',
  title: 'boot order on a device that cannot boot',
  help: 'Firmware can boot from disks, NICs and most host devices. It cannot boot from vhost SCSI, from vfio-ap, or from a virtiofs filesystem that is not on PCI. Remove the boot order from such a device.',
  for: 'qemu',
  source:
    'qemu_validate.c: qemuValidateDomainDeviceDefHostdev; qemu_validate.c: qemuValidateDomainMdevDefVFIOAP; qemu_validate.c: qemuValidateDomainDeviceDefFS',
  on: ['devices/hostdev', 'devices/filesystem'],
  needs: 'boot',
  example: {
    xml: `<devices>
  <hostdev mode="subsystem" type="scsi_host">
    <source protocol="vhost" wwpn="naa.5123456789abcde0"/>
    {<boot order="1"/> -> }
  </hostdev>
</devices>`,
  },
  *check(device) {
    const boot = device.first('boot')
    if (!boot) return
    if (device.key === 'filesystem') {
      const address = device.first('address')
      if (!address || address.text('type') === 'pci') return
      yield boot.report(
        '.',
        'a guest boots from virtiofs only on PCI',
        'leave out the boot order, or the address of the filesystem',
      )
      return
    }
    const isAp = device.text('model') === 'vfio-ap'
    if (!isAp && device.text('type') !== 'scsi_host') return
    const kind = isAp ? 'a mediated device of model "vfio-ap"' : 'a vhost SCSI device'
    yield boot.report('.', `a guest cannot boot from ${kind}`, 'leave the boot order out')
  },
})
