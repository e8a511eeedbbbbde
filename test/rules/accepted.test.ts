// Definitions that libvirt accepts but ignores are warnings; those that it refuses are errors.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { xmlDomains } from '../../src/build/check-rule.ts'
import { validate } from '../../src/check/validator.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'
import { errorsIn } from '../support/errors-in.ts'

const test = suite('accepted and refused')

const PC = '<os><type arch="x86_64" machine="pc">hvm</type></os>'

const devices = (xml: string) => errorsIn(`${PC}<devices>${xml}</devices>`)

test('the source of a character device', () => {
  assert.equal(devices('<serial type="stdio"><protocol type="telnet"/></serial>'), [])
  assert.equal(devices('<serial type="pty"><source host="x"/></serial>'), [])
  assert.equal(devices('<serial type="pty"><protocol type="tls"/></serial>'), [])
  assert.equal(devices('<serial type="file"/>'), ['chardev-source'])
  assert.equal(devices('<serial type="dbus"/>'), ['chardev-source'])
})

test('the settings of the first console are ignored if there is a serial port', () => {
  const serial = '<serial type="pty"/>'
  assert.equal(devices(`${serial}<console type="tcp"/>`), [])
  assert.equal(devices('<console type="tcp"/>'), ['chardev-source'])
  const virtio = '<console type="tcp"><target type="virtio"/></console>'
  assert.equal(devices(serial + virtio), ['chardev-source'])
})

test('a disk whose path is invalid is not also a disk without an image', () => {
  const disk = (type: string, source: string) =>
    devices(
      `<disk type="${type}"><driver name="qemu" type="${type === 'dir' ? 'fat' : 'raw'}"/><source ${source}/><target dev="vda" bus="virtio"/><readonly/></disk>`,
    )
  assert.equal(disk('file', 'file="relative.img"'), ['VMC1002'])
  assert.equal(disk('file', ''), ['disk-source-missing'])
  assert.equal(disk('block', 'dev=""'), ['VMC1002'])
  assert.equal(disk('dir', 'dir=""'), ['VMC1002'])
})

test('the address of a mediated device is of the type that its model needs', () => {
  const mdev = (model: string, type: string) =>
    devices(
      `<hostdev mode="subsystem" type="mdev" model="${model}">
        <source><address uuid="53764d0e-85a0-42b4-af5c-2046b460b1dc"/></source>
        <address type="${type}"/>
      </hostdev>`,
    )
  assert.equal(mdev('vfio-pci', 'pci'), [])
  assert.equal(mdev('vfio-pci', 'unassigned'), [])
  assert.equal(mdev('vfio-ap', 'unassigned'), [])
  assert.equal(mdev('vfio-pci', 'ccw').includes('hostdev-mdev'), true)
  assert.equal(mdev('vfio-ccw', 'pci').includes('hostdev-mdev'), true)
  assert.equal(mdev('vfio-ap', 'pci').includes('hostdev-mdev'), true)
})

test('a PCI address without a slot is assigned by libvirt', () => {
  const ide = (slot: string) =>
    devices(
      `<controller type="ide" index="0"><address type="pci" ${slot} function="1"/></controller>`,
    )
  assert.equal(ide(''), [])
  assert.equal(ide('slot="1"'), [])
  assert.equal(ide('slot="4"'), ['pci-chipset'])
})

test('the chipset occupies only the PCI functions of its controllers', () => {
  const at = (fn: number) =>
    devices(`<controller type="usb" index="0" model="none"/>
<rng model="virtio"><backend model="random">/dev/urandom</backend><address type="pci" slot="1" function="${fn}"/></rng>`)
  assert.equal(at(0), ['pci-address-unique'])
  assert.equal(at(1), [])
  assert.equal(at(2), [])
  assert.equal(at(3), ['pci-address-unique'])
})

test('serial ports can share a number unless their type is isa-serial', () => {
  const two = (type: string) =>
    devices(`<serial type="pty"><target ${type} port="0"/></serial>`.repeat(2))
  assert.equal(two(''), [])
  assert.equal(two('type="isa-serial"'), ['serial-isa-port'])
})

test('filesystems can share a target unless they are virtiofs', () => {
  const two = (driver: string) =>
    errorsIn(
      `${PC}<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking><devices>${`
<filesystem type="mount">${driver}<source dir="/a"/><target dir="a"/></filesystem>`.repeat(
        2,
      )}</devices>`,
    )
  assert.equal(two(''), [])
  assert.equal(two('<driver type="virtiofs"/>'), ['filesystem-target-unique'])
})

test('port forwarding without passt is an error since 11.1', () => {
  const nic = `${PC}<devices><interface type="user"><portForward proto="tcp"><range start="2222" to="22"/></portForward></interface></devices>`
  assert.equal(errorsIn(nic, { libvirt: '9.0.0' }), [])
  assert.equal(errorsIn(nic), ['net-port-forward'])
})

test('pc-q35 is not a machine', () => {
  const machine = (name: string) =>
    validate(
      xmlDomains(`<os><type arch="x86_64" machine="${name}">hvm</type></os>`),
      standardPolicy,
    ).flatMap(({ slug, help }) => (slug === 'machine-known' ? [help] : []))
  assert.equal(machine('pc-q35'), ['did you mean "q35"?'])
  assert.equal(machine('pc-q35-9.0'), [])
})

test('only an AMD IOMMU has a PCI address', () => {
  const q35 = '<os><type arch="x86_64" machine="q35">hvm</type></os><features><acpi/></features>'
  const iommu = (model: string) =>
    errorsIn(
      `${q35}<devices><iommu model="${model}"><address type="pci" bus="0" slot="5"/></iommu></devices>`,
    )
  assert.equal(iommu('amd'), [])
  assert.equal(iommu('intel'), ['iommu-machine'])
})

test('a second <listen> of type network is refused from libvirt 12.9.0', () => {
  const listens =
    '<listen type="address" address="127.0.0.1"/><listen type="network" network="lan"/>'
  const xml = `${PC}<devices><graphics type="vnc">${listens}</graphics></devices>`
  assert.equal(errorsIn(xml), [])
  assert.equal(errorsIn(xml, { libvirt: '12.8.0' }), [])
  assert.equal(errorsIn(xml, { libvirt: '12.9.0' }), ['graphics-once'])
})

test('stimer requires the timer hypervclock from libvirt 11.9.0, except on old machines', () => {
  const xml = (machine: string, clock = '') =>
    `<os><type arch="x86_64" machine="${machine}">hvm</type></os><features><hyperv mode="custom">
    <vpindex state="on"/><synic state="on"/><stimer state="on"/></hyperv></features>${clock}`
  assert.equal(errorsIn(xml('pc')), [])
  assert.equal(errorsIn(xml('pc'), { libvirt: '11.8.0' }), [])
  assert.equal(errorsIn(xml('pc'), { libvirt: '11.9.0' }), ['hyperv-stimer'])
  assert.equal(errorsIn(xml('pc-i440fx-3.0'), { libvirt: '12.0.0' }), [])
  const clock = '<clock offset="utc"><timer name="hypervclock" present="yes"/></clock>'
  assert.equal(errorsIn(xml('pc', clock), { libvirt: '11.9.0' }), [])
})

test('the address of a device of model "none" is ignored', () => {
  const address = '<address type="pci" domain="0" bus="0" slot="5" function="0"/>'
  const xml = (model: string) =>
    `<memballoon model="${model}">${address}</memballoon><sound model="ich6">${address}</sound>`
  assert.equal(devices(xml('none')), [])
  assert.equal(devices(xml('virtio')), ['pci-address-unique'])
  const usb = `<controller type="usb" model="none">${address}</controller>`
  assert.equal(devices(`${usb}<sound model="ich6">${address}</sound>`), [])
})

test.run()
