import { rule } from '../../check/rule.ts'

/** The target name of a disk should match its bus. */
export const diskTargetBus = rule({
  code: 'VMC2215',
  slug: 'disk-target-bus',
  severity: 'warning',
  title: 'target name does not match the bus of the disk',
  help: 'The target name of a disk should show its bus: vd for virtio, sd for scsi, sata and usb, hd for ide, and fd for fdc. A name with a different prefix is misleading. Leave the target name out: vmc then chooses a name.',
  for: 'qemu',
  source: 'advice: libvirt accepts such a name, but it suggests another bus',
  on: 'devices/disk',
  needs: 'target',
  example: {
    ts: ".disk(file('/a.img'){.target({ dev: 'sda', bus: 'virtio' }) -> .bus('virtio')})",
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="{sda -> vda}" bus="virtio"/></disk>
</devices>`,
  },
  *check(disk) {
    const target = disk.first('target')
    if (!target) return
    const name = target.text('dev') ?? ''
    const bus = target.text('bus') ?? ''
    const prefixes = PREFIXES.get(bus)
    const prefix = /^(xvd|ubd|[fhsv]d)[a-z]+$/.exec(name)?.[1]
    if (prefix === undefined || !prefixes || prefixes.includes(prefix)) return
    // This rule skips target names with an unknown prefix, because the rule disk-target-prefix reports them.
    if (disk.text('device') !== 'cdrom' && (prefix === 'fd' || bus === 'fdc')) return
    yield target.report(
      'dev',
      `the target name "${name}" does not match the bus "${bus}"`,
      `use ${prefixes[0]}${name.slice(prefix.length)}, or leave the name out in a program: vmc then chooses it`,
    )
  },
})

const PREFIXES = new Map<string, readonly string[]>([
  ['virtio', ['vd']],
  ['scsi', ['sd']],
  ['usb', ['sd']],
  // This rule accepts target names such as hda on the bus SATA, because older documents use them.
  ['sata', ['sd', 'hd']],
  ['ide', ['hd']],
  ['fdc', ['fd']],
])
