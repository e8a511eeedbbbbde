// What libvirt's QEMU driver refuses in its own checks of definitions, each beside a similar definition that it accepts.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { errorsIn } from '../support/errors-in.ts'

const test = suite('checks of the QEMU driver')

const MACHINES = {
  pc: '<os><type arch="x86_64" machine="pc">hvm</type></os>',
  q35: '<os><type arch="x86_64" machine="q35">hvm</type></os><features><acpi/></features>',
  virt: '<os><type arch="aarch64" machine="virt">hvm</type></os>',
  pseries: '<os><type arch="ppc64" machine="pseries">hvm</type></os>',
}
type Machine = keyof typeof MACHINES
const OLD = '9.0.0'

/** The errors of a domain: `top` is a part of the domain, and `devices` of its devices. */
const errors = (
  {
    top = '',
    devices = '',
    machine = 'q35',
  }: { top?: string; devices?: string; machine?: Machine },
  libvirt?: string,
): readonly string[] =>
  errorsIn(
    `${top}${MACHINES[machine]}<devices>${devices}</devices>`,
    libvirt === undefined ? {} : { libvirt },
  )

const CELLS =
  '<vcpu>2</vcpu><cpu><numa><cell id="0" cpus="0" memory="512" unit="MiB"/><cell id="1" cpus="1" memory="512" unit="MiB"/></numa></cpu>'

test('a NUMA node has one size of huge pages', () => {
  const pages = (first: string, second: string) =>
    errors({
      top: `<memoryBacking><hugepages><page size="2048" nodeset="${first}"/><page size="1048576" nodeset="${second}"/></hugepages></memoryBacking>${CELLS}`,
    })
  assert.equal(pages('0', '1'), [])
  assert.equal(pages('0-1', '1'), ['hugepages-node'])
})

test('more than 255 vCPUs on an x86 guest whose machine the host chooses', () => {
  const vcpus = (count: number, libvirt?: string) =>
    errorsIn(
      `<vcpu>${count}</vcpu><os><type arch="x86_64">hvm</type></os>`,
      libvirt === undefined ? {} : { libvirt },
    )
  assert.equal(vcpus(288, OLD), ['vcpu-many'])
  assert.equal(vcpus(255, OLD), [])
  // It may be q35, to which libvirt 10.10 and newer add the IOMMU.
  assert.equal(vcpus(288), [])
  assert.equal(vcpus(65535), ['vcpu-many'])
})

test('no x86 machine that a host may choose has a second IDE controller', () => {
  const ide = (index: number) =>
    errorsIn(
      `<os><type arch="x86_64">hvm</type></os><devices><controller type="ide" index="${index}"/></devices>`,
    )
  assert.equal(ide(0), [])
  assert.equal(ide(1), ['ide-controller'])
})

test('machines without IDE', () => {
  const ide = (os: string) =>
    errorsIn(
      `<os><type ${os}>hvm</type></os><devices><disk type="file"><source file="/a"/><target dev="hda" bus="ide"/></disk><controller type="usb" model="none"/><memballoon model="none"/></devices>`,
    )
  assert.equal(ide('arch="x86_64" machine="pc-i440fx-7.2"'), [])
  assert.equal(ide('arch="x86_64" machine="ubuntu"'), [])
  assert.equal(ide('arch="x86_64" machine="microvm"'), ['disk-ide-machine'])
  assert.equal(ide('arch="armv7l" machine="vexpress-a15"'), ['disk-ide-machine'])
})

test('slots for memory modules, also where libvirt needs no number of them', () => {
  const modules = (attributes: string, libvirt?: string) =>
    errors(
      {
        top: `<maxMemory ${attributes} unit="GiB">8</maxMemory>${CELLS}`,
        devices:
          '<memory model="dimm"><target><size unit="MiB">256</size><node>0</node></target></memory>',
      },
      libvirt,
    )
  assert.equal(modules('slots="1"'), [])
  assert.equal(modules(''), ['memory-module-slot'])
  assert.equal(modules('', OLD), ['VMC1013', 'memory-module-slot'])
})

test('the bits of maxphysaddr before libvirt 9.3', () => {
  const emulate = (attributes: string, libvirt?: string) =>
    errors({ top: `<cpu><maxphysaddr mode="emulate" ${attributes}/></cpu>` }, libvirt)
  assert.equal(emulate(''), [])
  assert.equal(emulate('', OLD), ['cpu-maxphysaddr'])
  assert.equal(emulate('bits="42"', OLD), [])
})

test('only CPUs of x86 have migratable', () => {
  const passthrough = (machine: Machine, migratable: string) =>
    errors({ machine, top: `<cpu mode="host-passthrough" migratable="${migratable}"/>` })
  assert.equal(passthrough('q35', 'on'), [])
  assert.equal(passthrough('virt', 'off'), [])
  assert.equal(passthrough('virt', 'on'), ['cpu-migratable'])
})

test('Arm boards without PCI and virtio-mmio', () => {
  const board = (machine: string, devices: string, libvirt?: string) =>
    errorsIn(
      `<os><type arch="armv7l"${machine && ` machine="${machine}"`}>hvm</type></os><devices>${devices}</devices>`,
      libvirt === undefined ? {} : { libvirt },
    )
  const DISK = '<disk type="file"><source file="/a"/><target dev="vda" bus="virtio"/></disk>'
  const VGA = '<graphics type="vnc"/><video><model type="vga"/></video>'
  const NIC = '<interface type="user"/>'
  for (const libvirt of [OLD, undefined]) {
    assert.equal(board('raspi2b', DISK, libvirt), ['pci-slot'])
    assert.equal(board('vexpress-a15', DISK, libvirt), [])
    assert.equal(board('virt', DISK + VGA, libvirt), [])
    assert.equal(board('raspi2b', NIC, libvirt), [])
  }
  // Older releases give devices no PCI address on such a board, and only virtio devices need one.
  assert.equal(board('raspi2b', VGA, OLD), [])
  assert.equal(board('raspi2b', VGA), ['pci-slot'])
  const root = '<controller type="pci" index="0" model="pcie-root"/>'
  const port = '<controller type="pci" index="1" model="pcie-root-port"/>'
  assert.equal(board('raspi2b', root + port, OLD), ['pci-root'])
  assert.equal(board('raspi2b', root, OLD), [])
  assert.equal(board('raspi2b', root, '12.9.0'), ['pci-root'])
  assert.equal(board('raspi2b', root), [])
  // Without a machine, older releases take such a board, and newer ones the machine virt.
  assert.equal(board('', DISK, OLD), ['pci-slot'])
  assert.equal(board('', DISK), [])
})

test('without a machine, libvirt before 9.3 takes an Arm board with one CPU', () => {
  const vcpus = (count: number, libvirt?: string) =>
    errorsIn(
      `<vcpu>${count}</vcpu><os><type arch="aarch64">hvm</type></os>`,
      libvirt === undefined ? {} : { libvirt },
    )
  assert.equal(vcpus(2, OLD), ['vcpu-many'])
  assert.equal(vcpus(1, OLD), [])
  assert.equal(vcpus(2), [])
})

test('of two states of a vCPU, libvirt uses the last', () => {
  const vcpus = (...hotpluggable: string[]) =>
    errors({
      top: `<vcpu current="1">2</vcpu><vcpus><vcpu id="0" enabled="yes" hotpluggable="no"/>${hotpluggable
        .map(one => `<vcpu id="1" enabled="no" hotpluggable="${one}"/>`)
        .join('')}</vcpus>`,
    })
  assert.equal(vcpus('no', 'yes'), [])
  assert.equal(vcpus('yes', 'no'), ['vcpu-missing'])
})

test('a security label without type and model', () => {
  const label = (attributes: string, libvirt?: string) =>
    errors({ top: `<seclabel ${attributes}/>` }, libvirt)
  assert.equal(label(''), [])
  assert.equal(label('', OLD), ['seclabel-model'])
  assert.equal(label('type="dynamic"', OLD), [])
})

test('vDPA disks need shared memory', () => {
  const disk =
    '<disk type="vhostvdpa"><driver name="qemu" type="raw" cache="none"/><source dev="/dev/vhost-vdpa-0"/><target dev="vda" bus="virtio"/></disk>'
  const shared = '<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>'
  assert.equal(errors({ devices: disk }), ['shared-memory'])
  assert.equal(errors({ top: shared, devices: disk }), [])
})

test('a USB NIC has no ACPI index and no ROM, and only QEMU for x86 has vmvga', () => {
  const nic = (model: string) =>
    errors({
      devices: `<interface type="user"><model type="${model}"/><acpi index="3"/></interface>`,
    })
  assert.equal(nic('virtio'), [])
  assert.equal(nic('usb-net'), ['acpi-index'])
  const rom = (model: string) =>
    errors({
      devices: `<interface type="user"><model type="${model}"/><rom bar="off"/></interface>`,
    })
  assert.equal(rom('virtio'), [])
  assert.equal(rom('usb-net'), ['rom-pci'])
  const vmvga = (machine: Machine) =>
    errors({ machine, devices: '<video><model type="vmvga"/></video>' })
  assert.equal(vmvga('pc'), [])
  assert.equal(vmvga('virt'), ['arch-device'])
})

test('the number of a serial port, where the largest of 32 bits means none', () => {
  const port = (number: number) =>
    errors(
      { devices: `<serial type="pty"><target type="isa-serial" port="${number}"/></serial>` },
      OLD,
    )
  assert.equal(port(3), [])
  assert.equal(port(4), ['serial-isa-port'])
  assert.equal(port(4294967295), [])
})

test('the prefix of a NIC with passt', () => {
  const passt = (prefix: number) =>
    errors({
      devices: `<interface type="user"><backend type="passt"/><ip family="ipv4" address="172.17.2.4" prefix="${prefix}"/></interface>`,
    })
  assert.equal(passt(32), [])
  assert.equal(passt(33), ['net-ip-family'])
})

test('a machine has one PCI root', () => {
  const roots = (...indices: string[]) =>
    errors({
      devices: indices.map(one => `<controller type="pci" ${one} model="pcie-root"/>`).join(''),
    })
  assert.equal(roots(''), [])
  assert.equal(roots('', ''), ['pci-root'])
  assert.equal(roots('', 'index="0"'), ['pci-root'])
})

test('a node has one memnode', () => {
  const memnodes = (...cells: string[]) =>
    errors({
      top: `<numatune>${cells.map(id => `<memnode cellid="${id}" mode="strict" nodeset="0"/>`).join('')}</numatune>${CELLS}`,
    })
  assert.equal(memnodes('0', '1'), [])
  assert.equal(memnodes('0', '0'), ['numatune-memnode'])
})

test('memory placement follows that of the vCPUs', () => {
  const memory = (placement: string, numatune: string) =>
    errors({
      top: `<vcpu placement="${placement}">1</vcpu><numatune><memory ${numatune}/></numatune>`,
    })
  assert.equal(memory('static', 'mode="preferred"'), ['numatune-nodeset'])
  assert.equal(memory('auto', 'mode="preferred"'), [])
  assert.equal(memory('static', 'mode="preferred" nodeset="0"'), [])
})

test('the maximum memory includes the memory devices', () => {
  const max = (size: number) =>
    errors({
      top: `<maxMemory slots="4" unit="MiB">${size}</maxMemory>${CELLS}`,
      devices:
        '<memory model="dimm"><target><size unit="MiB">256</size><node>0</node></target></memory>',
    })
  assert.equal(max(1280), [])
  assert.equal(max(1200), ['memory-max'])
})

test('memory modules of POWER are rounded up to a multiple of 256 MiB', () => {
  const memory = (kib: number, libvirt: string) =>
    errors(
      {
        machine: 'pseries',
        top: `<maxMemory slots="4" unit="KiB">4194304</maxMemory><memory unit="KiB">${kib}</memory>`,
        devices: [523264, 524287]
          .map(
            size =>
              `<memory model="dimm"><target><size unit="KiB">${size}</size></target></memory>`,
          )
          .join(''),
      },
      libvirt,
    )
  assert.equal(memory(1048576, '9.0.0'), ['memory-devices-fit'])
  assert.equal(memory(1048577, '9.0.0'), [])
  assert.equal(memory(1047551, '12.9.0'), ['memory-devices-fit'])
  assert.equal(memory(1047552, '12.9.0'), [])
  assert.equal(memory(4194304, '9.0.0'), [])
  assert.equal(memory(4193280, '12.9.0'), ['memory-max'])
  assert.equal(memory(4193279, '12.9.0'), [])
})

test('slots for memory devices, and the nodes that libvirt adds for them', () => {
  const MAX = '<maxMemory slots="4" unit="GiB">8</maxMemory>'
  const node = (machine: Machine, id: number, libvirt?: string) =>
    errors(
      {
        machine,
        top: `${MAX}<memory unit="GiB">2</memory>`,
        devices: `<memory model="dimm"><target><size unit="MiB">256</size><node>${id}</node></target></memory>`,
      },
      libvirt,
    )
  assert.equal(node('q35', 0), [])
  assert.equal(node('q35', 1), ['memory-hotplug-numa'])
  assert.equal(node('pseries', 0), [])
  assert.equal(node('pseries', 0, OLD), ['memory-hotplug-numa'])
  const slots = (text: string, libvirt: string) =>
    errors({ top: `<maxMemory ${text} unit="GiB">8</maxMemory>${CELLS}` }, libvirt)
  assert.equal(slots('', '9.6.0'), [])
  assert.equal(slots('', OLD), ['VMC1013'])
  assert.equal(slots('slots="0"', OLD), ['memory-hotplug-numa'])
})

test('the order of vCPUs', () => {
  const vcpus = (...entries: string[]) =>
    errors({
      top: `<vcpu>3</vcpu><vcpus>${entries.map(entry => `<vcpu ${entry}/>`).join('')}</vcpus>`,
    })
  const on = (id: number, more: string) => `id="${id}" enabled="yes" ${more}`
  const FIRST = on(0, 'hotpluggable="no" order="1"')
  assert.equal(vcpus(FIRST, on(1, 'hotpluggable="yes" order="2"')), [])
  assert.equal(vcpus(FIRST, on(1, 'order="2"'), on(2, 'order="2"')), [])
  assert.equal(vcpus(FIRST, 'id="1" enabled="no" hotpluggable="yes"'), [])
  const wrong = [
    [on(1, 'order="2"')],
    [on(0, 'hotpluggable="yes" order="1"')],
    [on(0, 'order="2"'), on(1, 'order="1"')],
    [FIRST, on(1, '')],
    [on(0, ''), on(1, 'order="1"')],
    [FIRST, on(1, 'hotpluggable="yes" order="2"'), on(2, 'hotpluggable="no" order="3"')],
    [FIRST, on(1, 'hotpluggable="no" order="3"'), on(2, 'hotpluggable="no" order="2"')],
  ]
  for (const entries of wrong) assert.equal(vcpus(...entries), ['vcpu-order'], entries.join())
})

test('the level of a CPU cache belongs to the mode emulate, and passthrough to the CPU of the host', () => {
  const cache = (attributes: string, mode = 'host-passthrough') =>
    errors({ top: `<cpu mode="${mode}"><cache ${attributes}/></cpu>` })
  for (const attributes of ['mode="emulate" level="3"', 'mode="passthrough"', 'mode="disable"'])
    assert.equal(cache(attributes), [], attributes)
  for (const attributes of [
    'mode="emulate"',
    'mode="emulate" level="2"',
    'mode="passthrough" level="3"',
    'mode="disable" level="3"',
  ])
    assert.equal(cache(attributes), ['cpu-cache'], attributes)
  assert.equal(cache('mode="passthrough"', 'maximum'), [])
  assert.equal(cache('mode="passthrough"', 'host-model'), ['cpu-cache'])
  assert.equal(cache('mode="disable"', 'host-model'), [])
})

test('CPU models and features that libvirt knows', () => {
  const cpu = (machine: Machine, attributes: string, parts: string, libvirt?: string) =>
    errors({ machine, top: `<cpu ${attributes}>${parts}</cpu>` }, libvirt)
  const model = (machine: Machine, name: string, libvirt?: string) =>
    cpu(machine, 'mode="custom"', `<model>${name}</model>`, libvirt)
  assert.equal(model('q35', 'EPYC-Genoa'), [])
  assert.equal(model('q35', 'EPYC-Genoa', OLD), ['cpu-model-known'])
  assert.equal(model('q35', 'EPYC-Genoa', '10.0.0'), [])
  for (const name of ['Skylake-Clent', 'max', 'host', 'cortex-a57'])
    assert.equal(model('q35', name), ['cpu-model-known'], name)
  for (const name of ['cortex-a57', 'max', 'unknown']) assert.equal(model('virt', name), [], name)
  const forbid = (machine: Machine, name: string) =>
    cpu(machine, 'mode="custom"', `<model fallback="forbid">${name}</model>`)
  assert.equal(forbid('virt', 'POWER9'), ['cpu-model-known'])
  assert.equal(forbid('pseries', 'POWER9'), [])
  const feature = (machine: Machine, name: string, libvirt?: string) =>
    cpu(machine, 'mode="maximum"', `<feature policy="disable" name="${name}"/>`, libvirt)
  assert.equal(feature('q35', 'vmx'), [])
  assert.equal(feature('q35', 'vxm'), ['cpu-feature-known'])
  assert.equal(feature('q35', 'its-no', OLD), ['cpu-feature-known'])
  assert.equal(feature('virt', 'sve512'), [])
  assert.equal(feature('virt', 'sve500'), ['cpu-feature-known'])
  assert.equal(feature('virt', 'vmx'), [])
  assert.equal(feature('pseries', 'anything'), ['arch-device'])
})

test('SVE lengths without SVE, with every policy', () => {
  const sve = (policy: string, length: string) =>
    errors({
      machine: 'virt',
      top: `<cpu mode="maximum"><feature policy="${policy}" name="sve"/><feature policy="${length}" name="sve512"/></cpu>`,
    })
  assert.equal(sve('require', 'disable'), [])
  assert.equal(sve('forbid', 'disable'), ['cpu-sve'])
})

test('a setting with the value off is set', () => {
  const cpu = (mode: string) => errors({ top: `<cpu mode="${mode}" migratable="off"/>` })
  assert.equal(cpu('host-model'), ['cpu-migratable'])
  assert.equal(cpu('maximum'), [])
})

test('addresses of devices', () => {
  const PCI = '<address type="pci" domain="0" bus="0" slot="9" function="0"/>'
  const USB = '<address type="usb" bus="0" port="1"/>'
  const accepted = [
    '<panic model="isa"><address type="isa" iobase="0x505"/></panic>',
    `<watchdog model="i6300esb">${PCI}</watchdog>`,
    '<channel type="pty"><target type="virtio" name="a"/><address type="virtio-serial" controller="0" bus="0" port="1"/></channel>',
    `<input type="tablet" bus="usb">${USB}</input>`,
  ]
  for (const devices of accepted) assert.equal(errors({ machine: 'pc', devices }), [], devices)
  const refused: [string, string][] = [
    [`<panic model="isa">${PCI}</panic>`, 'panic-device'],
    [`<panic>${PCI}</panic>`, 'panic-device'],
    [`<watchdog model="i6300esb">${USB}</watchdog>`, 'watchdog-machine'],
    [
      '<console type="pty"><target type="virtio"/><address type="isa" iobase="0x3f8"/></console>',
      'virtio-serial-address',
    ],
    [
      '<input type="tablet" bus="usb"><address type="usb" bus="0x0" port="1"/></input>',
      'usb-bus-number',
    ],
  ]
  for (const [devices, slug] of refused)
    assert.ok(errors({ machine: 'pc', devices }).includes(slug), devices)
})

test('devices that need USB, which is off', () => {
  const OFF = '<controller type="usb" model="none"/>'
  assert.equal(errors({ devices: `${OFF}<sound model="ich9"/>` }), [])
  assert.equal(errors({ devices: `${OFF}<sound model="usb"/>` }), ['usb-disabled'])
  assert.equal(errors({ devices: `${OFF}<smartcard mode="host"/>` }), ['usb-disabled'])
})

test('models of devices and machines', () => {
  const ib700 = (machine: Machine, libvirt?: string) =>
    errors({ machine, devices: '<watchdog model="ib700"/>' }, libvirt)
  assert.equal(ib700('pc'), [])
  assert.equal(ib700('q35'), ['watchdog-machine'])
  assert.equal(ib700('q35', OLD), [])
  const serial = (machine: Machine, model: string) =>
    errors({
      machine,
      devices: `<serial type="pty"><target type="system-serial"><model name="${model}"/></target></serial>`,
    })
  assert.equal(serial('virt', 'pl011'), [])
  assert.equal(serial('virt', '16550a'), ['serial-machine'])
  const tpm = (machine: Machine) =>
    errors({
      machine,
      devices: '<tpm model="tpm-tis"><backend type="emulator" version="1.2"/></tpm>',
    })
  assert.equal(tpm('q35'), [])
  assert.equal(tpm('pseries'), ['tpm-version'])
  const input = (type: string, model: string) =>
    errors({
      devices: `<input type="${type}" bus="virtio" model="${model}"><source evdev="/dev/input/event1"/></input>`,
    })
  assert.equal(input('passthrough', 'virtio'), [])
  assert.equal(input('passthrough', 'virtio-transitional'), ['input-transitional'])
  const bridge = (node: number) =>
    errors({
      machine: 'pseries',
      top: CELLS,
      devices: `<controller type="pci" index="1" model="pci-root"><target index="1"><node>${node}</node></target></controller>`,
    })
  assert.equal(bridge(1), [])
  assert.equal(bridge(2), ['pci-expander'])
  const first = (index: number) =>
    errors({
      machine: 'pseries',
      devices: `<controller type="pci" model="pci-root"><target index="${index}"/></controller>`,
    })
  assert.equal(first(0), [])
  assert.equal(first(1), ['spapr-phb-index'])
})

test('types, passwords and ports of graphics', () => {
  const gl = (...types: string[]) =>
    errors({ devices: types.map(type => `<graphics type="${type}"/>`).join('') })
  assert.equal(gl('egl-headless', 'vnc', 'spice'), [])
  assert.equal(gl('egl-headless', 'vnc', 'dbus'), ['graphics-gl'])
  const password = (text: string) => errors({ devices: `<graphics type="vnc" passwd="${text}"/>` })
  assert.equal(password('äbcdefg'), [])
  assert.equal(password('äbcdefgh'), ['vnc-password'])
  const spice = (attributes: string, inside = '') =>
    errors({ devices: `<graphics type="spice" ${attributes}>${inside}</graphics>` })
  assert.equal(spice('autoport="yes" defaultMode="secure"'), [])
  assert.equal(spice('port="5901" defaultMode="secure"'), ['spice-security'])
  assert.equal(spice('port="5901" tlsPort="5902" defaultMode="secure"'), [])
  const CHANNEL = '<channel name="main" mode="secure"/>'
  assert.equal(spice('', `<listen type="none"/>${CHANNEL}`), ['spice-security'])
  assert.equal(spice('', '<listen type="none"/><channel name="main" mode="insecure"/>'), [])
  const main = (...modes: string[]) => modes.map(mode => `<channel name="main" mode="${mode}"/>`)
  assert.equal(spice('tlsPort="5902"', main('insecure', 'secure').join('')), [])
  assert.equal(spice('tlsPort="5902"', main('secure', 'insecure').join('')), ['spice-security'])
})

test('shared folders with the same target', () => {
  const folder = (driver: string) =>
    `<filesystem type="mount">${driver}<source dir="/a"/><target dir="a"/></filesystem>`
  const [VIRTIOFS, PLAIN] = [folder('<driver type="virtiofs"/>'), folder('')]
  const SHARED = '<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>'
  assert.equal(errors({ top: SHARED, devices: PLAIN + PLAIN }), [])
  assert.equal(errors({ top: SHARED, devices: VIRTIOFS + PLAIN }), ['filesystem-target-unique'])
  assert.equal(errors({ top: SHARED, devices: VIRTIOFS + PLAIN }, OLD), [])
})

test('only one device has ramfb', () => {
  const host = (type: string, address: string) =>
    `<hostdev mode="subsystem" type="${type}" ${type === 'mdev' ? 'model="vfio-pci"' : ''} managed="no" display="on" ramfb="on"><source><address ${address}/></source></hostdev>`
  const PCI = host('pci', 'domain="0" bus="5" slot="1" function="0"')
  const MDEV = host('mdev', 'uuid="53764d0e-85a0-42b4-af5c-2046b460b1d1"')
  const VNC = '<graphics type="vnc"/>'
  const top = ''
  assert.equal(errors({ top, devices: VNC + PCI }), [])
  assert.ok(errors({ top, devices: VNC + PCI + MDEV }).includes('hostdev-mdev'))
})

test('a shim needs a kernel', () => {
  const os = (more: string, libvirt?: string) =>
    errorsIn(
      `<os><type arch="x86_64" machine="pc">hvm</type>${more}</os>`,
      libvirt === undefined ? {} : { libvirt },
    )
  assert.equal(os('<kernel>/k</kernel><shim>/s</shim>'), [])
  assert.equal(os('<shim>/s</shim>'), ['shim-kernel'])
  assert.equal(os('<shim>/s</shim>', '11.3.0'), [])
})

test('PCI host bridges that libvirt adds', () => {
  const bus = (number: string) =>
    errors({
      machine: 'pseries',
      devices: `<memballoon model="virtio"><address type="pci" domain="0" bus="${number}" slot="2" function="0"/></memballoon>`,
    })
  assert.equal(bus('0x1e'), [])
  assert.equal(bus('0x1f'), ['phb-full'])
  assert.equal(bus('0x80'), ['phb-full'])
})

test('the numbers of USB host devices', () => {
  const usb = (source: string) =>
    errors({
      devices: `<hostdev mode="subsystem" type="usb"><source>${source}</source></hostdev>`,
    })
  const ids = (vendor: string) => usb(`<vendor id="${vendor}"/><product id="0x1"/>`)
  for (const id of ['0x0781', '781', '077']) assert.equal(ids(id), [], id)
  for (const id of ['0781', 'abcd', '0x0']) assert.equal(ids(id), ['hostdev-usb-id'], id)
  assert.equal(usb('<address bus="1" device="3"/>'), [])
  assert.equal(usb('<address bus="0" device="0"/>'), ['hostdev-usb-id'])
  assert.equal(usb('<address bus="08" device="3"/>'), ['hostdev-usb-id'])
})

test('CPU quotas and shares', () => {
  const tune = (xml: string, libvirt?: string) =>
    errors({ top: `<cputune>${xml}</cputune>` }, libvirt)
  for (const quota of ['-1', '0', '1000']) assert.equal(tune(`<quota>${quota}</quota>`), [], quota)
  assert.equal(tune('<global_quota>999</global_quota>'), ['cputune-range'])
  assert.equal(tune('<shares>300000</shares>'), [])
  assert.equal(tune('<shares>300000</shares>', OLD), ['cputune-range'])
  const node = '<memorytune vcpus="0"><node id="0" bandwidth="200"/></memorytune>'
  assert.equal(tune(node), [])
  assert.equal(tune(node, OLD), ['cputune-range'])
})

test('timers of x86 on Arm', () => {
  const timer = (attributes: string) =>
    errors({ machine: 'virt', top: `<clock offset="utc"><timer ${attributes}/></clock>` })
  assert.equal(timer('name="tsc"'), [])
  assert.equal(timer('name="kvmclock" present="no"'), [])
  assert.equal(timer('name="kvmclock" present="yes"'), ['feature-machine'])
  assert.equal(timer('name="pit" tickpolicy="delay"'), [])
  assert.equal(timer('name="pit" tickpolicy="catchup"'), ['feature-machine'])
})

test('an I/O thread 0 is none', () => {
  const controller = (id: number) =>
    errors({
      devices: `<controller type="scsi" model="lsilogic"><driver iothread="${id}"/></controller>`,
    })
  assert.equal(controller(0), [])
  assert.equal(controller(1), ['iothread-controller', 'iothread-exists'])
})

test('several watchdogs, and the model of shared memory, by release', () => {
  const WATCHDOG = '<watchdog model="i6300esb" action="reset"/>'
  assert.equal(errors({ devices: WATCHDOG + WATCHDOG }), [])
  assert.equal(errors({ devices: WATCHDOG + WATCHDOG }, OLD), ['VMC1013'])
  const shmem = (model: string, libvirt?: string) =>
    errors({ devices: `<shmem name="a">${model}<size unit="MiB">4</size></shmem>` }, libvirt)
  assert.equal(shmem('<model type="ivshmem-plain"/>'), [])
  assert.equal(shmem(''), ['shmem'])
  assert.equal(shmem('', OLD), [])
})

test('the memory of a video device is rounded up', () => {
  const vga = (vram: number) =>
    errors({ devices: `<video><model type="vga" vram="${vram}"/></video>` })
  assert.equal(vga(1000), [])
  assert.equal(vga(512), ['video-settings'])
})

test('numbers that are too large', () => {
  const port = (value: string, libvirt?: string) =>
    errors({ devices: `<parallel type="pty"><target port="${value}"/></parallel>` }, libvirt)
  assert.equal(port('3'), [])
  assert.equal(port('2147483648'), ['chardev-port'])
  assert.equal(port('2147483648', OLD), [])
  assert.equal(errors({ top: '<iothreads>4294967295</iothreads>' }), ['iothreads-range'])
  const cache = (size: string) =>
    errors({
      devices: `<disk type="file"><driver name="qemu" type="qcow2"><metadata_cache><max_size unit="KiB">${size}</max_size></metadata_cache></driver><source file="/a"/><target dev="vda" bus="virtio"/></disk>`,
    })
  assert.equal(cache('1024'), [])
  assert.equal(cache('9223372036854775808'), ['number-range'])
})

test.run()
