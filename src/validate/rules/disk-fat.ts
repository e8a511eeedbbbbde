import { devices, down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A folder of the host becomes a FAT disk that the guest reads. */
export const diskFat: Rule = {
  code: 'VMC2226',
  slug: 'disk-fat',
  severity: 'error',
  title: 'folder that cannot be a disk',
  help: 'A disk of type "dir" has the format fat and is read-only; fat is for such a disk alone.',
  hypervisors: QEMU,
  about: ['devices/disk/driver/type'],
  wrong: {
    xml: `<devices>
  <disk type="dir"><driver name="qemu" type="fat"/><source dir="/srv/a"/><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  right: {
    xml: `<devices>
  <disk type="dir"><driver name="qemu" type="fat"/><source dir="/srv/a"/><target dev="vda" bus="virtio"/><readonly/></disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      const driver = down(disk, 'driver')
      const format = spelled(driver, 'type')
      const isFolder = spelled(disk, 'type') === 'dir'
      if (driver && format !== undefined && format !== 'dir' && isFolder !== (format === 'fat')) {
        yield {
          message: isFolder
            ? `a folder has the format fat, not "${format}"`
            : 'the format fat is for a folder of the host',
          ...place(driver, 'type'),
          help: isFolder ? "say type: 'fat'" : "use raw or qcow2, or say type: 'dir' of the disk",
        }
      } else if (isFolder && format === 'fat') {
        const device = spelled(disk, 'device') ?? 'disk'
        if (says(disk, 'readonly') || device === 'cdrom') continue
        yield {
          message: 'a folder that is a FAT disk is only read',
          ...place(disk),
          help: 'say readonly, or share the folder with virtiofs',
        }
      }
    }
  },
}
