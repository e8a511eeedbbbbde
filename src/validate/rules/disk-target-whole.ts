import { devices, down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A disk is a whole disk, whose name has no number of a partition. */
export const diskTargetWhole: Rule = {
  code: 'VMC2202',
  slug: 'disk-target-whole',
  severity: 'error',
  title: 'device name that is not that of a whole disk',
  help: 'The target of a disk is a prefix and a few letters, as vda or sdb; vda1 would be a partition.',
  hypervisors: QEMU,
  about: ['devices/disk'],
  wrong: {
    ts: ".disk(file('/a.img').target('vda1'))",
    xml: '<devices><disk type="file"><source file="/a.img"/><target dev="vda1" bus="virtio"/></disk></devices>',
  },
  right: {
    ts: ".disk(file('/a.img').target('vda'))",
    xml: '<devices><disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/></disk></devices>',
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      const target = down(disk, 'target')
      const name = spelled(target, 'dev')
      if (!target || name === undefined) continue
      const [, letters, digits] =
        /^(?:ioemu:)?(?:fd|hd|sd|vd|xvd|ubd)([a-z]*)(.*)$/.exec(name) ?? []
      if (digits) {
        yield {
          message: `"${name}" is not the name of a whole disk`,
          ...place(target, 'dev'),
          help: letters ? `leave "${digits}" out` : 'end it with a letter, as "vda"',
        }
        // Six letters count to 300 million, and libvirt no further than an int.
      } else if (letters && letters.length > 6 && !says(disk, 'address')) {
        yield {
          message: `"${name}" is the name of no disk`,
          ...place(target, 'dev'),
          help: 'one or two letters after the prefix are enough, as in "vda"',
        }
      }
    }
  },
}
