import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { block, cdrom, domain, file, floppy } from '../../src/index.ts'
import { devices, problemsOf, testSpellings, xmlOf } from '../support/builders.ts'

const test = suite('dsl: disk')

testSpellings(
  test,
  'a disk backed by a file',
  devices(`
<disk type="file" device="disk">
  <driver name="tap" type="aio"/>
  <source file="/var/lib/xen/images/fv0.img"/>
  <target dev="hda" bus="ide"/>
</disk>`),
  {
    factories: () =>
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

testSpellings(
  test,
  'a disk backed by a block device',
  devices(`
<disk type="block" device="disk">
  <driver name="phy"/>
  <source dev="/dev/vg0/fv0"/>
  <target dev="xvda" bus="xen"/>
</disk>`),
  {
    factories: () =>
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

testSpellings(
  test,
  'CD-ROM and floppy drives, with an image and without',
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
    factories: () =>
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
  testSpellings(
    test,
    `a disk on the ${bus} bus`,
    devices(`
<disk type="file" device="disk">
  <source file="/fv0.img"/>
  <target dev="${dev}" bus="${bus}"/>
</disk>`),
    {
      factories: () => domain('fv0').disk(file('/fv0.img').target(dev).bus(bus)),
      objects: () =>
        domain('fv0').disk({
          type: 'file',
          device: 'disk',
          source: { file: '/fv0.img' },
          target: { bus, dev },
        }),
    },
  )

testSpellings(
  test,
  'a disk shared between guests',
  devices(`
<disk type="file" device="disk">
  <source file="/shared.img"/>
  <readonly/>
  <shareable/>
  <alias name="ua-shared"/>
</disk>`),
  {
    factories: () =>
      domain('fv0').disk(file('/shared.img').alias('ua-shared').shareable().readonly()),
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

test('false leaves a value to libvirt that vmc would otherwise fill in', () => {
  const disk = file('/fv0.qcow2').driver({ type: false }).target({ dev: false, bus: false })
  assert.equal(problemsOf(domain('fv0').disk(disk)), [])
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
  ' (for a longer backing chain, use .backingStore({ …, backingStore: { … } }); to use a different backing image, call .backingStore() on a disk that has no backing image yet)'

test('a second backing image is an error that names the first', () => {
  const problemsOn = (disk: ReturnType<typeof file>) => problemsOf(domain('fv0').disk(disk))
  const problem = (message: string) => [
    `VMC1007 domain/devices/disk[1]/backingStore: ${message}${SECOND}`,
  ]
  const layer = file('/a').backedBy('/b')
  assert.equal(problemsOn(layer), [])
  assert.equal(
    problemsOn(layer.backedBy('/c')),
    problem('"/b" is already the backing image of this disk'),
  )
  assert.equal(
    problemsOn(layer.backedBy('/c').bus('sata').backedBy('/d')),
    problem('"/b" is already the backing image of this disk'),
  )
  assert.equal(
    problemsOn(
      file('/a')
        .backingStore({ type: 'block', source: { dev: '/dev/b' } })
        .backedBy('/c'),
    ),
    problem('"/dev/b" is already the backing image of this disk'),
  )
})

test('each disk has its own backing image, and its fields can still change', () => {
  const base = file('/a')
  const chain = base.backedBy('/b').backingStore({ backingStore: { type: 'file' } })
  assert.equal(problemsOf(domain('fv0').disk(base.backedBy('/b'), base.backedBy('/c'))), [])
  assert.match(xmlOf(chain), /<source file="\/b"\/>\s+<backingStore type="file"\/>/)
  assert.match(xmlOf(base.backingStore({}).backedBy('/b')), /<source file="\/b"\/>/)
})

test.run()
