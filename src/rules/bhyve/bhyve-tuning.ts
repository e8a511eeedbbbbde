import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { BlkioTune } from '../../schema/domain/blkio-tune.ts'

/** bhyve supports only one memory limit, and only I/O limits that apply to all disks together. */
export const bhyveTuning = rule({
  code: 'VMC2966',
  slug: 'bhyve-tuning',
  severity: 'error',
  title: 'memory, I/O or NUMA setting not supported by bhyve',
  help: 'With bhyve, <memtune> can contain only <hard_limit>. <blkiotune> can contain only one <device>, with the path "*" and without a weight. A guest can have at most 8 NUMA cells, and each <cell> must have the attribute "cpus". Remove all other memory, I/O and NUMA settings.',
  for: ['bhyve'],
  source: 'NEWS.rst of libvirt 12.3.0 and 12.4.0; test documents of libvirt 12.9.0',
  since: { libvirt: '12.4.0' },
  on: 'domain',
  example: {
    xml: `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os>
<memtune>{<soft_limit unit="MiB">512</soft_limit> -> <hard_limit unit="MiB">2048</hard_limit>}</memtune>
<devices><disk type="file"><driver name="file" type="raw"/><source file="/a.img"/><target dev="hda" bus="sata"/></disk></devices></domain>`,
  },
  *check(domain) {
    const memtune = domain.first('memtune')
    const limit = (['soft_limit', 'swap_hard_limit', 'min_guarantee'] as const).find(one =>
      memtune?.has(one),
    )
    if (memtune && limit !== undefined)
      yield memtune.report(limit, `bhyve does not support ${limit}`, 'use hard_limit')
    const blkiotune = domain.first('blkiotune')
    if (blkiotune) yield* checkBlkiotune(blkiotune)
    const cells = domain.each('cpu/numa/cell')
    if (cells.length > MAX_CELLS)
      yield cells[MAX_CELLS]!.report(
        '.',
        `bhyve supports at most ${MAX_CELLS} NUMA cells, but the guest has ${cells.length}`,
        'use fewer cells',
      )
    for (const cell of cells)
      if (!cell.has('cpus'))
        yield cell.report('cpus', 'the NUMA cell has no vCPUs', 'set cpus, such as "0-3"')
  },
})

const MAX_CELLS = 8

function* checkBlkiotune(blkiotune: Cursor<BlkioTune>) {
  if (blkiotune.has('weight'))
    yield blkiotune.report('weight', 'bhyve does not support a weight', 'leave weight out')
  const [first, second] = blkiotune.each('device')
  if (second) yield second.report('.', 'bhyve limits all disks together', 'keep one <device>')
  if (first && first.text('path') !== '*')
    yield first.report('path', 'bhyve limits all disks together', 'set the path to "*"')
  if (first?.has('weight'))
    yield first.report('weight', 'bhyve does not support a weight', 'leave weight out')
}
