import { lookup } from '../../schema/lookup.ts'
import { devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** The name of a disk and its bus say one and the same. */
export const diskTargetBus: Rule = {
  code: 'VMC2215',
  slug: 'disk-target-bus',
  severity: 'warning',
  title: 'device name of another bus',
  help: 'Names of disks are vda on virtio, sda on scsi, sata and usb, hda on ide, fda on fdc, xvda on xen. Leave the name to vmc, which takes the one of the bus.',
  hypervisors: QEMU,
  about: ['devices/disk'],
  wrong: {
    ts: ".disk(file('/a.img').target({ dev: 'sda', bus: 'virtio' }))",
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="sda" bus="virtio"/></disk>
</devices>`,
  },
  right: {
    ts: ".disk(file('/a.img').bus('virtio'))",
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      const target = down(disk, 'target')
      const [name, bus] = [spelled(target, 'dev'), spelled(target, 'bus')]
      const wanted = bus === undefined ? undefined : lookup(PREFIXES, bus)
      const prefix = /^(xvd|ubd|[fhsv]d)[a-z]+$/.exec(name ?? '')?.[1]
      if (!target || prefix === undefined || !wanted || wanted.includes(prefix)) continue
      yield {
        message: `a disk of bus "${bus}" is named ${wanted[0]}a, not ${name}`,
        ...place(target, 'dev'),
        help: `name it ${wanted[0]}${name!.slice(prefix.length)}, or leave the name to vmc`,
      }
    }
  },
}

const PREFIXES: Readonly<Record<string, readonly string[]>> = {
  virtio: ['vd'],
  scsi: ['sd'],
  usb: ['sd'],
  // Documents of old name disks of SATA as they did those of IDE.
  sata: ['sd', 'hd'],
  ide: ['hd'],
  fdc: ['fd'],
}
