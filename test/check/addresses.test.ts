// The addresses that libvirt assigns, and what it refuses. Conformance compares far more domains with libvirt itself.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { xmlDomains } from '../../src/build/check-rule.ts'
import { assignAddresses, readDefinition } from '../../src/check/addresses/assign.ts'
import { allDevices, type Device, nameOfDevice } from '../../src/check/addresses/device.ts'
import { type DeviceAddress, pciText } from '../../src/check/addresses/device-address.ts'
import { driveText } from '../../src/check/addresses/drives.ts'
import { isPlainPc } from '../../src/check/addresses/plain-pc.ts'
import { cursorOf } from '../../src/check/element-cursor.ts'
import type { Target } from '../../src/check/rule-context.ts'
import { validate } from '../../src/check/validator.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'

const test = suite('check: addresses')

const BOARDS = {
  pc: ['x86_64', 'pc'],
  q35: ['x86_64', 'q35'],
  virt: ['aarch64', 'virt'],
  pseries: ['ppc64', 'pseries'],
  s390: ['s390x', 's390-ccw-virtio'],
  realview: ['aarch64', 'realview-pbx-a9'],
} as const

type BoardName = keyof typeof BOARDS

function nodeOf(board: BoardName, devices: string) {
  const [arch, machine] = BOARDS[board]
  const features = board === 'q35' ? '<features><acpi/></features>' : ''
  const [node] = xmlDomains(
    `<os><type arch="${arch}" machine="${machine}">hvm</type></os>${features}<devices>${devices}</devices>`,
  )
  return node!
}

/** The devices with an address, and their addresses. */
function addresses(board: BoardName, devices: string, target: Target = {}): readonly string[] {
  const domain = cursorOf(nodeOf(board, devices))
  const definition = readDefinition(domain, target)
  assert.equal(assignAddresses(domain, definition, target), [])
  return allDevices(definition).flatMap(one => (one.address ? [textOf(one, one.address)] : []))
}

function textOf(device: Device, address: DeviceAddress): string {
  const name = device.kind === 'controller' ? nameOfDevice(device) : device.kind
  const short = name.replace(' that libvirt adds', '')
  switch (address.type) {
    case 'pci':
      return `${short} ${pciText(address).slice(5)}`
    case 'drive':
      return `${short} ${driveText(address)}`
    case 'usb':
      return `${short} ${address.bus}:${address.port.join('.')}`
    case 'virtio-serial':
      return `${short} port ${address.port}`
    case 'ccw':
      return `${short} ${address.cssid.toString(16)}.${address.ssid}.${address.devno}`
    case 'spapr-vio':
      return `${short} 0x${address.reg?.toString(16)}`
    default:
      return `${short} ${address.type}`
  }
}

/** The slugs of the rules that report an error. */
const errors = (board: BoardName, devices: string, target: Target = {}): readonly string[] =>
  validate([nodeOf(board, devices)], { ...standardPolicy, target }).flatMap(one =>
    one.severity === 'error' ? [one.slug ?? one.code] : [],
  )

const NO_BALLOON = '<memballoon model="none"/>'
const nic = (model: string) => `<interface type="user"><model type="${model}"/></interface>`
const pci = (slot: string, bus = 0, fn = 0) =>
  `<address type="pci" domain="0" bus="${bus}" slot="${slot}" function="${fn}"/>`
const rng = (address: string) =>
  `<rng model="virtio"><backend model="random">/dev/urandom</backend>${address}</rng>`

test('an i440fx has its chipset in slot 1, and the primary video device in slot 2', () => {
  assert.equal(addresses('pc', `${nic('virtio')}<graphics type="vnc"/>`), [
    'interface 00:03.0',
    'video 00:02.0',
    'usb controller 0 00:01.2',
    'memballoon 00:04.0',
  ])
})

test('libvirt adds ports to a q35 for PCI Express devices, and a bridge for conventional ones', () => {
  assert.equal(addresses('q35', `${nic('virtio')}${nic('e1000')}${NO_BALLOON}`), [
    'interface 02:00.0',
    'interface 03:01.0',
    'usb controller 0 04:00.0',
    'sata controller 0 00:1f.2',
    'pcie-root-port 1 00:01.0',
    'pcie-root-port 2 00:01.1',
    'pcie-to-pci-bridge 3 01:00.0',
    'pcie-root-port 4 00:01.2',
    'pcie-root-port 5 00:01.3',
  ])
})

test('other machines have other buses', () => {
  assert.equal(addresses('virt', nic('virtio')).slice(0, 1), ['interface 01:00.0'])
  assert.equal(addresses('s390', `${nic('virtio')}${NO_BALLOON}`), ['interface fe.0.0'])
  assert.equal(addresses('pseries', `${nic('spapr-vlan')}${NO_BALLOON}`), [
    'interface 0x1000',
    'usb controller 0 00:01.0',
  ])
})

test('a virtio-mmio address makes all virtio devices of the machine virt use virtio-mmio', () => {
  const mmio = rng('<address type="virtio-mmio"/>')
  const found = addresses('virt', `${nic('virtio')}${nic('e1000')}${mmio}`)
  assert.equal(
    found.filter(one => /^(interface|rng)/.test(one)),
    ['interface virtio-mmio', 'interface 02:01.0', 'rng virtio-mmio'],
  )
})

test('the parts of an ich9 controller share a slot', () => {
  const part = (model: string) => `<controller type="usb" index="0" model="ich9-${model}"/>`
  assert.equal(
    addresses('q35', `${part('uhci2')}${part('ehci1')}${part('uhci1')}${NO_BALLOON}`).slice(0, 3),
    ['usb controller 0 00:1d.7', 'usb controller 0 00:1d.1', 'usb controller 0 00:1d.0'],
  )
})

test('drives get their addresses by their names, seven to a SCSI controller', () => {
  const disk = (dev: string, bus: string) =>
    `<disk type="file"><source file="/${dev}"/><target dev="${dev}" bus="${bus}"/></disk>`
  assert.equal(
    addresses('pc', `${disk('sdi', 'scsi')}${disk('hdd', 'ide')}`)
      .filter(one => one.startsWith('disk'))
      .sort(),
    ['disk controller 0, bus 1, target 0, unit 1', 'disk controller 1, bus 0, target 0, unit 1'],
  )
})

test('USB devices fill the ports of the controller, then those of hubs that libvirt adds', () => {
  const tablet = '<input type="tablet" bus="usb"/>'
  const inputs = addresses('pc', tablet.repeat(3)).filter(one => /^(input|hub)/.test(one))
  assert.equal(inputs, ['input 0:2', 'input 0:1.1', 'input 0:1.2', 'hub 0:1'])
})

test('an address that libvirt uses itself, or gives to a device, is taken', () => {
  assert.equal(errors('pc', rng(pci('3'))), [])
  assert.equal(errors('pc', rng(pci('1'))), ['pci-address-unique'])
  assert.equal(errors('pc', rng(pci('1', 0, 2))), ['pci-address-unique'])
  assert.equal(errors('q35', rng(pci('0x1f', 0, 2))), ['pci-address-unique'])
  // libvirt assigns the other addresses around the given one.
  assert.equal(errors('pc', rng(pci('2')) + rng('')), [])
  assert.equal(errors('pc', rng(pci('4')) + rng(pci('4'))), ['pci-address-unique'])
})

test('the bus of a PCI address exists, or libvirt adds it', () => {
  assert.equal(errors('pc', rng(pci('1', 3))), [])
  assert.equal(errors('q35', rng(pci('0', 3))), [])
  assert.equal(errors('q35', rng(pci('1', 3))), ['pci-slot'])
  assert.equal(errors('realview', rng(pci('1'))), ['pci-slot'])
  const domain1 = '<address type="pci" domain="1" bus="0" slot="3" function="0"/>'
  assert.equal(errors('pc', rng(domain1)), ['pci-slot'])
})

test('eight root ports share a slot, and the chipset occupies the last slot of q35', () => {
  const ports = (count: number) =>
    Array.from(
      { length: count },
      (_, nth) => `<controller type="pci" index="${nth + 1}" model="pcie-root-port"/>`,
    ).join('')
  assert.equal(errors('q35', ports(238) + NO_BALLOON), [])
  assert.equal(errors('q35', ports(242) + NO_BALLOON), ['pci-full', 'pci-full'])
})

test('libvirt 12.9 adds a root port for a bridge, and 11.3 does not', () => {
  const bridge = '<controller type="pci" index="1" model="pcie-to-pci-bridge"/>'
  assert.equal(errors('q35', bridge, { libvirt: '11.3.0' }), ['pci-full'])
  assert.equal(errors('q35', bridge, { libvirt: '12.9.0' }), [])
})

test('a virtio-serial port exists and is used once', () => {
  const channel = (name: string, address: string) =>
    `<channel type="pty"><target type="virtio" name="${name}"/>${address}</channel>`
  const port = (number: number) =>
    `<address type="virtio-serial" controller="0" bus="0" port="${number}"/>`
  assert.equal(errors('pc', channel('a', port(2)) + channel('b', '')), [])
  assert.equal(errors('pc', channel('a', port(2)) + channel('b', port(2))), ['virtio-serial-port'])
  assert.equal(errors('pc', channel('a', port(31))), ['virtio-serial-port'])
  const small = '<controller type="virtio-serial" index="0" ports="2"/>'
  assert.equal(errors('pc', small + channel('a', port(0)) + channel('b', port(0))), [
    'virtio-serial-port',
  ])
  // Without an address, libvirt adds another controller.
  assert.equal(errors('pc', small + channel('a', '') + channel('b', '')), [])
})

test('a USB companion has a master, wherever it is in the document', () => {
  const usb = (model: string, inside = '') =>
    `<controller type="usb" index="0" model="${model}">${inside}</controller>`
  assert.equal(errors('pc', usb('ich9-uhci1') + usb('ich9-ehci1')), [])
  assert.equal(errors('pc', usb('ich9-uhci1')), ['usb-master'])
  assert.equal(errors('pc', usb('ehci', '<master startport="2"/>')), ['usb-master'])
  // libvirt ignores what is in a controller of model "none".
  assert.equal(errors('pc', usb('none', '<master startport="2"/>')), [])
})

test('a USB device needs a controller, which libvirt does not add on every machine', () => {
  const tablet = '<input type="tablet" bus="usb"/>'
  assert.equal(errors('pc', tablet), [])
  assert.equal(errors('virt', tablet), ['usb-controller-missing'])
  assert.equal(errors('virt', `<controller type="usb" model="qemu-xhci"/>${tablet}`), [])
})

test('from libvirt 11.9.0, a USB controller needs PCI', () => {
  const usb = '<controller type="usb" index="0" model="pci-ohci"/>'
  assert.equal(errors('realview', usb, { libvirt: '11.8.0' }), [])
  assert.equal(errors('realview', usb, { libvirt: '11.9.0' }), ['usb-controller-pci'])
})

test('a SCSI controller without a model is an lsilogic, except on POWER and s390', () => {
  const scsi = '<controller type="scsi" index="0"><driver queues="4"/></controller>'
  assert.equal(errors('pc', scsi), ['controller-scsi-options'])
  assert.equal(errors('s390', scsi), [])
  assert.equal(errors('pc', scsi.replace(' index', ' model="virtio-scsi" index')), [])
})

test('libvirt tells nothing about the addresses of a machine that vmc does not know', () => {
  const [node] = xmlDomains(
    `<os><type arch="x86_64" machine="new-board">hvm</type></os><devices>${rng(pci('1', 9))}</devices>`,
  )
  const found = validate([node!], standardPolicy).map(one => one.slug)
  assert.equal(
    found.filter(slug => slug?.startsWith('pci')),
    [],
  )
})

const at = (slot: number, fn: number) =>
  `<address type="pci" domain="0x0000" bus="0x00" slot="0x${slot.toString(16)}" function="0x${fn}"/>`

/** Devices of an i440fx, each with a place for an address. */
const PC_DEVICES: readonly ((address: string) => string)[] = [
  address => `<controller type="ide" index="0">${address}</controller>`,
  address => `<controller type="usb" index="0">${address}</controller>`,
  address => `<controller type="usb" index="0" model="piix3-uhci">${address}</controller>`,
  address => `<controller type="usb" index="0" model="ich9-ehci1">${address}</controller>`,
  address => `<controller type="scsi" index="0" model="virtio-scsi">${address}</controller>`,
  address => `<controller type="pci" index="1" model="pci-bridge">${address}</controller>`,
  address => `<interface type="user"><model type="virtio"/>${address}</interface>`,
  address => `<video><model type="cirrus"/>${address}</video>`,
  address => `<sound model="ich6">${address}</sound>`,
  address =>
    `<disk type="file"><source file="/a"/><target dev="vda" bus="virtio"/>${address}</disk>`,
  () => '<input type="tablet" bus="usb"><address type="usb" bus="0" port="3"/></input>',
  () => '<channel type="pty"><target type="virtio" name="a"/></channel>',
]

test('nothing is refused in an i440fx whose devices are on its PCI bus, each at its own place', () => {
  const places = [0, 1, 2, 3, 9].flatMap(slot => [0, 1, 2].map(fn => at(slot, fn)))
  const all = PC_DEVICES.flatMap(device => ['', ...places].map(device))
  let [plain, refused] = [0, 0]
  for (let nth = 0; nth < 6000; nth++) {
    // Prime steps make different triples of devices.
    const devices = [nth, nth * 7 + 3, nth * 13 + 5].map(each => all[each % all.length]).join('')
    const domain = cursorOf(nodeOf('pc', devices))
    const problems = assignAddresses(domain, readDefinition(domain, {}), {})
    if (problems.length > 0) refused++
    if (!isPlainPc(domain)) continue
    plain++
    assert.equal(
      problems.map(({ kind }) => kind),
      [],
      devices,
    )
  }
  assert.ok(plain > 100 && refused > 1000, `${plain} plain, ${refused} refused`)
})

test.run()
