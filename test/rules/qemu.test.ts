// What libvirt's QEMU driver refuses is an error, and what it accepts beside that is not.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { xmlDomains } from '../../src/build/check-rule.ts'
import type { Target } from '../../src/check/rule-context.ts'
import { validate } from '../../src/check/validator.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'

const test = suite('refused by QEMU')

const OS = {
  pc: '<os><type arch="x86_64" machine="pc">hvm</type></os>',
  q35: '<os><type arch="x86_64" machine="q35">hvm</type></os><features><acpi/></features>',
  virt: '<os><type arch="aarch64" machine="virt">hvm</type></os>',
  pseries: '<os><type arch="ppc64" machine="pseries">hvm</type></os>',
  s390: '<os><type arch="s390x" machine="s390-ccw-virtio">hvm</type></os>',
}
const SHARED = '<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>'
const SLOTS = '<maxMemory slots="4" unit="GiB">8</maxMemory>'
const NUMA = '<cpu><numa><cell id="0" cpus="0" memory="1" unit="GiB"/></numa></cpu>'

const OLD: Target = { libvirt: '9.0.0' }
const NEW: Target = { libvirt: '11.3.0' }

function errorsIn(xml: string, target: Target = NEW): readonly string[] {
  return validate(xmlDomains(xml), { ...standardPolicy, target }).flatMap(one =>
    one.severity === 'error' ? [one.slug ?? one.code] : [],
  )
}

const pc = (devices: string, target?: Target) =>
  errorsIn(`${OS.pc}<devices>${devices}</devices>`, target)
const shared = (devices: string) => errorsIn(`${SHARED}${OS.pc}<devices>${devices}</devices>`)
const memory = (devices: string) =>
  errorsIn(`${SLOTS}<vcpu>1</vcpu>${OS.pc}${NUMA}<devices>${devices}</devices>`)

test('settings that only other hypervisors have', () => {
  const lacking = [
    '<video><model type="xen"/></video>',
    '<video><model type="gop"/></video>',
    '<graphics type="desktop"/>',
    '<graphics type="rdp" replaceUser="yes"/>',
    '<filesystem type="ram"><source usage="10"/><target dir="a"/></filesystem>',
    '<filesystem type="mount"><driver type="loop"/><source dir="/a"/><target dir="a"/></filesystem>',
    '<controller type="scsi" index="0" model="buslogic"/>',
    '<controller type="usb" index="0" model="qusb1"/>',
    '<sound model="ich7"/>',
    '<memballoon model="xen"/>',
    '<shmem name="a"><model type="ivshmem"/><size unit="MiB">4</size></shmem>',
    '<input type="mouse" bus="xen"/>',
    '<console type="pty"><target type="xen"/></console>',
    '<hostdev mode="capabilities" type="storage"><source><block>/dev/sda</block></source></hostdev>',
  ]
  for (const xml of lacking) assert.equal(pc(xml), ['qemu-lacks'], xml)
  assert.equal(pc('<graphics type="rdp"/>'), [])
  assert.equal(pc('<graphics type="rdp"/>', OLD), ['qemu-lacks'])
  assert.equal(pc('<console type="pty"><target type="virtio"/></console>'), [])
  assert.equal(errorsIn(`<bootloader>/a</bootloader>${OS.pc}`), ['qemu-lacks'])
  const limits = '<memtune><hard_limit unit="GiB">2</hard_limit></memtune>'
  assert.equal(errorsIn(limits + OS.pc), [])
  assert.equal(errorsIn(limits.replaceAll('hard_limit', 'min_guarantee') + OS.pc), ['qemu-lacks'])
})

test('the driver of an assigned device', () => {
  const hostdev = (name: string) =>
    `<hostdev mode="subsystem" type="pci" managed="yes"><driver name="${name}"/>
<source><address domain="0" bus="6" slot="2" function="0"/></source></hostdev>`
  assert.equal(pc(hostdev('vfio')), [])
  assert.equal(pc(hostdev('kvm')), ['qemu-lacks'])
  const nic = (name: string) =>
    `<interface type="hostdev"><driver name="${name}"/>
<source><address type="pci" domain="0" bus="6" slot="2" function="0"/></source></interface>`
  assert.equal(pc(nic('vfio')), [])
  assert.equal(pc(nic('xen')), ['qemu-lacks'])
  assert.equal(pc(hostdev('xen'), OLD), ['qemu-lacks'])
})

test('timers that QEMU has', () => {
  const timer = (attributes: string, os = OS.pc) =>
    errorsIn(`${os}<clock offset="utc"><timer ${attributes}/></clock>`)
  assert.equal(timer('name="platform"'), ['timer-qemu'])
  assert.equal(timer('name="rtc" track="boot"'), ['timer-qemu'])
  assert.equal(timer('name="rtc" track="guest" tickpolicy="delay"'), [])
  assert.equal(timer('name="pit" tickpolicy="merge"'), ['timer-qemu'])
  assert.equal(timer('name="pit" tickpolicy="discard"'), [])
  assert.equal(timer('name="hpet" present="yes"', OS.virt), ['timer-qemu'])
  assert.equal(timer('name="hpet" present="no"', OS.virt), [])
  assert.equal(timer('name="armvtimer"', OS.virt), [])
  assert.equal(timer('name="armvtimer" present="no"', OS.virt), ['timer-qemu'])
  assert.equal(timer('name="armvtimer" tickpolicy="merge"', OS.virt), ['timer-qemu'])
  assert.equal(timer('name="armvtimer"'), ['timer-qemu'])
})

test('features of other architectures', () => {
  const features = (xml: string, os: string) => errorsIn(`${os}<features>${xml}</features>`)
  assert.equal(features('<vmport state="off"/>', OS.virt), ['feature-arch'])
  assert.equal(features('<vmport state="off"/>', OS.pc), [])
  assert.equal(features('<apic eoi="on"/>', OS.virt), ['feature-arch'])
  assert.equal(features('<apic/>', OS.virt), [])
  assert.equal(features('<hyperv><relaxed state="on"/></hyperv>', OS.virt), [])
  assert.equal(features('<hyperv><relaxed state="on"/></hyperv>', OS.pseries), ['feature-arch'])
  assert.equal(features('<pmu state="off"/>', OS.pseries), ['feature-arch'])
  assert.equal(features('<pmu state="on"/>', OS.pseries), [])
})

test('serial ports and their addresses', () => {
  const serial = (target: string, address = '') =>
    pc(`<serial type="pty"><target ${target}/>${address}</serial>`)
  const isa = '<address type="isa" iobase="0x3f8" irq="0x4"/>'
  assert.equal(serial('type="isa-serial"', isa), [])
  assert.equal(serial('type="usb-serial"', isa), ['serial-address'])
  assert.equal(serial('type="pci-serial"', '<address type="pci" slot="9"/>'), [])
})

test('SPICE and D-Bus channels', () => {
  const serial = (source: string) =>
    pc(`<serial type="spiceport">${source}</serial><graphics type="spice"/>`)
  assert.equal(serial(''), ['chardev-channel'])
  assert.equal(serial('<source channel="org.example_a-1"/>'), [])
  assert.equal(serial('<source channel="a b"/>'), ['chardev-channel'])
  const nmdm = (source: string) => pc(`<serial type="nmdm"><source ${source}/></serial>`)
  assert.equal(nmdm('master="/dev/a"'), ['chardev-source'])
  assert.equal(nmdm('master="/dev/a" slave="/dev/b"'), [])
})

test('settings of video devices', () => {
  const video = (model: string, driver = '') => pc(`<video>${driver}<model ${model}/></video>`)
  assert.equal(video('type="virtio"', '<driver iommu="off"/>'), [])
  assert.equal(video('type="vga"', '<driver iommu="off"/>'), ['video-settings'])
  assert.equal(video('type="vga"', '<driver name="vhostuser"/>'), ['video-settings'])
  assert.equal(video('type="vga" vram="512"'), ['video-settings'])
  assert.equal(video('type="vga" vram="1024"'), [])
  assert.equal(video('type="qxl" ram="4194304"'), ['video-settings'])
  assert.equal(video('type="qxl" ram="4194303"'), [])
  assert.equal(video('type="vga" blob="off"'), ['video-settings'])
  assert.equal(video('type="none" blob="off"'), [])
  assert.equal(video('type="none"', '<driver name="vhostuser"/>'), [])
  const accel2d = (type: string) =>
    pc(`<video><model type="${type}"><acceleration accel2d="yes"/></model></video>`)
  assert.equal(accel2d('vga'), ['video-settings'])
  assert.equal(accel2d('none'), [])
  assert.equal(video('type="virtio" blob="off"'), [])
  assert.equal(video('type="virtio" blob="on"'), ['video-settings'])
  assert.equal(shared('<video><model type="virtio" blob="on"/></video>'), [])
})

test('network disks that QEMU has no protocol for', () => {
  const disk = (protocol: string, port: string) =>
    pc(
      `<disk type="network"><driver name="qemu" type="raw"/><source protocol="${protocol}" name="/a"><host name="h"${port}/></source><target dev="vda" bus="virtio"/></disk>`,
    )
  assert.equal(disk('http', ' port="80"'), [])
  assert.equal(disk('tftp', ''), ['disk-network-source'])
  assert.equal(disk('nfs', ''), [])
  assert.equal(disk('nfs', ' port="10"'), ['disk-network-source'])
})

test('devices of other architectures', () => {
  const arch = (os: string, devices: string, rest = '') =>
    errorsIn(`${os}${rest}<devices>${devices}</devices>`)
  const sclp = '<console type="pty"><target type="sclp" port="0"/></console>'
  assert.equal(arch(OS.s390, sclp), [])
  assert.equal(arch(OS.pc, sclp), ['arch-device'])
  const mdev =
    '<hostdev mode="subsystem" type="mdev" model="vfio-ccw"><source><address uuid="53764d0e-85a0-42b4-af5c-2046b460b1dc"/></source></hostdev>'
  assert.equal(arch(OS.s390, mdev), [])
  assert.equal(arch(OS.pc, mdev), ['arch-device'])
  const tpm = '<tpm model="tpm-spapr"><backend type="emulator"/></tpm>'
  assert.equal(arch(OS.pseries, tpm), [])
  assert.equal(arch(OS.pc, tpm), ['arch-device'])
  const security = '<launchSecurity type="s390-pv"/>'
  assert.equal(arch(OS.s390, '', security), [])
  assert.equal(arch(OS.pc, '', security), ['arch-device'])
  const genid = '<genid>e9392370-2917-565e-692b-d057f46512d6</genid>'
  assert.equal(arch(OS.pc, '', genid), [])
  assert.equal(arch(OS.s390, '', genid), ['arch-device'])
  const panic = (model: string) => `<panic model="${model}"/>`
  assert.equal(arch(OS.s390, panic('s390')), [])
  assert.equal(arch(OS.pc, panic('s390')), ['arch-device'])
  assert.equal(arch(OS.pc, panic('hyperv')), [])
  assert.equal(arch(OS.pseries, panic('hyperv')), ['arch-device'])
  const cpu = '<cpu mode="host-passthrough"><cache mode="passthrough"/></cpu>'
  assert.equal(arch(OS.pc, '', cpu), [])
  assert.equal(arch(OS.virt, '', cpu), ['arch-device'])
  const features = (os: string, xml: string) => errorsIn(`${os}<features>${xml}</features>`)
  const virt = OS.virt
  assert.equal(features(virt, '<ras state="on"/>'), [])
  assert.equal(features(OS.pc, '<ras state="on"/>'), ['feature-arch'])
  assert.equal(features(virt, '<aia value="aplic"/>'), ['feature-arch'])
  assert.equal(features(OS.pc, '<pvspinlock state="on"/>'), [])
  assert.equal(features(virt, '<pvspinlock state="on"/>'), ['feature-arch'])
  const sound = '<sound model="ich9"/>'
  assert.equal(arch(OS.pc, sound), [])
  assert.equal(arch(OS.s390, sound), ['arch-device'])
})

test('I/O limits of an SD card', () => {
  const limits = '<iotune><total_iops_sec>9</total_iops_sec></iotune>'
  const disk = (target: string, release?: Target) =>
    errorsIn(
      `<os><type arch="aarch64" machine="versatilepb">hvm</type></os><devices><disk type="file"><source file="/a.img"/>${target}${limits}</disk></devices>`,
      release,
    )
  assert.equal(disk('<target dev="sda" bus="scsi"/>'), [])
  assert.equal(disk('<target dev="sda" bus="sd"/>'), ['disk-traits'])
  assert.equal(disk('<target dev="sda" bus="sd"/>', OLD), [])
})

test('numbers that libvirt gives to PCI controllers', () => {
  const bus = (index: number, rest: string) =>
    `<controller type="pci" index="${index}" model="pcie-expander-bus">${rest}</controller>`
  const q35 = (devices: string) => errorsIn(`${OS.q35}<devices>${devices}</devices>`)
  assert.equal(q35(bus(1, '<target busNr="3"/>') + bus(2, '')), [])
  assert.equal(q35(bus(1, '<target busNr="2"/>') + bus(2, '')), ['pci-number-left'])
  assert.equal(q35(bus(1, '<target busNr="4"/>') + bus(2, '') + bus(3, '')), ['pci-number-left'])
  const bridges = (count: number) =>
    errorsIn(
      `${OS.pseries}<devices>${Array.from({ length: count }, (_, index) => `<controller type="pci" index="${index}" model="pci-root"/>`).join('')}</devices>`,
    )
  assert.equal(bridges(31), [])
  assert.equal(bridges(32), ['phb-full'])
})

test('controllers with a huge index take no time', () => {
  const controller = (rest: string) =>
    pc(`<controller ${rest} index="2147483647"/><input type="tablet" bus="usb"/>`)
  assert.equal(controller('type="pci" model="pci-bridge"').includes('pci-numbers'), true)
  assert.equal(controller('type="usb" model="qemu-xhci"'), [])
})

test('more memory modules than slots', () => {
  const module =
    '<memory model="dimm"><target><size unit="MiB">256</size><node>0</node></target></memory>'
  assert.equal(memory(module.repeat(4)), [])
  assert.equal(memory(module.repeat(5)), ['memory-module-slot'])
})

test('a NUMA cell with restrictive memory', () => {
  const cell = (memory: string, release?: Target) =>
    errorsIn(
      `<vcpu>1</vcpu><numatune>${memory}<memnode cellid="0" mode="restrictive" nodeset="0"/></numatune>${OS.pc}${NUMA}`,
      release,
    )
  assert.equal(cell('<memory mode="restrictive" nodeset="0"/>'), [])
  assert.equal(cell('<memory mode="strict" nodeset="0"/>'), ['numatune-memnode'])
  assert.equal(cell(''), ['numatune-memnode'])
  assert.equal(cell('', OLD), [])
})

test('I/O threads of a disk', () => {
  const disk = (driver: string, bus = 'virtio') =>
    errorsIn(`<iothreads>2</iothreads>${OS.pc}<devices>
<disk type="file"><driver name="qemu" ${driver}</driver><source file="/a.img"/><target dev="${bus === 'virtio' ? 'vda' : 'sda'}" bus="${bus}"/></disk>
</devices>`)
  const both = (first: string, second: string) =>
    `<iothreads><iothread id="1">${first}</iothread><iothread id="2">${second}</iothread></iothreads>`
  const queue = (id: number) => `<queue id="${id}"/>`
  assert.equal(disk(`queues="2">${both(queue(0), queue(1))}`), [])
  assert.equal(disk(`>${both('', '')}`), [])
  assert.equal(disk(`queues="2">${both(queue(0), '')}`).includes('iothread-queues'), true)
  assert.equal(disk(`queues="2">${both(queue(0), queue(2))}`), ['iothread-queues'])
  assert.equal(disk(`queues="3">${both(queue(0), queue(2))}`), ['iothread-queues'])
  assert.equal(disk(`queues="2" iothread="1">${both(queue(0), queue(1))}`), ['iothread-queues'])
  assert.equal(disk('iothread="1">', 'sata'), ['iothread-queues'])
  assert.equal(disk('iothread="1">'), [])
})

test('settings of memory devices', () => {
  const device = (model: string, attributes: string, source: string, target: string, rest = '') =>
    memory(
      `<memory model="${model}" ${attributes}>${source}<target><size unit="MiB">512</size>${target}</target>${rest}</memory>`,
    )
  const path = '<source><path>/a.img</path></source>'
  const node = '<node>0</node>'
  assert.equal(device('nvdimm', '', path, node), [])
  assert.equal(device('nvdimm', 'discard="yes"', path, node), ['memory-device-model'])
  assert.equal(device('dimm', '', '', ''), ['memory-device-model'])
  assert.equal(device('virtio-pmem', '', path, ''), [])
  assert.equal(device('virtio-pmem', 'access="private"', path, ''), ['memory-device-model'])
  assert.equal(device('virtio-pmem', '', path, node), ['memory-device-model'])
  const blocks = `${node}<block unit="MiB">2</block><requested unit="MiB">0</requested>`
  const at = (base: string) => `${blocks}<address base="${base}"/>`
  assert.equal(device('virtio-mem', '', '', at('0x140000000')), [])
  assert.equal(device('virtio-mem', '', '', at('140000000')), [])
  assert.equal(device('virtio-mem', '', '', at('0x140100000')), ['memory-device-address'])
})

test('a CPU without a model', () => {
  const cpu = (xml: string, target?: Target) => errorsIn(`${OS.pc}${xml}`, target)
  assert.equal(cpu('<cpu mode="host-model"><vendor>Intel</vendor></cpu>'), ['cpu-model-missing'])
  assert.equal(cpu('<cpu mode="host-model"><feature policy="disable" name="svm"/></cpu>'), [])
  assert.equal(cpu('<cpu check="partial"/>'), [])
  const arm = (target?: Target) => errorsIn(`${OS.virt}<cpu check="partial"/>`, target)
  assert.equal(arm(), ['cpu-model-missing'])
  assert.equal(arm(OLD), [])
})

test('distances of NUMA cells', () => {
  const cells = (id: number, value: number) =>
    errorsIn(`<vcpu>2</vcpu>${OS.pc}<cpu><numa>
<cell id="0" cpus="0" memory="1" unit="GiB"><distances><sibling id="${id}" value="${value}"/></distances></cell>
<cell id="1" cpus="1" memory="1" unit="GiB"/></numa></cpu>`)
  assert.equal(cells(1, 11), [])
  assert.equal(cells(1, 10), ['numa-cells'])
  assert.equal(cells(0, 10), [])
  assert.equal(cells(0, 11), ['numa-cells'])
})

test('settings of NICs by their type', () => {
  const nic = (type: string, rest: string) => pc(`<interface type="${type}">${rest}</interface>`)
  const bridge = '<source bridge="br0"/>'
  assert.equal(nic('bridge', `${bridge}<mtu size="9000"/>`), [])
  assert.equal(nic('user', '<mtu size="9000"/>'), ['net-type'])
  assert.equal(nic('bridge', `${bridge}<target dev="tap0" managed="no"/>`), ['net-type'])
  assert.equal(nic('ethernet', '<target dev="tap0" managed="no"/>'), [])
})

test('settings of other devices', () => {
  const pstore = (size: number) =>
    pc(`<pstore backend="acpi-erst"><path>/a</path><size unit="KiB">${size}</size></pstore>`)
  assert.equal(pstore(4), [])
  assert.equal(pstore(2), ['pstore-size'])
  const folder = (rest: string) =>
    pc(`<filesystem type="mount">${rest}<source dir="/a"/><target dir="a"/></filesystem>`)
  assert.equal(folder('<driver type="path"/>'), [])
  assert.equal(folder('<driver type="path"/><binary><sandbox mode="chroot"/></binary>'), [
    'filesystem-driver',
  ])
  const input = (bus: string, os: string) =>
    errorsIn(`${os}<devices><input type="mouse" ${bus}/></devices>`)
  assert.equal(input('bus="ps2"', OS.virt), ['input-bus'])
  assert.equal(input('bus="usb"', OS.virt), ['usb-controller-missing'])
  assert.equal(
    errorsIn(
      `${OS.virt}<devices><controller type="usb" model="qemu-xhci"/><input type="mouse" bus="usb"/></devices>`,
    ),
    [],
  )
  assert.equal(input('model="virtio"', OS.pc), ['input-bus'])
  assert.equal(input('model="virtio"', OS.s390), [])
  const ide = (os: string) => errorsIn(`${os}<devices><controller type="ide" index="0"/></devices>`)
  assert.equal(ide(OS.pc), [])
  assert.equal(ide(OS.virt), ['ide-controller'])
  assert.equal(ide(OS.q35), ['ide-controller'])
})

test('what libvirt adds or assumes on other architectures', () => {
  const devices = (os: string, xml: string, target?: Target) =>
    errorsIn(`${os}<devices>${xml}</devices>`, target)
  const consoles = '<console type="pty"/><console type="pty"/>'
  assert.equal(devices(OS.pseries, consoles), ['console-serial'])
  assert.equal(devices(OS.s390, consoles), [])
  const noUsb = '<controller type="usb" model="none"/><graphics type="vnc"/>'
  assert.equal(devices(OS.pseries, noUsb), ['usb-disabled'])
  assert.equal(devices(OS.q35, noUsb), [])
  const serial = (target: string) => `<serial type="pty">${target}</serial>`
  const vty = serial(
    '<target type="isa-serial"><model name="spapr-vty"/></target><address type="spapr-vio" reg="0x30000000"/>',
  )
  assert.equal(devices(OS.pseries, vty), [])
  assert.equal(devices(OS.pc, vty).includes('serial-address'), true)
  const withoutType = serial('<target port="0"/><address type="isa" iobase="0x3f8" irq="0x4"/>')
  assert.equal(devices(OS.pc, withoutType), [])
  assert.equal(devices(OS.virt, withoutType), ['serial-address'])
})

test('what newer releases of libvirt add by themselves', () => {
  assert.equal(errorsIn(`${OS.pc}${SLOTS}`, OLD), ['memory-hotplug-numa'])
  assert.equal(errorsIn(`${OS.pc}${SLOTS}`), [])
  const iommu = (ioapic: string, target?: Target) =>
    errorsIn(
      `<os><type arch="x86_64" machine="q35">hvm</type></os><features><acpi/>${ioapic}</features>
      <devices><iommu model="intel"><driver intremap="on"/></iommu></devices>`,
      target,
    )
  assert.equal(iommu('', OLD), ['iommu-intremap'])
  assert.equal(iommu(''), [])
  assert.equal(iommu('<ioapic driver="kvm"/>'), ['iommu-intremap'])
})

test('without an audio backend, libvirt adds one with the ID 1', () => {
  const sound = (id: number, backend = '') =>
    errorsIn(
      `${OS.pc}<devices><sound model="ich6"><audio id="${id}"/></sound>${backend}</devices>`,
    ).filter(slug => slug === 'audio-exists')
  assert.equal(sound(1), [])
  assert.equal(sound(2), ['audio-exists'])
  assert.equal(sound(1, '<audio id="2" type="none"/>'), ['audio-exists'])
})

test('a memory module with an address has a slot', () => {
  const module = (address: string) =>
    errorsIn(
      `<vcpu>1</vcpu>${OS.pc}${SLOTS}${NUMA}<devices><memory model="dimm">
      <target><size unit="MiB">128</size><node>0</node></target>${address}</memory></devices>`,
    )
  assert.equal(module('<address type="dimm" slot="0"/>'), [])
  assert.equal(module('<address type="dimm" base="0x100000000"/>'), ['memory-module-slot'])
})

test.run()
