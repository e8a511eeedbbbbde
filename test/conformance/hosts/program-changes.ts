// Changes that people make to programs, for tests on real hosts.
import { domain } from '../../../src/schema/domain/domain.ts'
import {
  childAt,
  childrenAt,
  isNode,
  type Node,
  scalarAt,
  slotOf,
  valuesOf,
  withoutSlot,
  withSlot,
} from '../../../src/tree/node.ts'
import { read } from '../../../src/xml/read.ts'

/** Changes the tree of a program as its author wrote it; `undefined` if the change does not apply to it. */
export type ProgramChange = (program: Node) => Node | undefined

/** The tree of a domain with these children. */
function parse(inner: string): Node {
  const { node, diagnostics } = read(
    `<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>${inner}</domain>`,
    domain,
  )
  if (!node) throw new Error(`${inner}: ${diagnostics[0]!.message}`)
  return node
}

const devicesIn = (program: Node, kind: string): readonly Node[] => {
  const devices = childAt(program, 'devices')
  return devices ? childrenAt(devices, kind) : []
}

/** A program with other devices of a kind. */
function withList(program: Node, kind: string, list: readonly Node[]): Node {
  const devices = childAt(program, 'devices') ?? childAt(parse('<devices/>'), 'devices')!
  const { origin } = program
  const isList = devices.element.fields[kind]!.many === true
  const value =
    list.length === 0
      ? withoutSlot(devices, kind)
      : withSlot(devices, kind, { value: isList ? list : list[0]!, origin })
  return withSlot(program, 'devices', { value, origin })
}

/** Adds a device in front of those of its kind. A device that a domain can have once is only added where it is missing. */
function inFront(xml: string, isSingle = false): ProgramChange {
  const [kind, slot] = Object.entries(
    childAt(parse(`<devices>${xml}</devices>`), 'devices')!.fields,
  )[0]!
  return program => {
    const own = devicesIn(program, kind)
    return isSingle && own.length > 0
      ? undefined
      : withList(program, kind, [...valuesOf(slot).filter(isNode), ...own])
  }
}

const removeFirst =
  (kind: string): ProgramChange =>
  program => {
    const list = devicesIn(program, kind)
    return list.length === 0 ? undefined : withList(program, kind, list.slice(1))
  }

/** Changes the first device of a kind that the test accepts. */
const changeFirst =
  (kind: string, change: (device: Node) => Node | undefined): ProgramChange =>
  program => {
    const list = devicesIn(program, kind)
    for (const [index, device] of list.entries()) {
      const next = change(device)
      if (next) return withList(program, kind, list.with(index, next))
    }
    return undefined
  }

/** Replaces fields of a node by those of an example, and removes those that the example has empty. */
function withFields(node: Node, example: Node, ...removed: readonly string[]): Node {
  const kept = removed.reduce((one, key) => withoutSlot(one, key), node)
  return Object.entries(example.fields).reduce((one, [key, slot]) => {
    const [own, next] = [childAt(one, key), slot.value]
    // Attributes are added to an element, and lists are replaced.
    const value = own && isNode(next) ? withFields(own, next) : next
    return withSlot(one, key, { value, origin: slot.origin })
  }, kept)
}

/** Sets fields of a device as in an example. */
function setIn(kind: string, xml: string, ...removed: readonly string[]): (device: Node) => Node {
  const example = childrenAt(childAt(parse(`<devices>${xml}</devices>`), 'devices')!, kind)[0]!
  return device => withFields(device, example, ...removed)
}

/** Sets fields of a domain as in an example. */
const set = (xml: string, ...removed: readonly string[]): ProgramChange => {
  const example = withoutSlot(parse(xml), 'type')
  return program => withFields(program, example, ...removed)
}

const onlyIf =
  (test: (program: Node) => boolean, change: ProgramChange): ProgramChange =>
  program =>
    test(program) ? change(program) : undefined

const reversed: ProgramChange = program => {
  const devices = childAt(program, 'devices')
  if (!devices) return undefined
  const kinds = Object.keys(devices.fields).filter(kind => devicesIn(program, kind).length > 1)
  if (kinds.length === 0) return undefined
  // The order of some devices is their number: the first serial port is ttyS0.
  return kinds
    .filter(kind => ORDERLESS.includes(kind))
    .reduce((one, kind) => withList(one, kind, devicesIn(one, kind).toReversed()), program)
}

const ORDERLESS = ['disk', 'interface', 'filesystem', 'hostdev', 'channel', 'controller']

const swapped: ProgramChange = program => {
  const [first, second, ...rest] = devicesIn(program, 'disk')
  return second && withList(program, 'disk', [second, first!, ...rest])
}

/** The images of two disks change places, and their names stay. */
const swappedImages: ProgramChange = program => {
  const [first, second, ...rest] = devicesIn(program, 'disk')
  const [one, other] = [first, second].map(disk => disk && slotOf(disk, 'source'))
  // Without names, the disks would only be in another order.
  if ([first, second].some(disk => disk && !scalarAt(disk, 'target', 'dev'))) return undefined
  if (!one || !other || scalarAt(first!, 'type') !== scalarAt(second!, 'type')) return undefined
  return withList(program, 'disk', [
    withSlot(first!, 'source', other),
    withSlot(second!, 'source', one),
    ...rest,
  ])
}

/** The memory times a number. */
const memoryTimes =
  (factor: number): ProgramChange =>
  program => {
    const memory = childAt(program, 'memory')
    const value = memory && scalarAt(memory, 'value')
    if (value === undefined) return undefined
    const { origin } = memory!
    const next = withSlot(memory!, 'value', { value: Math.ceil(Number(value) * factor), origin })
    return withSlot(program, 'memory', { value: next, origin })
  }

const has =
  (...path: readonly string[]) =>
  (program: Node): boolean => {
    let node: Node | undefined = program
    for (const key of path.slice(0, -1)) node = node && childAt(node, key)
    return node !== undefined && slotOf(node, path.at(-1)!) !== undefined
  }

const isNot =
  (test: (program: Node) => boolean) =>
  (program: Node): boolean =>
    !test(program)

const isMachine =
  (pattern: RegExp) =>
  (program: Node): boolean =>
    pattern.test(String(scalarAt(program, 'os', 'type', 'machine') ?? 'pc'))

/** The bus of the first disk whose bus is one of these, with a name for the new bus. */
const bus = (from: string, to: string, dev: string): ProgramChange =>
  changeFirst('disk', disk =>
    scalarAt(disk, 'target', 'bus') === from
      ? setIn('disk', `<disk><target dev='${dev}' bus='${to}'/></disk>`, 'address')(disk)
      : undefined,
  )

const NEW_DEVICES: Readonly<Record<string, ProgramChange>> = {
  disk: inFront(
    "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/new.qcow2'/></disk>",
  ),
  'SATA disk': inFront(
    "<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='/new.img'/><target dev='sdw' bus='sata'/></disk>",
  ),
  'SCSI disk': inFront(
    "<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='/new.img'/><target dev='sdw' bus='scsi'/></disk>",
  ),
  'CD-ROM drive': inFront("<disk type='file' device='cdrom'><target dev='sdx' bus='usb'/></disk>"),
  interface: inFront("<interface type='user'><model type='virtio'/></interface>"),
  'e1000 interface': inFront(
    "<interface type='bridge'><source bridge='br9'/><model type='e1000'/></interface>",
  ),
  controller: inFront("<controller type='scsi' index='9' model='virtio-scsi'/>"),
  'virtio-serial controller': inFront("<controller type='virtio-serial' index='9'/>"),
  filesystem: inFront(
    "<filesystem type='mount' accessmode='passthrough'><source dir='/srv/new'/><target dir='new'/></filesystem>",
  ),
  input: inFront("<input type='tablet' bus='usb'/>"),
  'virtio input': inFront("<input type='keyboard' bus='virtio'/>"),
  channel: inFront(
    "<channel type='unix'><target type='virtio' name='org.example.new.0'/></channel>",
  ),
  serial: inFront("<serial type='pty'/>", true),
  console: inFront("<console type='pty'/>", true),
  parallel: inFront("<parallel type='pty'/>", true),
  graphics: inFront("<graphics type='vnc' port='-1' autoport='yes'/>", true),
  sound: inFront("<sound model='ich9'/>"),
  video: inFront("<video><model type='qxl'/></video>", true),
  hostdev: inFront(
    "<hostdev mode='subsystem' type='usb'><source><vendor id='0x1234'/><product id='0xabcd'/></source></hostdev>",
  ),
  redirdev: inFront(
    "<redirdev bus='usb' type='tcp'><source mode='connect' host='localhost' service='4000'/></redirdev>",
  ),
  watchdog: inFront("<watchdog model='i6300esb' action='reset'/>", true),
  memballoon: inFront("<memballoon model='virtio'><stats period='10'/></memballoon>", true),
  rng: inFront("<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>"),
  tpm: inFront(
    "<tpm model='tpm-tis'><backend type='passthrough'><device path='/dev/tpm0'/></backend></tpm>",
    true,
  ),
  panic: inFront("<panic model='isa'/>", true),
  shmem: inFront("<shmem name='new'><model type='ivshmem-plain'/><size unit='M'>4</size></shmem>"),
  vsock: inFront("<vsock model='virtio'><cid auto='no' address='99'/></vsock>", true),
  hub: inFront("<hub type='usb'/>"),
  smartcard: inFront("<smartcard mode='host'/>", true),
  audio: inFront("<audio id='9' type='none'/>"),
}

/** A program without the names of disks and NICs that vmc can fill in. */
export function withoutNames(program: Node): Node {
  const disks = devicesIn(program, 'disk').map(disk => {
    const target = childAt(disk, 'target')
    const isFilled = target && childAt(disk, 'source') && scalarAt(target, 'bus') !== undefined
    return isFilled
      ? withSlot(disk, 'target', { value: withoutSlot(target, 'dev'), origin: disk.origin })
      : disk
  })
  const nics = devicesIn(program, 'interface').map(nic => withoutSlot(nic, 'mac'))
  const named = disks.length > 0 ? withList(program, 'disk', disks) : program
  return nics.length > 0 ? withList(named, 'interface', nics) : named
}

/** The changes by what they are. */
export const programChanges: Readonly<Record<string, ProgramChange>> = {
  ...Object.fromEntries(
    Object.entries(NEW_DEVICES).map(([what, change]) => [`a ${what} in front`, change]),
  ),
  ...Object.fromEntries(
    [
      ...['disk', 'interface', 'controller', 'filesystem', 'input', 'channel', 'serial', 'console'],
      ...['parallel', 'graphics', 'sound', 'video', 'hostdev', 'redirdev', 'watchdog'],
      ...['memballoon', 'rng', 'tpm', 'panic', 'shmem', 'vsock', 'hub', 'smartcard', 'audio'],
      ...['lease', 'memory', 'iommu', 'nvram'],
    ].map(kind => [`without the first ${kind}`, removeFirst(kind)]),
  ),
  'devices in another order': reversed,
  'two disks in another order': swapped,
  'two disks with the image of the other': swappedImages,
  'another disk name': changeFirst('disk', disk =>
    scalarAt(disk, 'target', 'bus') === 'virtio'
      ? setIn('disk', "<disk><target dev='vdq'/></disk>")(disk)
      : undefined,
  ),
  'another SATA disk name': changeFirst('disk', disk =>
    scalarAt(disk, 'target', 'bus') === 'sata'
      ? setIn('disk', "<disk><target dev='sdq'/></disk>", 'address')(disk)
      : undefined,
  ),
  'a title': set('<title>new</title>'),
  'more memory': memoryTimes(2),
  'less memory': memoryTimes(0.5),
  'memory and current memory': set(
    "<memory unit='MiB'>700</memory><currentMemory unit='MiB'>600</currentMemory>",
  ),
  'no current memory': onlyIf(has('currentMemory'), program =>
    withoutSlot(program, 'currentMemory'),
  ),
  'more vCPUs': set('<vcpu>16</vcpu>', 'vcpus'),
  'one vCPU': set('<vcpu>1</vcpu>', 'vcpus'),
  'vCPUs for hotplug': set("<vcpu current='2'>8</vcpu>", 'vcpus'),
  'another CPU': set("<cpu mode='custom' match='exact'><model>core2duo</model></cpu>", 'cpu'),
  'the CPU of the host': set("<cpu mode='host-model'/>", 'cpu'),
  'the maximum CPU': set("<cpu mode='maximum'/>", 'cpu'),
  'a CPU topology': set(
    "<vcpu>4</vcpu><cpu><topology sockets='1' cores='2' threads='2'/></cpu>",
    'vcpus',
  ),
  'no CPU': onlyIf(has('cpu'), program => withoutSlot(program, 'cpu')),
  'boot from the network first': onlyIf(
    has('os', 'boot'),
    set("<os><boot dev='network'/><boot dev='hd'/></os>"),
  ),
  'the boot order of a disk': onlyIf(
    isNot(has('os', 'boot')),
    changeFirst('disk', disk =>
      childAt(disk, 'boot') ? undefined : setIn('disk', "<disk><boot order='7'/></disk>")(disk),
    ),
  ),
  'boot orders in place of boot devices': onlyIf(has('os', 'boot'), program => {
    const os = childAt(program, 'os')!
    const without = withSlot(program, 'os', {
      value: withoutSlot(os, 'boot'),
      origin: program.origin,
    })
    return changeFirst('disk', setIn('disk', "<disk><boot order='1'/></disk>"))(without)
  }),
  'a boot menu': set("<os><bootmenu enable='yes' timeout='3000'/></os>"),
  'a BIOS on the serial port': set("<os><bios useserial='yes'/></os>"),
  UEFI: onlyIf(
    isNot(has('os', 'loader')),
    set(
      "<os><loader readonly='yes' type='pflash'>/usr/share/OVMF/OVMF_CODE.fd</loader><nvram template='/usr/share/OVMF/OVMF_VARS.fd'>/srv/new_VARS.fd</nvram></os>",
    ),
  ),
  'UEFI without NVRAM path': onlyIf(
    isNot(has('os', 'loader')),
    set(
      "<os><loader readonly='yes' type='pflash'>/usr/share/OVMF/OVMF_CODE.fd</loader><nvram template='/usr/share/OVMF/OVMF_VARS.fd'/></os>",
    ),
  ),
  'another loader': onlyIf(
    has('os', 'loader'),
    set("<os><loader readonly='yes' type='pflash'>/usr/share/OVMF/other.fd</loader></os>"),
  ),
  'no UEFI': onlyIf(has('os', 'loader'), program => {
    const os = ['loader', 'nvram', 'firmware'].reduce(withoutSlot, childAt(program, 'os')!)
    return withSlot(program, 'os', { value: os, origin: program.origin })
  }),
  'a direct boot': set('<os><kernel>/k</kernel><initrd>/i</initrd><cmdline>quiet</cmdline></os>'),
  'an older machine': onlyIf(
    isMachine(/^pc/),
    onlyIf(isNot(isMachine(/q35/)), set("<os><type machine='pc-i440fx-6.2'/></os>")),
  ),
  'an older q35': onlyIf(isMachine(/q35/), set("<os><type machine='pc-q35-6.2'/></os>")),
  'q35 in place of pc': onlyIf(isMachine(/^pc(?!-q35)/), set("<os><type machine='q35'/></os>")),
  'pc in place of q35': onlyIf(isMachine(/q35/), set("<os><type machine='pc'/></os>")),
  'a clock in local time': set("<clock offset='localtime'/>", 'clock'),
  'a timer': set("<clock><timer name='hpet' present='no'/></clock>"),
  'another lifecycle action': set('<on_crash>restart</on_crash><on_reboot>destroy</on_reboot>'),
  'no ACPI': onlyIf(has('features', 'acpi'), program => {
    const { origin } = program
    return withSlot(program, 'features', {
      value: withoutSlot(childAt(program, 'features')!, 'acpi'),
      origin,
    })
  }),
  'Hyper-V features': set(
    "<features><hyperv><relaxed state='on'/><vapic state='on'/><spinlocks state='on' retries='8191'/></hyperv></features>",
  ),
  'huge pages': set('<memoryBacking><hugepages/></memoryBacking>'),
  'I/O threads': set('<iothreads>2</iothreads>', 'iothreadids'),
  'pinned vCPUs': set("<cputune><vcpupin vcpu='0' cpuset='0'/></cputune>"),
  'another image': changeFirst('disk', disk =>
    scalarAt(disk, 'type') === 'file'
      ? setIn('disk', "<disk><source file='/other.img'/></disk>", 'backingStore')(disk)
      : undefined,
  ),
  'a network disk in place of an image': changeFirst('disk', disk =>
    scalarAt(disk, 'type') === 'file'
      ? setIn(
          'disk',
          "<disk type='network'><source protocol='nbd'><host name='nbd.example' port='10809'/></source></disk>",
          ...['source', 'backingStore'],
        )(disk)
      : undefined,
  ),
  'a block device in place of an image': changeFirst('disk', disk =>
    scalarAt(disk, 'type') === 'file'
      ? setIn('disk', "<disk type='block'><source dev='/dev/vg/new'/></disk>", 'source')(disk)
      : undefined,
  ),
  'another cache': changeFirst(
    'disk',
    setIn('disk', "<disk><driver name='qemu' cache='none'/></disk>"),
  ),
  'a read-only disk': changeFirst('disk', disk =>
    scalarAt(disk, 'target', 'bus') === 'virtio'
      ? setIn('disk', '<disk><readonly/></disk>')(disk)
      : undefined,
  ),
  'SATA in place of virtio': bus('virtio', 'sata', 'sdy'),
  'SCSI in place of virtio': bus('virtio', 'scsi', 'sdy'),
  'USB in place of IDE': bus('ide', 'usb', 'sdy'),
  'virtio in place of IDE': bus('ide', 'virtio', 'vdy'),
  'virtio in place of SCSI': bus('scsi', 'virtio', 'vdy'),
  'virtio in place of SATA': bus('sata', 'virtio', 'vdy'),
  'another NIC model': changeFirst('interface', nic =>
    setIn(
      'interface',
      `<interface><model type='${scalarAt(nic, 'model', 'type') === 'e1000' ? 'virtio' : 'e1000'}'/></interface>`,
      'driver',
    )(nic),
  ),
  'a USB NIC': changeFirst(
    'interface',
    setIn('interface', "<interface><model type='usb-net'/></interface>", 'address', 'driver'),
  ),
  'another bridge': changeFirst('interface', nic =>
    scalarAt(nic, 'type') === 'bridge'
      ? setIn('interface', "<interface><source bridge='br8'/></interface>")(nic)
      : undefined,
  ),
  'a network in place of a user network': changeFirst('interface', nic =>
    scalarAt(nic, 'type') === 'user'
      ? setIn('interface', "<interface type='network'><source network='new'/></interface>")(nic)
      : undefined,
  ),
  'a link that is down': changeFirst(
    'interface',
    setIn('interface', "<interface><link state='down'/></interface>"),
  ),
  'SPICE in place of VNC': changeFirst('graphics', one =>
    scalarAt(one, 'type') === 'vnc'
      ? childrenAt(
          childAt(parse("<devices><graphics type='spice' autoport='yes'/></devices>"), 'devices')!,
          'graphics',
        )[0]
      : undefined,
  ),
  'VNC in place of SPICE': changeFirst('graphics', one =>
    scalarAt(one, 'type') === 'spice'
      ? childrenAt(
          childAt(parse("<devices><graphics type='vnc' autoport='yes'/></devices>"), 'devices')!,
          'graphics',
        )[0]
      : undefined,
  ),
  'a fixed VNC port': changeFirst('graphics', one =>
    scalarAt(one, 'type') === 'vnc'
      ? setIn('graphics', "<graphics port='5999' autoport='no'/>")(one)
      : undefined,
  ),
  'another VNC address': changeFirst('graphics', one =>
    scalarAt(one, 'type') === 'vnc'
      ? setIn('graphics', "<graphics listen='0.0.0.0'/>", 'listens')(one)
      : undefined,
  ),
  'another video card': changeFirst('video', video =>
    setIn(
      'video',
      `<video><model type='${scalarAt(video, 'model', 'type') === 'virtio' ? 'vga' : 'virtio'}'/></video>`,
      'model',
    )(video),
  ),
  'a QXL card': changeFirst('video', setIn('video', "<video><model type='qxl'/></video>", 'model')),
  'another sound card': changeFirst('sound', sound =>
    setIn(
      'sound',
      `<sound model='${scalarAt(sound, 'model') === 'ac97' ? 'ich6' : 'ac97'}'/>`,
    )(sound),
  ),
  'another SCSI controller': changeFirst('controller', one =>
    scalarAt(one, 'type') === 'scsi'
      ? setIn(
          'controller',
          `<controller model='${scalarAt(one, 'model') === 'virtio-scsi' ? 'lsilogic' : 'virtio-scsi'}'/>`,
          'driver',
        )(one)
      : undefined,
  ),
  'another USB controller': changeFirst('controller', one =>
    scalarAt(one, 'type') === 'usb' && !/ich9/.test(String(scalarAt(one, 'model')))
      ? setIn('controller', "<controller model='qemu-xhci'/>", 'ports')(one)
      : undefined,
  ),
  'a USB mouse in place of a PS/2 mouse': changeFirst('input', one =>
    scalarAt(one, 'bus') === 'ps2' ? setIn('input', "<input bus='usb'/>")(one) : undefined,
  ),
  'a virtio tablet in place of a USB tablet': changeFirst('input', one =>
    scalarAt(one, 'bus') === 'usb' && scalarAt(one, 'type') === 'tablet'
      ? setIn('input', "<input bus='virtio'/>", 'address')(one)
      : undefined,
  ),
  'a serial port to a file': changeFirst('serial', one =>
    scalarAt(one, 'type') === 'pty'
      ? setIn(
          'serial',
          "<serial type='file'><source path='/tmp/serial.log'/></serial>",
          'source',
        )(one)
      : undefined,
  ),
  'a USB serial port': changeFirst('serial', one =>
    scalarAt(one, 'target', 'type') === 'pci-serial'
      ? undefined
      : setIn('serial', "<serial><target type='usb-serial'/></serial>", 'target', 'address')(one),
  ),
  'no memory balloon': changeFirst(
    'memballoon',
    setIn(
      'memballoon',
      "<memballoon model='none'/>",
      'stats',
      'driver',
      'alias',
      'address',
      'autodeflate',
      'freePageReporting',
    ),
  ),
  'another watchdog': changeFirst('watchdog', one =>
    setIn(
      'watchdog',
      `<watchdog model='${scalarAt(one, 'model') === 'ib700' ? 'i6300esb' : 'ib700'}'/>`,
      'address',
    )(one),
  ),
  'another watchdog action': changeFirst(
    'watchdog',
    setIn('watchdog', "<watchdog action='none'/>"),
  ),
  'another entropy source': changeFirst('rng', one =>
    setIn('rng', "<rng><backend model='random'>/dev/hwrng</backend></rng>", 'backend')(one),
  ),
  'a TPM of version 2': changeFirst(
    'tpm',
    setIn('tpm', "<tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>", 'backend'),
  ),
  'an argument for QEMU': program => ({
    ...withSlot(
      program,
      'qemuCommandline',
      parse("<qemu:commandline><qemu:arg value='-s'/></qemu:commandline>").fields.qemuCommandline!,
    ),
  }),
}
