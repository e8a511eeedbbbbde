import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fillDisks } from '../../../src/compiler/domains/targets.ts'
import { block, cdrom, type DomainBuilder, domain, file, floppy, lun } from '../../../src/index.ts'
import { childAt, childrenAt, type Node, scalarAt } from '../../../src/tree/node.ts'
import { nodeOf, toldOf } from '../../support/builders.ts'

const targets = suite('targets')

const disksOf = (builder: DomainBuilder): readonly Node[] =>
  childrenAt(childAt(fillDisks(nodeOf(builder)), 'devices')!, 'disk')

/** The device name and bus of each disk: `vda/virtio`. */
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

targets('counts as the kernel does: vda … vdz, vdaa …', () => {
  const names = namesOf(many(28)).replaceAll('/virtio', '').split(' ')
  assert.equal(names.slice(0, 2), ['vda', 'vdb'])
  assert.equal(names.slice(25), ['vdz', 'vdaa', 'vdab'])
  assert.is(namesOf(many(703)).split(' ').at(-1), 'vdaaa/virtio')
})

targets('counts each bus for itself', () => {
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

targets('passes over names that are given, before and after', () => {
  const builder = kvm
    .disk(file('/x'))
    .disk(file('/x').target('vda'))
    .disk(file('/x'))
    .disk(file('/x').target('vdc'))
    .disk(file('/x'))
  assert.is(namesOf(builder), 'vdb/virtio vda/virtio vdd/virtio vdc/virtio vde/virtio')
})

targets('passes over the names that Xen once wrote', () => {
  const builder = xen.hvm().disk(file('/x').target('ioemu:hda')).disk(file('/x'))
  assert.is(namesOf(builder), 'ioemu:hda/ide hdb/ide')
})

targets('tells the bus by the name', () => {
  const bus = (dev: string) => namesOf(kvm.disk(file('/x').target(dev)))
  assert.is(bus('vdq'), 'vdq/virtio')
  assert.is(bus('sda'), 'sda/scsi')
  assert.is(bus('hdc'), 'hdc/ide')
  assert.is(bus('fda'), 'fda/fdc')
  assert.is(bus('xvda'), 'xvda/xen')
  assert.is(bus('ubda'), 'ubda/uml')
})

targets('takes the bus that its hypervisor serves', () => {
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

targets('leaves to libvirt what is false', () => {
  assert.is(namesOf(kvm.disk(file('/x').target({ dev: 'vda', bus: false }))), 'vda/false')
})

targets('tells the format by the extension', () => {
  const format = (path: string) => driversOf(kvm.disk(file(path)))
  assert.is(format('/x.qcow2'), 'qemu/qcow2')
  assert.is(format('/x.QCOW2'), 'qemu/qcow2')
  assert.is(format('/x.raw'), 'qemu/raw')
  assert.is(format('/x.img'), 'qemu/raw')
  assert.is(format('/x.iso'), 'qemu/raw')
  assert.is(format('/x.vmdk'), 'qemu/vmdk')
  assert.is(format('/x.vdi'), 'qemu/vdi')
  assert.is(format('/x.qed'), 'qemu/qed')
  assert.is(format('/x.toString'), 'undefined/undefined')
  assert.is(format('/x'), 'undefined/undefined')
  assert.is(format('/qcow2'), 'undefined/undefined')
})

targets('guesses no format where one is given, nor of devices, nor outside QEMU', () => {
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
})

targets('leaves a domain without disks as it is', () => {
  const node = nodeOf(kvm)
  assert.is(fillDisks(node), node)
})

targets('puts a LUN on a SCSI bus', () => {
  assert.is(namesOf(kvm.disk(lun('/dev/sdx'))), 'sda/scsi')
})

targets('keeps what is no disk, to be told', () => {
  assert.match(toldOf(kvm.disk(42 as never).disk(file('/x')))[0]!, /cannot be the number 42/)
})

targets.run()
