import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** The target name of a disk must be the name of a whole disk, and not of a partition. */
export const diskTargetWhole = rule({
  code: 'VMC2202',
  slug: 'disk-target-whole',
  severity: 'error',
  title: 'target name of a disk is the name of a partition',
  help: 'The target name of a disk must consist of a prefix and one or two letters, such as vda or sdb. libvirt refuses a name with a partition number, such as vda1. Remove the number.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefDisk; virutil.c: virDiskNameParse',
  on: 'devices/disk',
  example: {
    ts: ".disk(file('/a.img').target('{vda1 -> vda}'))",
    xml: '<devices><disk type="file"><source file="/a.img"/><target dev="{vda1 -> vda}" bus="virtio"/></disk></devices>',
  },
  *check(disk, { target }) {
    const name = disk.text('target/dev') ?? ''
    if (USUAL.test(name)) return
    const [, letters = '', rest = ''] =
      /^(?:ioemu:)?(?:fd|hd|sd|vd|xvd|ubd)([a-z]*)(.*)$/.exec(name) ?? []
    if (/^nvme\d+n0+$/.test(name) && !disk.has('address')) {
      yield disk.report(
        'target/dev',
        `"${name}" is not the name of an NVMe disk: namespaces are numbered from 1`,
        `use ${name.replace(/n0+$/, 'n1')}`,
      )
    }
    // libvirt treats the partition number 0 as "no partition".
    if (rest !== '' && !(letters !== '' && rest === '0')) {
      yield disk.report(
        'target/dev',
        `"${name}" is not the name of a whole disk`,
        letters
          ? `write "${name.slice(0, -rest.length)}"`
          : 'add a letter to the prefix, as in "vda"',
      )
    } else if (numberOf(letters) > MAX_NUMBER && !isBefore(target, '11.3.0')) {
      yield disk.report(
        'target/dev',
        `the target name "${name}" has too many letters`,
        'use one or two letters after the prefix, as in "vda"',
      )
    }
  },
})

// libvirt stores the index of a disk in a 32-bit number: vda is 0, vdz is 25, vdaa is 26.
const MAX_NUMBER = 2 ** 31 - 1

const numberOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0) - 1

/**
 * Matches the usual target names: a prefix and one or two letters. Almost every disk has such a name, which needs no further
 * check.
 */
const USUAL = /^(?:fd|hd|sd|vd|xvd)[a-z]{1,2}$/
