import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fillDisks } from '../../../src/build/domains/targets.ts'
import {
  block,
  cdrom,
  type DomainBuilder,
  dirDisk,
  domain,
  file,
  floppy,
  gluster,
  iscsi,
  lun,
  nbd,
  nfs,
  nvme,
  rbd,
  urlDisk,
  vhostUserDisk,
  volume,
} from '../../../src/index.ts'
import { childAt, childrenAt, type Node, scalarAt } from '../../../src/tree/node.ts'
import { nodeOf, problemsOf } from '../../support/builders.ts'

const targets = suite('targets')

const disksOf = (builder: DomainBuilder): readonly Node[] =>
  childrenAt(childAt(fillDisks(nodeOf(builder)), 'devices')!, 'disk')

/** The target name and bus of each disk: `vda/virtio`. */
const namesOf = (builder: DomainBuilder): string =>
  disksOf(builder)
    .map(disk => `${scalarAt(disk, 'target', 'dev')}/${scalarAt(disk, 'target', 'bus')}`)
    .join(' ')

/** The driver of each disk: `qemu/qcow2`. */
const driversOf = (builder: DomainBuilder): string =>
  disksOf(builder)
    .map(disk => `${scalarAt(disk, 'driver', 'name')}/${scalarAt(disk, 'driver', 'type')}`)
    .join(' ')

const kvm = domain('fv0').hvm()
const xen = domain('fv0').type('xen')
const many = (n: number): DomainBuilder =>
  Array.from({ length: n }, () => file('/x')).reduce((all, disk) => all.disk(disk), kvm)

targets('names disks like the kernel: vda … vdz, vdaa …', () => {
  const names = namesOf(many(28)).replaceAll('/virtio', '').split(' ')
  assert.equal(names.slice(0, 2), ['vda', 'vdb'])
  assert.equal(names.slice(25), ['vdz', 'vdaa', 'vdab'])
  assert.is(namesOf(many(703)).split(' ').at(-1), 'vdaaa/virtio')
})

targets('counts disks separately for each bus', () => {
  const builder = kvm
    .disk(file('/x'))
    .disk(file('/x').bus('sata'))
    .disk(file('/x').bus('scsi'))
    .disk(file('/x').bus('usb'))
    .disk(file('/x').bus('ide'))
    .cdrom('/x.iso')
    .floppy('/x.img')
    .disk(file('/x'))
  assert.is(
    namesOf(builder),
    'vda/virtio sda/sata sdb/scsi sdc/usb hda/ide sdd/sata fda/fdc vdb/virtio',
  )
})

targets('each NVMe disk gets its own controller', () => {
  const builder = kvm
    .disk(file('/x').bus('nvme'))
    .disk(file('/x').target('nvme1n1'))
    .disk(file('/x').bus('nvme'))
  assert.is(namesOf(builder), 'nvme0n1/nvme nvme1n1/nvme nvme2n1/nvme')
})

targets('skips names that earlier or later disks set', () => {
  const builder = kvm
    .disk(file('/x'))
    .disk(file('/x').target('vda'))
    .disk(file('/x'))
    .disk(file('/x').target('vdc'))
    .disk(file('/x'))
  assert.is(namesOf(builder), 'vdb/virtio vda/virtio vdd/virtio vdc/virtio vde/virtio')
})

targets('skips names in the old Xen form', () => {
  const builder = xen.hvm().disk(file('/x').target('ioemu:hda')).disk(file('/x'))
  assert.is(namesOf(builder), 'ioemu:hda/ide hdb/ide')
})

targets('derives the bus from the target name', () => {
  const bus = (dev: string) => namesOf(kvm.disk(file('/x').target(dev)))
  assert.is(bus('vdq'), 'vdq/virtio')
  assert.is(bus('sda'), 'sda/scsi')
  assert.is(bus('hdc'), 'hdc/ide')
  assert.is(bus('fda'), 'fda/fdc')
  assert.is(bus('xvda'), 'xvda/xen')
  assert.is(bus('ubda'), 'ubda/uml')
  assert.is(bus('nvme0n1'), 'nvme0n1/nvme')
})

targets('chooses a bus that the hypervisor supports', () => {
  const bus = (builder: DomainBuilder) => namesOf(builder.disk(file('/x')).cdrom('/x.iso'))
  assert.is(bus(kvm), 'vda/virtio sda/sata')
  assert.is(bus(domain('a').hvm({ arch: 'aarch64' })), 'vda/virtio sda/scsi')
  assert.is(bus(xen.hvm()), 'hda/ide hdb/ide')
  assert.is(bus(domain('a').linux()), 'xvda/xen xvdb/xen')
  assert.is(bus(kvm.type('vmware')), 'sda/scsi hda/ide')
  assert.is(bus(kvm.type('bhyve')), 'sda/sata sdb/sata')
  assert.is(bus(kvm.type('vz')), 'sda/sata sdb/sata')
  assert.is(bus(kvm.type('uml')), 'ubda/uml ubdb/uml')
})

targets('fills in nothing for a field that is false', () => {
  assert.is(namesOf(kvm.disk(file('/x').target({ dev: 'vda', bus: false }))), 'vda/false')
})

targets('derives the format from the extension', () => {
  const format = (path: string) => driversOf(kvm.disk(file(path)))
  assert.is(format('/x.qcow2'), 'qemu/qcow2')
  assert.is(format('/x.QCOW2'), 'qemu/qcow2')
  assert.is(format('/x.raw'), 'qemu/raw')
  assert.is(format('/x.img'), 'qemu/raw')
  assert.is(format('/x.iso'), 'qemu/raw')
  assert.is(format('/x.vmdk'), 'qemu/vmdk')
  assert.is(format('/x-flat.vmdk'), 'qemu/raw')
  assert.is(format('/x.vdi'), 'qemu/vdi')
  assert.is(format('/x.qed'), 'qemu/qed')
  assert.is(format('/x.qcow'), 'qemu/qcow')
  assert.is(format('/x.vhd'), 'qemu/vpc')
  assert.is(format('/x.vpc'), 'qemu/vpc')
  assert.is(format('/x.vhdx'), 'undefined/undefined')
  assert.is(format('/x.qcow2/y'), 'undefined/undefined')
  assert.is(format('/.qcow2'), 'undefined/undefined')
  assert.is(format('/x.toString'), 'undefined/undefined')
  assert.is(format('/x'), 'undefined/undefined')
  assert.is(format('/qcow2'), 'undefined/undefined')
})

targets(
  'fills in no format if one is set, for block devices, or for hypervisors other than QEMU',
  () => {
    const formatOf = driversOf
    assert.is(
      formatOf(kvm.disk(file('/x.img').driver({ name: 'qemu', type: 'qcow2' }))),
      'qemu/qcow2',
    )
    assert.is(formatOf(kvm.disk(file('/x.img').driver({ type: false }))), 'undefined/false')
    assert.is(formatOf(kvm.disk(block('/dev/vg0/x.img'))), 'undefined/undefined')
    assert.is(formatOf(xen.hvm().disk(file('/x.img'))), 'undefined/undefined')
    assert.is(formatOf(kvm.disk(cdrom())), 'undefined/undefined')
    assert.is(formatOf(kvm.disk(floppy('/x.img'))), 'qemu/raw')
  },
)

targets('derives the format of volumes and network images from their names', () => {
  const format = (disk: ReturnType<typeof file>) => driversOf(kvm.disk(disk))
  assert.is(format(volume('default', 'x.qcow2')), 'qemu/qcow2')
  assert.is(format(volume('default', 'x.img')), 'qemu/raw')
  assert.is(format(volume('default', 'x')), 'undefined/undefined')
  for (const protocol of ['http', 'https', 'ftp', 'ftps', 'tftp', 'ssh'])
    assert.is(format(urlDisk(`${protocol}://h/a/x.qcow2`)), 'qemu/qcow2', protocol)
  assert.is(format(urlDisk('https://h/x.iso').device('cdrom')), 'qemu/raw')
  assert.is(format(urlDisk('https://h/x.vmdk').device('floppy')), 'qemu/vmdk')
  assert.is(format(nfs('/export/x.qcow2', 'nas')), 'qemu/qcow2')
  assert.is(format(gluster('volume/x.qcow2', 'g')), 'qemu/qcow2')
  assert.is(format(rbd('pool/x.qcow2', 'mon0')), 'qemu/qcow2')
  assert.is(format(rbd('pool/x', 'mon0')), 'undefined/undefined')
})

targets('ignores the query of a URL', () => {
  const format = (url: string) => driversOf(kvm.disk(urlDisk(url)))
  assert.is(format('https://h/x.qcow2?token=a.raw'), 'qemu/qcow2')
  assert.is(format('https://h/get?file=x.qcow2'), 'undefined/undefined')
  const source = (name: string) => ({
    type: 'network' as const,
    source: { protocol: 'http' as const, name, host: 'h' },
  })
  assert.is(driversOf(kvm.disk(source('x.qcow2?token=a.raw'))), 'qemu/qcow2')
  assert.is(driversOf(kvm.disk(source('get?file=x.qcow2'))), 'undefined/undefined')
})

targets('names of exports, iSCSI targets and devices are not image names', () => {
  const format = (disk: ReturnType<typeof file>) => driversOf(kvm.disk(disk))
  assert.is(format(nbd('h', 'x.qcow2')), 'undefined/undefined')
  assert.is(format(iscsi('iqn.2013-07.com.example:x.qcow2', 'san')), 'undefined/undefined')
  assert.is(format(nvme('0000:01:00.0')), 'undefined/undefined')
  assert.is(format(vhostUserDisk('/run/x.qcow2')), 'undefined/undefined')
  assert.is(format(dirDisk('/x.qcow2')), 'qemu/fat')
  assert.is(format(volume('san', 'x.qcow2').device('lun')), 'undefined/undefined')
})

targets('keeps a format that is set or false, for every type of source', () => {
  for (const disk of [volume('default', 'x.qcow2'), urlDisk('https://h/x.qcow2')]) {
    assert.is(driversOf(kvm.disk(disk.driver('raw'))), 'undefined/raw')
    assert.is(driversOf(kvm.disk(disk.driver({ type: false }))), 'undefined/false')
    assert.is(driversOf(kvm.disk(disk.driver(false))), 'undefined/undefined')
    assert.is(driversOf(xen.hvm().disk(disk)), 'undefined/undefined')
    assert.is(driversOf(kvm.disk(disk.driver({ cache: 'none' }))), 'qemu/qcow2')
  }
})

targets('returns a domain without disks unchanged', () => {
  const node = nodeOf(kvm)
  assert.is(fillDisks(node), node)
})

targets('puts a LUN on a SCSI bus', () => {
  assert.is(namesOf(kvm.disk(lun('/dev/sdx'))), 'sda/scsi')
})

targets('keeps invalid disks, so that they are reported', () => {
  assert.match(problemsOf(kvm.disk(42 as never).disk(file('/x')))[0]!, /cannot be the number 42/)
})

targets.run()
