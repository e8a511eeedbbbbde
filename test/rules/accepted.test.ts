// Definitions that libvirt accepts but ignores are warnings; those that it refuses are errors.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { xmlDomains } from '../../src/build/check-rule.ts'
import type { Target } from '../../src/check/rule-context.ts'
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

test('a video memory is a power of two from 1024, and 0 is a size that is not set', () => {
  const qxl = (vgamem: number) => devices(`<video><model type="qxl" vgamem="${vgamem}"/></video>`)
  assert.equal(qxl(0), [])
  for (const vgamem of [1024, 2048]) assert.equal(qxl(vgamem), [], `${vgamem}`)
  for (const vgamem of [512, 1000, 3000]) assert.equal(qxl(vgamem), ['video-memory'], `${vgamem}`)
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
  assert.equal(mdev('vfio-pci', 'unassigned'), ['hostdev-mdev'])
  assert.equal(mdev('vfio-ap', 'unassigned').includes('hostdev-mdev'), false)
  assert.equal(mdev('vfio-pci', 'ccw').includes('hostdev-mdev'), true)
  assert.equal(mdev('vfio-ccw', 'pci').includes('hostdev-mdev'), true)
  assert.equal(mdev('vfio-ap', 'pci').includes('hostdev-mdev'), false)
})

test('only a PCI host device can be without an address', () => {
  const hostdev = (type: string, source: string) =>
    devices(
      `<hostdev mode="subsystem" type="${type}"><source>${source}</source><address type="unassigned"/></hostdev>`,
    )
  const pci = '<address domain="0" bus="1" slot="2" function="0"/>'
  assert.equal(hostdev('pci', pci).includes('hostdev-address'), false)
  const usb = '<vendor id="0x1234"/><product id="0xbeef"/>'
  assert.equal(hostdev('usb', usb), ['hostdev-address'])
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

test('a name that looks like a machine', () => {
  const machine = (name: string) =>
    validate(
      xmlDomains(`<os><type arch="x86_64" machine="${name}">hvm</type></os>`),
      standardPolicy,
    ).flatMap(({ slug, help }) => (slug === 'machine-known' ? [help] : []))
  for (const [name, meant] of [
    ['pc-q35', 'q35'],
    ['Q35', 'q35'],
    ['q-35', 'q35'],
    ['q35-9.0', 'pc-q35-9.0'],
    ['pc-i440fx', 'pc'],
    ['i440fx', 'pc'],
    ['i440fx-9.0', 'pc-i440fx-9.0'],
    ['pc-9.0', 'pc-i440fx-9.0'],
    ['q53', 'q35'],
    ['micro-vm', 'microvm'],
  ] as const)
    assert.equal(machine(name), [`did you mean "${meant}"?`], name)
  for (const name of [
    'q35',
    'pc',
    'isapc',
    'pc-1.3',
    'pc-0.15',
    'pc-q35-9.0',
    'pc-q35-4.0.1',
    'pc-i440fx-2.12',
    'pc-q35-rhel9.4.0',
    'pc-i440fx-jammy-hpb',
    'pc-q35-noble',
    'none',
    'x-remote',
  ])
    assert.equal(machine(name), [], name)
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

test('the CPU topology must match the vCPUs on QEMU and bhyve, also with NUMA cells', () => {
  const topology = (type: string, vcpu: string, cpu: string) =>
    errorsIn(
      `<domain type="${type}"><name>a</name><memory>1048576</memory>${vcpu}
      <os><type>hvm</type></os><cpu>${cpu}</cpu></domain>`,
    ).filter(slug => slug === 'vcpu-topology')
  const six = '<topology sockets="1" cores="3" threads="2"/>'
  const numa = '<numa><cell id="0" cpus="0-7" memory="1048576"/></numa>'
  for (const type of ['kvm', 'qemu', 'hvf', 'bhyve']) {
    assert.equal(topology(type, '<vcpu>8</vcpu>', six), ['vcpu-topology'], type)
    assert.equal(topology(type, '<vcpu>6</vcpu>', six), [], type)
  }
  assert.equal(topology('kvm', '<vcpu>8</vcpu>', six + numa), ['vcpu-topology'])
  assert.equal(topology('kvm', '<vcpu current="6">8</vcpu>', six), ['vcpu-topology'])
  assert.equal(topology('bhyve', '<vcpu current="6">8</vcpu>', six), [])
  for (const type of ['xen', 'lxc', 'test', 'vmware'])
    assert.equal(topology(type, '<vcpu>8</vcpu>', six), [], type)
})

test('a guest address needs a user network or passt', () => {
  const ip = '<ip address="10.0.0.5" family="ipv4"/>'
  const nic = (head: string, inner: string, target: Target = {}) =>
    errorsIn(`${PC}<devices><interface ${head}>${inner}</interface></devices>`, target).filter(
      slug => slug === 'net-guest-address',
    )
  const network = '<source network="default"/>'
  assert.equal(nic('type="network"', network + ip), ['net-guest-address'])
  assert.equal(nic('type="bridge"', `<source bridge="br0"/>${ip}`), ['net-guest-address'])
  assert.equal(nic('type="user"', ip), [])
  assert.equal(nic('type="user"', `<backend type="passt"/>${ip}`), [])
  const route = '<route family="ipv4" address="0.0.0.0" gateway="10.0.0.1"/>'
  assert.equal(nic('type="user"', route), ['net-guest-address'])
  assert.equal(nic('type="user"', `<backend type="passt"/>${route}`), [])
  const old = { libvirt: '11.3.0' }
  assert.equal(nic('type="user"', `<backend type="passt"/>${route}`, old), ['net-guest-address'])
  const container = (inner: string) =>
    errorsIn(`<domain type="lxc"><name>a</name><memory>1048576</memory>
    <os><type>exe</type></os><devices><interface type="network">${inner}</interface></devices></domain>`)
  assert.equal(container(network + ip), [])
})

/** The findings of these rules in a domain. None is an error. */
const advised = (xml: string, ...slugs: readonly string[]) =>
  validate(xmlDomains(xml), standardPolicy).flatMap(({ slug, severity }) =>
    slug !== undefined && slugs.includes(slug) && severity !== 'error' ? [slug] : [],
  )

test("a UEFI image of one's own needs an NVRAM template", () => {
  const os = (loader: string, nvram = '', head = '') =>
    advised(
      `<os ${head}><type>hvm</type><loader ${loader}</loader>${nvram}</os>`,
      'firmware-template',
    )
  const own = 'readonly="yes" type="pflash">/srv/OVMF_CODE.fd'
  assert.equal(os(own), ['firmware-template'])
  assert.equal(os(own, '<nvram/>'), ['firmware-template'])
  assert.equal(os(own, '<nvram template="/srv/OVMF_VARS.fd"/>'), [])
  assert.equal(os(own, '<nvram>/srv/a_VARS.fd</nvram>'), [])
  assert.equal(os(`stateless="yes" ${own}`), [])
  assert.equal(os('type="rom">/srv/OVMF.fd'), [])
  assert.equal(os('type="pflash">/srv/OVMF.fd'), [])
  assert.equal(os('readonly="yes" type="pflash">/usr/share/OVMF/OVMF_CODE.fd'), [])
})

test('Hyper-V features that require another one', () => {
  const hyperv = (inner: string, mode = 'custom') =>
    advised(
      `${PC}<features><hyperv mode="${mode}">${inner}</hyperv></features>`,
      'hyperv-dependency',
    )
  const on = (...names: readonly string[]) => names.map(name => `<${name} state="on"/>`).join('')
  assert.equal(hyperv(on('synic')), ['hyperv-dependency'])
  assert.equal(hyperv(on('vpindex', 'stimer')), ['hyperv-dependency'])
  assert.equal(hyperv(on('stimer', 'synic')), ['hyperv-dependency'])
  assert.equal(hyperv(on('vpindex', 'synic', 'stimer')), [])
  assert.equal(hyperv('<synic state="off"/>'), [])
  assert.equal(hyperv(on('synic'), 'passthrough'), [])
})

test('the length of a serial number depends on the bus', () => {
  const disk = (bus: string, length: number) =>
    advised(
      `${PC}<devices><disk type="file"><source file="/a.img"/><target dev="sda" bus="${bus}"/>
      <serial>${'s'.repeat(length)}</serial></disk></devices>`,
      'disk-serial-length',
    )
  for (const [bus, most] of [
    ['virtio', 20],
    ['scsi', 36],
    ['sata', 20],
  ] as const) {
    assert.equal(disk(bus, most), [], bus)
    assert.equal(disk(bus, most + 1), ['disk-serial-length'], bus)
  }
  assert.equal(disk('usb', 50), [])
})

test('a channel without a path listens, and cannot reconnect', () => {
  const channel = (path: string) =>
    devices(
      `<channel type="unix"><source mode="connect"${path}><reconnect enabled="no"/></source><target type="virtio" name="a"/></channel>`,
    )
  assert.equal(channel(' path="/a"'), [])
  assert.equal(channel(''), ['chardev-reconnect'])
})

test.run()
