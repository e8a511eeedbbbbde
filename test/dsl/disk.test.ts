import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { block, cdrom, domain, file, floppy } from '../../src/index.ts'
import { devices, spells, toldOf, xmlOf } from '../support/builders.ts'

const test = suite('dsl: disk')

spells(
  test,
  'a disk in a file',
  devices(`
<disk type="file" device="disk">
  <driver name="tap" type="aio"/>
  <source file="/var/lib/xen/images/fv0.img"/>
  <target dev="hda" bus="ide"/>
</disk>`),
  {
    words: () =>
      domain('fv0').disk(
        file('/var/lib/xen/images/fv0.img')
          .driver({ name: 'tap', type: 'aio' })
          .target({ dev: 'hda' })
          .bus('ide'),
      ),
    methods: () =>
      domain('fv0').disk(
        file('/var/lib/xen/images/fv0.img')
          .driver({ name: 'tap' })
          .driver('aio')
          .bus('ide')
          .target('hda'),
      ),
    objects: () =>
      domain('fv0').devices({
        disk: {
          type: 'file',
          device: 'disk',
          driver: { name: 'tap', type: 'aio' },
          source: { file: '/var/lib/xen/images/fv0.img' },
          target: { dev: 'hda', bus: 'ide' },
        },
      }),
  },
)

spells(
  test,
  'a disk on a block device',
  devices(`
<disk type="block" device="disk">
  <driver name="phy"/>
  <source dev="/dev/vg0/fv0"/>
  <target dev="xvda" bus="xen"/>
</disk>`),
  {
    words: () =>
      domain('fv0').disk(block('/dev/vg0/fv0').driver({ name: 'phy' }).target('xvda').bus('xen')),
    methods: () =>
      domain('fv0').disk(
        block('/x')
          .source({ dev: '/dev/vg0/fv0' })
          .driver({ name: 'phy' })
          .bus('xen')
          .target('xvda'),
      ),
    objects: () =>
      domain('fv0').disk({
        type: 'block',
        device: 'disk',
        driver: { name: 'phy' },
        source: { dev: '/dev/vg0/fv0' },
        target: { dev: 'xvda', bus: 'xen' },
      }),
  },
)

spells(
  test,
  'CD-ROM and floppy drives, with an image and empty',
  devices(`
<disk type="file" device="cdrom">
  <source file="/root/boot.iso"/>
  <target dev="hdc" bus="ide"/>
  <readonly/>
</disk>
<disk type="file" device="cdrom">
  <readonly/>
</disk>
<disk type="file" device="floppy">
  <source file="/images/drivers.img"/>
</disk>
<disk type="file" device="floppy"/>`),
  {
    words: () =>
      domain('fv0')
        .cdrom(cdrom('/root/boot.iso').target('hdc').bus('ide'))
        .cdrom()
        .floppy('/images/drivers.img')
        .floppy(),
    methods: () =>
      domain('fv0')
        .disk(file('/root/boot.iso').device('cdrom').readonly().target('hdc').bus('ide'))
        .disk(cdrom())
        .disk(floppy('/images/drivers.img'), floppy()),
    objects: () =>
      domain('fv0').disk(
        {
          type: 'file',
          device: 'cdrom',
          source: { file: '/root/boot.iso' },
          target: { dev: 'hdc', bus: 'ide' },
          readonly: true,
        },
        { type: 'file', device: 'cdrom', source: undefined, readonly: true },
        { type: 'file', device: 'floppy', source: { file: '/images/drivers.img' } },
        { type: 'file', device: 'floppy' },
      ),
  },
)

const DEVICES = {
  ide: 'hda',
  scsi: 'sda',
  virtio: 'vda',
  xen: 'xvda',
  usb: 'sdb',
  fdc: 'fda',
  sata: 'sdc',
} as const

for (const [bus, dev] of Object.entries(DEVICES) as [keyof typeof DEVICES, string][])
  spells(
    test,
    `a disk on the ${bus} bus`,
    devices(`
<disk type="file" device="disk">
  <source file="/fv0.img"/>
  <target dev="${dev}" bus="${bus}"/>
</disk>`),
    {
      words: () => domain('fv0').disk(file('/fv0.img').target(dev).bus(bus)),
      objects: () =>
        domain('fv0').disk({
          type: 'file',
          device: 'disk',
          source: { file: '/fv0.img' },
          target: { bus, dev },
        }),
    },
  )

spells(
  test,
  'a disk that guests share',
  devices(`
<disk type="file" device="disk">
  <source file="/shared.img"/>
  <readonly/>
  <shareable/>
  <alias name="ua-shared"/>
</disk>`),
  {
    words: () => domain('fv0').disk(file('/shared.img').alias('ua-shared').shareable().readonly()),
    objects: () =>
      domain('fv0').disk({
        type: 'file',
        device: 'disk',
        source: { file: '/shared.img' },
        alias: { name: 'ua-shared' },
        shareable: true,
        readonly: true,
      }),
  },
)

test('what vmc would fill in is left to libvirt where it is false', () => {
  const disk = file('/fv0.qcow2').driver({ type: false }).target({ dev: false, bus: false })
  assert.equal(toldOf(domain('fv0').disk(disk)), [])
  assert.is(
    xmlOf(domain('fv0').disk(disk)),
    devices(`
<disk type="file" device="disk">
  <driver/>
  <source file="/fv0.qcow2"/>
  <target/>
</disk>`),
  )
})

const SECOND =
  ' (write a chain with .backingStore({ …, backingStore: { … } }), or start from the disk without a backing image)'

test('a second backing image is an error at its call, and says which one there is', () => {
  const found = (disk: ReturnType<typeof file>) => toldOf(domain('fv0').disk(disk))
  const taken = (what: string) => [`VMC1007 domain/devices/disk[1]/backingStore: ${what}${SECOND}`]
  const layer = file('/a').backedBy('/b')
  assert.equal(found(layer), [])
  assert.equal(found(layer.backedBy('/c')), taken('"/b" is already the backing image of this disk'))
  assert.equal(
    found(layer.backedBy('/c').bus('sata').backedBy('/d')),
    taken('"/b" is already the backing image of this disk'),
  )
  assert.equal(
    found(
      file('/a')
        .backingStore({ type: 'block', source: { dev: '/dev/b' } })
        .backedBy('/c'),
    ),
    taken('"/dev/b" is already the backing image of this disk'),
  )
})

test('a backing image may be written once on each disk, and anew by its fields', () => {
  const base = file('/a')
  const chain = base.backedBy('/b').backingStore({ backingStore: { type: 'file' } })
  assert.equal(toldOf(domain('fv0').disk(base.backedBy('/b'), base.backedBy('/c'))), [])
  assert.match(xmlOf(chain), /<source file="\/b"\/>\s+<backingStore type="file"\/>/)
  assert.match(xmlOf(base.backingStore({}).backedBy('/b')), /<source file="\/b"\/>/)
})

test.run()
