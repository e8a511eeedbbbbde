// --clean leaves out the parts that libvirt sets, and keeps all other parts.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { importXml } from '../../src/build/documents/import-xml.ts'

const test = suite('importer: clean')

/** The devices after cleaning, and the paths that were left out. */
function cleaned(devices: string, machine = 'q35', attributes = '') {
  const xml = `<domain type="kvm"${attributes}><name>fv0</name><uuid>4dea22b3-1d52-d8f3-2516-782e98ab3fa0</uuid>
    <os><type arch="x86_64" machine="${machine}">hvm</type></os><devices>${devices}</devices></domain>`
  const { typescript, diagnostics } = importXml(xml, { clean: true })
  for (const one of diagnostics) assert.is(one.code, 'VMC1015')
  const left = diagnostics.map(({ path }) => path.replace(/^domain\/devices\//, ''))
  const calls = typescript.split(".uuid('4dea22b3-1d52-d8f3-2516-782e98ab3fa0')")[1]!
  return { calls: calls.trim().replace(/\n {2}\./g, '.'), left }
}

const pciAt = (bus: number, slot: number, rest = ''): string =>
  `<address type="pci" domain="0x0000" bus="0x0${bus}" slot="0x0${slot}" function="0x0"${rest}/>`
const nic = (address: string): string =>
  `<interface type="bridge"><mac address="52:54:00:00:00:01"/><source bridge="br0"/><model type="virtio"/>${address}</interface>`
const port = (index: number): string =>
  `<controller type="pci" index="${index}" model="pcie-root-port"><model name="pcie-root-port"/><target chassis="${index}" port="0x1${index}"/>${pciAt(0, index)}</controller>`
const NIC = ".nic(bridge('br0').mac('52:54:00:00:00:01').model('virtio'))"

test('leaves out addresses, aliases and the controllers of devices', () => {
  // libvirt adds a port for each of the NIC, the USB controller and the balloon, and a free one.
  const ports = port(1) + port(2) + port(3) + port(4)
  const { calls, left } = cleaned(
    `<controller type="pci" index="0" model="pcie-root"/>${ports}${nic(`<target dev="vnet4"/><alias name="net0"/>${pciAt(1, 0)}`)}`,
  )
  assert.is(calls, NIC)
  assert.equal(left.sort(), [
    'controller[1]',
    'controller[2]',
    'controller[3]',
    'controller[4]',
    'controller[5]',
    'interface[1]/address',
    'interface[1]/alias',
    'interface[1]/target',
  ])
})

test('keeps the root ports if libvirt would add fewer or more', () => {
  for (const count of [2, 3, 5, 9]) {
    const ports = Array.from({ length: count }, (_, nth) => port(nth + 1)).join('')
    assert.is(cleaned(ports + nic(pciAt(1, 0))).calls, `.pcieRootPorts(${count})${NIC}`)
  }
  const ioh = port(2).replace('name="pcie-root-port"', 'name="ioh3420"')
  assert.match(cleaned(port(1) + ioh + nic(pciAt(1, 0))).calls, ".modelName('ioh3420')")
})

test('keeps a PCI layout with controllers that libvirt never adds', () => {
  for (const devices of [
    `<controller type="pci" index="1" model="pcie-expander-bus"/>${nic(pciAt(1, 0))}`,
    `<controller type="pci" index="0" model="pcie-root"><pcihole64 unit="GiB">64</pcihole64></controller>${nic(pciAt(0, 3))}`,
  ])
    assert.equal(cleaned(devices).left, [])
})

test('keeps a bridge that libvirt would not add', () => {
  const bridge = (model: string) =>
    `<controller type="pci" index="1" model="${model}"/>${nic(pciAt(1, 1))}`
  assert.match(cleaned(bridge('pcie-to-pci-bridge')).calls, ".address('0000:01:01.0')")
  const ports = Array.from({ length: 5 }, (_, nth) => port(nth + 1)).join('')
  const watchdog = `<watchdog model="i6300esb" action="reset">${pciAt(6, 1)}</watchdog>`
  assert.is(
    cleaned(`${ports}<controller type="pci" index="6" model="pcie-to-pci-bridge"/>${watchdog}`)
      .calls,
    ".pcieRootPorts(5).controller(pcieToPciBridge()).watchdog(watchdog('i6300esb', 'reset'))",
  )
  assert.is(cleaned(bridge('pci-bridge'), 'pc').calls, `.controller(pciBridge())${NIC}`)
})

test('keeps the slot of a device with several functions, but no other', () => {
  const hostdev = (fn: number, address: string) =>
    `<hostdev mode="subsystem" type="pci" managed="yes"><source><address domain="0x0000" bus="0x0b" slot="0x00" function="0x${fn}"/></source>${address}</hostdev>`
  const second = pciAt(2, 0).replace('function="0x0"', 'function="0x1"')
  const gpu = hostdev(0, pciAt(2, 0, ' multifunction="on"')) + hostdev(1, second)
  const { calls } = cleaned(port(1) + port(2) + nic(pciAt(1, 0)) + gpu)
  assert.is(calls, `.pcieRootPorts(2)${NIC}.pciDevice('0000:0b:00', { bus: 2 })`)
})

test('leaves out the numbers of controllers that libvirt would number alike', () => {
  const usb = (model: string, inner = '') =>
    `<controller type="usb" index="0" model="ich9-${model}">${inner}</controller>`
  const ich9 =
    usb('ehci1', pciAt(0, 3).replace('slot="0x03" function="0x0"', 'slot="0x1d" function="0x7"')) +
    [1, 2, 3].map(nth => usb(`uhci${nth}`, `<master startport="${2 * nth - 2}"/>`)).join('')
  const scsi = (index: number) => `<controller type="scsi" index="${index}" model="virtio-scsi"/>`
  assert.is(cleaned(ich9 + scsi(0)).calls, '.usb2().controller(virtioScsi())')
  assert.is(cleaned(scsi(1)).calls, '.controller(virtioScsi().index(1))')
  assert.is(
    cleaned(scsi(1) + scsi(0)).calls,
    '.controller(virtioScsi().index(1)).controller(virtioScsi().index(0))',
  )
})

test('keeps an IDE controller that no disk needs', () => {
  assert.is(
    cleaned('<controller type="ide" index="0"/>', 'pc').calls,
    ".controller({ type: 'ide' })",
  )
})

test('numbers root ports as beside the root controller, which is left out', () => {
  const plain = '<controller type="pci" model="pcie-root-port"/>'
  const { calls, left } = cleaned(
    `<controller type="pci" model="pcie-root"/>${plain}${plain}${nic('')}`,
  )
  assert.is(calls, `.pcieRootPorts(2)${NIC}`)
  assert.equal(left, ['controller[1]'])
})

test('keeps a slot on the root bus of q35 that libvirt would not choose', () => {
  assert.equal(cleaned(nic(pciAt(0, 5))).left, [])
  assert.equal(cleaned(nic(pciAt(0, 5)), 'pc').left, ['interface[1]/address'])
  const video = `<video><model type="qxl"/>${pciAt(0, 1)}</video>`
  assert.equal(cleaned(video).left, ['video[1]/address'])
})

test('leaves out what libvirt adds to every PC', () => {
  const devices = `<emulator>/usr/bin/qemu-system-x86_64</emulator>
    <serial type="pty"><target type="isa-serial" port="0"><model name="isa-serial"/></target></serial>
    <console type="pty"><target type="serial" port="0"/></console>
    <input type="mouse" bus="ps2"/><input type="keyboard" bus="ps2"/><audio id="1" type="none"/><memballoon model="virtio"/>`
  const { calls, left } = cleaned(devices)
  assert.is(calls, '.serial(pty())')
  assert.is(left.length, 7)
  assert.is(cleaned(devices.replace('/usr/bin', '/opt')).left.length, 6)
  assert.is(cleaned(devices.replace('port="0"><m', 'port="1"><m')).left.length, 6)
  assert.equal(
    cleaned(
      '<memballoon model="virtio"><stats period="5"/></memballoon><audio id="1" type="spice"/>',
    ).left,
    [],
  )
})

test('leaves out the defaults of the domain', () => {
  const xml = (inner: string) =>
    `<domain type="kvm"><name>fv0</name>${inner}<os><type>hvm</type></os></domain>`
  const typescript = (inner: string) => importXml(xml(inner), { clean: true }).typescript
  const size = (name: string, kib: number) => `<${name} unit="KiB">${kib}</${name}>`
  const all = `<title/>${size('memory', 33554432)}${size('currentMemory', 33554432)}<vcpu placement="static">2</vcpu><on_poweroff>destroy</on_poweroff><on_reboot>restart</on_reboot><on_crash>destroy</on_crash><sysinfo type="smbios"><bios/><system><entry name="sku">1</entry></system></sysinfo>`
  const program = typescript(all)
  assert.match(program, '.memory(GiB(32))\n  .vcpu(2)\n')
  for (const word of ['title', 'currentMemory', 'on_', 'bios:', 'unchecked'])
    assert.not.match(program, word)
  const cell = '<cpu><numa><cell cpus="0" memory="1" unit="MiB"/></numa></cpu>'
  const equal = `${size('memory', 1024)}${size('currentMemory', 1024)}`
  assert.not.match(typescript(equal + cell), 'currentMemory')
  assert.match(typescript(equal + cell.replace('"1"', '"2"')), 'currentMemory')
  assert.match(
    typescript(`${size('memory', 2048)}${size('currentMemory', 1024)}`),
    '.currentMemory(MiB(1))',
  )
  assert.not.match(typescript('<vcpu placement="static" cpuset="0-1">2</vcpu>'), 'static')
  assert.match(typescript('<on_crash>restart</on_crash>'), ".on_crash('restart')")
})

test('leaves out the defaults of CPU, displays and video cards', () => {
  const program = (inner: string, devices = '') =>
    importXml(
      `<domain type="kvm"><name>fv0</name><os><type>hvm</type></os>${inner}<devices>${devices}</devices></domain>`,
      { clean: true },
    ).typescript
  assert.match(
    program('<cpu mode="host-passthrough" check="none" migratable="on"/>'),
    '.cpu(hostPassthrough()).devices',
  )
  assert.match(program('<cpu mode="host-passthrough" migratable="off"/>'), 'migratable(false)')
  assert.match(program('<cpu mode="host-model" check="full"/>'), "check('full')")
  assert.match(
    program(
      '<cpu mode="host-model" check="partial"><topology sockets="1" dies="1" cores="2" threads="1"/></cpu>',
    ),
    '.cpu(hostModel())\n  .topology({ sockets: 1, cores: 2, threads: 1 })\n',
  )
  const display = (attributes: string, listen: string) =>
    program('', `<graphics type="vnc" ${attributes}>${listen}</graphics>`)
  assert.match(display('autoport="yes"', '<listen type="address"/>'), '.graphics(vnc())\n')
  assert.match(
    display(
      'port="5901" autoport="no" listen="0.0.0.0"',
      '<listen type="address" address="0.0.0.0"/>',
    ),
    ".graphics(vnc(5901).listen('0.0.0.0'))\n",
  )
  assert.match(display('', '<listen type="network" network="lan"/>'), "network: 'lan'")
  const video = (model: string) => `<video><model ${model}/></video>`
  assert.match(
    program(
      '',
      video('type="qxl" ram="65536" vram="65536" vgamem="16384" heads="1" primary="yes"'),
    ),
    '.video(qxl())\n',
  )
  assert.match(program('', video('type="qxl" vram="32768"')), '.video(qxl().vram(32768))')
  assert.match(
    program('', video('type="vga"') + video('type="qxl" primary="yes"')),
    'primary(true)',
  )
})

test('leaves out the audio backend and the watchdog that libvirt adds', () => {
  const audio = (type: string) => `<audio id="1" type="${type}"/>`
  const graphics = (type: string) => `<graphics type="${type}" autoport="yes"/>`
  assert.equal(cleaned(graphics('spice') + audio('spice')).left, ['audio[1]'])
  assert.equal(cleaned(graphics('vnc') + audio('none')).left, ['audio[1]'])
  assert.equal(cleaned(graphics('spice') + audio('none')).left, [])
  assert.equal(cleaned(graphics('spice') + graphics('vnc') + audio('spice')).left, [])
  assert.equal(cleaned('<watchdog model="itco" action="reset"/>').left, ['watchdog[1]'])
  assert.equal(cleaned('<watchdog model="itco" action="poweroff"/>').left, [])
})

test('keeps names that the user has chosen', () => {
  const { calls, left } = cleaned(nic('<target dev="web0-lan"/><alias name="ua-lan"/>'))
  assert.match(calls, ".target('web0-lan')")
  assert.match(calls, ".alias('ua-lan')")
  assert.equal(left, [])
})

const disk = (dev: string, address: string, bus = 'sata'): string =>
  `<disk type="file" device="disk"><driver name="qemu" type="raw"/><source file="/a.img"/><target dev="${dev}" bus="${bus}"/><address type="drive" ${address}/></disk>`

test('leaves out a disk address only if libvirt derives it from the target name', () => {
  const seat = (controller: number, bus: number, unit: number) =>
    `controller="${controller}" bus="${bus}" target="0" unit="${unit}"`
  assert.equal(cleaned(disk('sdb', seat(0, 0, 1))).left, ['disk[1]/address'])
  assert.equal(cleaned(disk('sdh', seat(1, 0, 1))).left, ['disk[1]/address'])
  assert.equal(cleaned(disk('hdd', seat(0, 1, 1), 'ide'), 'pc').left, ['disk[1]/address'])
  assert.equal(cleaned(disk('sdaa', seat(1, 0, 10), 'scsi')).left, ['disk[1]/address'])
  assert.equal(cleaned(disk('sdb', seat(0, 0, 2))).left, [])
})

test('keeps a controller with a model or settings', () => {
  const { left } = cleaned(
    `${disk('sda', 'controller="0" bus="0" target="0" unit="0"', 'scsi')}<controller type="scsi" index="0" model="virtio-scsi"/>
     <controller type="usb" index="0" model="qemu-xhci" ports="15"/><controller type="usb" index="1" model="piix3-uhci"/>`,
    'pc',
  )
  assert.equal(
    left.filter(path => !path.endsWith('@index')),
    ['disk[1]/address'],
  )
})

test('leaves out the state of a running domain', () => {
  const { calls, left } = cleaned(
    `<disk type="file" device="disk"><driver name="qemu" type="qcow2"/><source file="/a.qcow2" index="1"/><backingStore/><target dev="vda" bus="virtio"/></disk>
     <console type="pty" tty="/dev/pts/3"><source path="/dev/pts/3"/><target type="serial" port="0"/></console>
     <graphics type="vnc" port="5901" autoport="yes" listen="127.0.0.1"/>`,
    'q35',
    ' id="7"',
  )
  assert.is(calls, ".disk(file('/a.qcow2')).console(pty()).graphics(vnc().listen('127.0.0.1'))")
  assert.equal(left.sort(), [
    'console[1]/@tty',
    'console[1]/source[1]',
    'console[1]/target',
    'disk[1]/backingStore',
    'disk[1]/source/@index',
    'domain/@id',
    'graphics[1]/@port',
  ])
})

test('keeps a manually added empty backing image', () => {
  const { calls, left } = cleaned(
    '<disk type="file" device="disk"><driver name="qemu" type="qcow2"/><source file="/a.qcow2"/><backingStore/><target dev="vda" bus="virtio"/></disk>',
  )
  assert.is(calls, ".disk(file('/a.qcow2').backingStore())")
  assert.equal(left, [])
})

test('keeps parts with a comment, and the positions of comments', () => {
  const { calls, left } = cleaned(
    `<controller type="pci" index="0" model="pcie-root"/><!-- slow --><controller type="ide" index="1" model="piix3"/>${nic('<alias name="net0"><!-- mine --></alias>')}`,
  )
  assert.equal(left, ['controller[1]'])
  assert.match(calls, /\/\/ slow\s*\.controller\(/)
  assert.match(calls, ".alias('net0')")
})

test('leaves out the warning that libvirt writes at the top of a file', () => {
  const warning = '<!--\nWARNING: THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT …\n-->\n'
  const xml = '<domain type="kvm"><name>fv0</name><os><type>hvm</type></os></domain>'
  const { typescript, diagnostics } = importXml(warning + xml, { clean: true })
  assert.not.match(typescript, 'WARNING')
  assert.equal(
    diagnostics.map(({ path }) => path),
    ['comment()'],
  )
  assert.match(importXml(warning + xml).typescript, '// WARNING')
})

test('keeps the addresses of other hypervisors', () => {
  const { diagnostics } = importXml(
    `<domain type="xen"><name>a</name><os><type>hvm</type></os><devices>${nic(pciAt(0, 3))}</devices></domain>`,
    { clean: true },
  )
  assert.equal(diagnostics, [])
})

test.run()
