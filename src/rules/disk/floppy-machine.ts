import { boardOf } from '../../check/addresses/board.ts'
import { busOf } from '../../check/facts/disks.ts'
import { isPseries, isS390, isVirt } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** Only a PC can have a floppy drive. */
export const floppyMachine = rule({
  code: 'VMC2131',
  slug: 'floppy-machine',
  severity: 'error',
  title: 'floppy drive on a machine without a floppy controller',
  help: 'Only PCs have a floppy controller. On other machines, use a hard disk or a CD-ROM drive instead of a floppy drive.',
  for: 'qemu',
  source:
    'qemu_process.c: qemuProcessStartValidateDisks; QEMU refuses a floppy drive without a floppy controller',
  on: 'devices/disk',
  needs: 'target',
  example: {
    xml: `<os><type arch="ppc64" machine="pseries">hvm</type></os>
<devices>
  <disk type="file" device="{floppy -> cdrom}"><source file="{/a.img -> /a.iso}"/><target dev="{fda -> sda}" bus="{fdc -> scsi}"/>{ -> <readonly/>}</disk>
</devices>`,
  },
  *check(disk, { domain, target: release }) {
    const target = disk.first('target')
    if (!target || busOf(disk) !== 'fdc') return
    if (!isPseries(domain) && !isS390(domain) && !isVirt(domain)) return
    yield target.report(
      '.',
      `the machine "${boardOf(domain, release).machine}" has no floppy controller`,
      'use a hard disk or a CD-ROM drive on scsi',
    )
  },
})
