import { devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Some devices are none that firmware can boot from. */
export const bootDeviceKind: Rule = {
  code: 'VMC2120',
  slug: 'boot-device-kind',
  severity: 'error',
  title: 'boot order of a device that does not boot',
  help: 'Firmware boots from disks, network cards, and host devices, but not from vhost SCSI, vfio-ap, or a virtiofs that is not on PCI.',
  hypervisors: QEMU,
  about: ['devices/hostdev/boot', 'devices/filesystem/boot'],
  wrong: {
    xml: `<devices>
  <hostdev mode="subsystem" type="scsi_host">
    <source protocol="vhost" wwpn="naa.5123456789abcde0"/>
    <boot order="1"/>
  </hostdev>
</devices>`,
  },
  right: {
    xml: `<devices>
  <hostdev mode="subsystem" type="scsi_host">
    <source protocol="vhost" wwpn="naa.5123456789abcde0"/>
  </hostdev>
</devices>`,
  },
  *check(domain) {
    for (const hostdev of devices(domain, 'hostdev')) {
      const boot = down(hostdev, 'boot')
      if (!boot) continue
      const isAp = spelled(hostdev, 'model') === 'vfio-ap'
      if (spelled(hostdev, 'type') !== 'scsi_host' && !isAp) continue
      yield {
        message: `no guest boots from a ${isAp ? 'mediated device of model "vfio-ap"' : 'vhost SCSI device'}`,
        ...place(boot),
        help: 'leave its boot order out',
      }
    }
    for (const filesystem of devices(domain, 'filesystem')) {
      const boot = down(filesystem, 'boot')
      const address = down(filesystem, 'address')
      if (!boot || !address || spelled(address, 'type') === 'pci') continue
      yield {
        message: 'a guest boots from a virtiofs on PCI alone',
        ...place(boot),
        help: 'leave its boot order out, or its address',
      }
    }
  },
}
