import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'

/** QEMU collects disk statistics only on some buses. A disk can have only one latency histogram of each type. */
export const diskStatistics = rule({
  code: 'VMC2273',
  slug: 'disk-statistics',
  severity: 'error',
  title: 'disk statistics that QEMU cannot collect',
  help: 'QEMU collects statistics only of disks on virtio, scsi, ide, sata and usb. A disk can have one <latency-histogram> without a type and one of each type. The start values of the bins in a histogram must ascend. Correct or remove the <latency-histogram>.',
  for: 'qemu',
  source:
    'qemu_validate.c: qemuValidateDomainDeviceDefDiskFrontend and qemuValidateDomainDeviceDefDisk of 12.1 and newer',
  since: { libvirt: '12.1.0' },
  on: 'devices/disk',
  needs: 'driver/statistics',
  example: {
    xml: `<devices>
  <disk type="file"><driver name="qemu" type="raw"><statistics><latency-histogram><bin start="0"/>{<bin start="20"/><bin start="10"/> -> <bin start="10"/><bin start="20"/>}</latency-histogram></statistics></driver>
    <source file="/a.img"/><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  *check(disk) {
    const statistics = disk.first('driver/statistics')
    if (!statistics) return
    const bus = busOf(disk)
    if (bus !== undefined && BUSES_WITHOUT.includes(bus))
      yield statistics.report(
        '.',
        `a disk on bus "${bus}" does not support statistics`,
        'leave <statistics> out, or use the bus virtio',
      )
    const types = new Set<string>()
    for (const histogram of statistics.each('latency-histogram')) {
      const type = histogram.text('type') ?? ''
      if (types.has(type))
        yield histogram.report(
          '.',
          type === ''
            ? 'two latency histograms have no type'
            : `two latency histograms have the type "${type}"`,
          'keep one of them',
        )
      types.add(type)
      let last = -1
      for (const bin of histogram.each('bin')) {
        const start = bin.number('start')
        if (start === undefined) continue
        if (start <= last)
          yield bin.report(
            'start',
            `the bin starts at ${start}, but the previous bin starts at ${last}`,
            'write the bins in ascending order',
          )
        last = start
      }
    }
  },
})

const BUSES_WITHOUT = ['nvme', 'sd', 'fdc']
