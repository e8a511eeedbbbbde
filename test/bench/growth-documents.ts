/*
 * Documents that grow in one respect: in devices of a kind, domains, findings, attributes, comments and so on.
 */

/** Makes the documents of one respect with a size. */
export type Grow = (n: number) => readonly string[]

const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0')
const mac = (n: number): string => hex(n, 10).replace(/../g, ':$&')

const uuid = (n: number): string => `4dea22b3-1d52-d8f3-2516-${hex(n, 12)}`

/** A domain with a name, a number and inner XML. */
const domain = (inner: string, nth = 0): string =>
  `<domain type="kvm"><name>fv${nth}</name><uuid>${uuid(nth)}</uuid><memory unit="GiB">4</memory><vcpu>2</vcpu><os><type arch="x86_64" machine="q35">hvm</type></os>${inner}</domain>`

const each = (n: number, of: (nth: number) => string): string =>
  Array.from({ length: n }, (_, nth) => of(nth)).join('\n')

const devices =
  (of: (nth: number) => string): Grow =>
  n => [domain(`<devices>\n${each(n, of)}\n</devices>`)]

const devicesOf = (n: number, of: (nth: number) => string): readonly string[] => devices(of)(n)

const controller = (type: string, index: number): string =>
  `<controller type="${type}" index="${index}"/>`

/** An element in itself. vmc refuses documents with more than a hundred levels. */
const nested = (start: string, end: string): string => start.repeat(20) + end.repeat(20)

const letters = (nth: number): string =>
  nth < 26
    ? String.fromCharCode(97 + nth)
    : letters(Math.floor(nth / 26) - 1) + String.fromCharCode(97 + (nth % 26))

/** One device of each kind, by its element. */
const DEVICES: Readonly<Record<string, (nth: number) => string>> = {
  disk: nth =>
    `<disk type="file" device="disk"><driver name="qemu" type="qcow2"/><source file="/${nth}.qcow2"/><target dev="vd${letters(nth)}" bus="virtio"/></disk>`,
  lease: nth =>
    `<lease><lockspace>a</lockspace><key>k${nth}</key><target path="/l${nth}"/></lease>`,
  controller: nth => `<controller type="pci" index="${nth}" model="pcie-root-port"/>`,
  filesystem: nth =>
    `<filesystem type="mount"><source dir="/s${nth}"/><target dir="t${nth}"/></filesystem>`,
  interface: nth =>
    `<interface type="bridge"><mac address="52${mac(nth)}"/><source bridge="br0"/><model type="virtio"/></interface>`,
  smartcard: () => '<smartcard mode="host"/>',
  serial: nth => `<serial type="pty"><target port="${nth}"/></serial>`,
  parallel: nth => `<parallel type="pty"><target port="${nth}"/></parallel>`,
  console: nth => `<console type="pty"><target type="virtio" port="${nth}"/></console>`,
  channel: nth =>
    `<channel type="unix"><target type="virtio" name="org.example.${nth}"/></channel>`,
  tpm: () => '<tpm model="tpm-crb"><backend type="emulator" version="2.0"/></tpm>',
  input: () => '<input type="tablet" bus="usb"/>',
  graphics: nth => `<graphics type="vnc" port="${5900 + (nth % 59_000)}" autoport="no"/>`,
  sound: () => '<sound model="ich9"/>',
  audio: nth => `<audio id="${nth + 1}" type="none"/>`,
  video: () => '<video><model type="virtio" heads="1"/></video>',
  hostdev: nth =>
    `<hostdev mode="subsystem" type="pci" managed="yes"><source><address domain="0x${hex(nth >> 13, 4)}" bus="0x${hex((nth >> 5) & 255, 2)}" slot="0x${hex(nth & 31, 2)}" function="0x0"/></source></hostdev>`,
  redirdev: () => '<redirdev bus="usb" type="spicevmc"/>',
  hub: () => '<hub type="usb"/>',
  watchdog: () => '<watchdog model="i6300esb" action="reset"/>',
  memballoon: () => '<memballoon model="virtio"/>',
  rng: () => '<rng model="virtio"><backend model="random">/dev/urandom</backend></rng>',
  shmem: nth =>
    `<shmem name="shm${nth}"><model type="ivshmem-plain"/><size unit="M">4</size></shmem>`,
  memory: nth =>
    `<memory model="dimm"><target><size unit="KiB">524288</size><node>0</node></target><address type="dimm" slot="${nth}"/></memory>`,
  panic: () => '<panic model="isa"/>',
  vsock: nth => `<vsock model="virtio"><cid auto="no" address="${nth + 3}"/></vsock>`,
}

/** Sizes from which a respect is another one: vCPUs have numbers up to 65535, and larger numbers are errors. */
export const MAX_SIZES: Readonly<Record<string, number>> = { 'vCPU pins': 2 ** 16 }

/** The respects in which a document can grow, by name. */
export const GROWTH: Readonly<Record<string, Grow>> = {
  ...Object.fromEntries(Object.entries(DEVICES).map(([name, of]) => [name, devices(of)])),
  'bad disks': devices(nth => `<disk type="bad${nth}"><target dev="vd" bus="x${nth}"/></disk>`),
  'disks with addresses': devices(
    nth =>
      `<disk type="file"><source file="/${nth}"/><target dev="sd${letters(nth)}" bus="scsi"/><alias name="scsi${nth}"/><address type="drive" controller="${nth >> 4}" bus="0" target="0" unit="${nth & 15}"/></disk>`,
  ),
  'root ports with addresses': devices(
    nth =>
      `<controller type="pci" index="${nth + 1}" model="pcie-root-port"><target chassis="${(nth % 255) + 1}" port="0x${hex(nth & 255, 2)}"/><address type="pci" bus="0x00" slot="0x${hex((nth >> 3) & 31, 2)}" function="0x${nth & 7}"/></controller>`,
  ),
  'controllers with descending indexes': n => devicesOf(n, nth => controller('scsi', n - nth)),
  'PCI bridges with descending indexes': n =>
    devicesOf(n, nth => `<controller type="pci" index="${n - nth}" model="pci-bridge"/>`),
  'disks with descending names': n => devicesOf(n, nth => DEVICES.disk!(n - nth - 1)),
  'disks with one name': devices(() => DEVICES.disk!(0)),
  'NICs with one MAC address': devices(() => DEVICES.interface!(0)),
  'NICs with PCI addresses': devices(
    nth =>
      `<interface type="user"><model type="virtio"/><address type="pci" domain="0" bus="0x${hex((nth >> 5) & 255, 2)}" slot="0x${hex(nth & 31, 2)}" function="0"/></interface>`,
  ),
  'USB devices with ports': devices(
    nth =>
      `<input type="tablet" bus="usb"><address type="usb" bus="0" port="${(nth % 8) + 1}.${((nth >> 3) % 8) + 1}"/></input>`,
  ),
  'USB hubs with ports': devices(
    nth => `<hub type="usb"><address type="usb" bus="0" port="${nth + 1}"/></hub>`,
  ),
  'virtio-serial ports': devices(
    nth =>
      `<channel type="pty"><target type="virtio" name="c${nth}"/><address type="virtio-serial" controller="${nth >> 4}" bus="0" port="${(nth & 15) + 1}"/></channel>`,
  ),
  'memory devices with addresses': devices(
    nth =>
      `<memory model="dimm"><target><size unit="KiB">524288</size><node>0</node></target><address type="dimm" slot="${nth}" base="0x${hex(nth * 1024, 12)}"/></memory>`,
  ),
  'devices with a boot order': devices(
    nth =>
      `<disk type="file"><source file="/${nth}"/><target dev="vd${letters(nth)}"/><boot order="${nth + 1}"/></disk>`,
  ),
  'devices with one alias': devices(() => '<input type="tablet"><alias name="ua-a"/></input>'),
  'SCSI host devices': devices(
    nth =>
      `<hostdev mode="subsystem" type="scsi"><source><adapter name="scsi_host0"/><address bus="0" target="0" unit="${nth}"/></source></hostdev>`,
  ),
  'NUMA cells': n => [
    domain(
      `<cpu><numa>${each(n, nth => `<cell id="${nth}" cpus="${nth}" memory="1024"/>`)}</numa></cpu>`,
    ),
  ],
  // The names have one length, because more suggestions are compared with longer names.
  'CPU features': n => [
    domain(`<cpu mode="host-model">${each(n, nth => `<feature name="f${hex(nth, 6)}"/>`)}</cpu>`),
  ],
  'I/O threads': n => [
    domain(`<iothreadids>${each(n, nth => `<iothread id="${nth + 1}"/>`)}</iothreadids>`),
  ],
  'hosts of a disk': n => [
    domain(
      `<devices><disk type="network"><source protocol="rbd" name="p/i">${each(n, nth => `<host name="h${nth}"/>`)}</source><target dev="vda"/></disk></devices>`,
    ),
  ],
  'command-line arguments': n => [
    domain(
      `<q:commandline xmlns:q="http://libvirt.org/schemas/domain/qemu/1.0">${each(n, nth => `<q:arg value="${nth}"/>`)}</q:commandline>`,
    ),
  ],
  'unknown elements': devices(nth => `<unknown${nth} a="1"/>`),
  'unknown elements of one name': devices(() => '<unknown>text</unknown>'),
  'nested backing stores': devices(
    nth =>
      `<disk type="file"><source file="/${nth}"/>${nested('<backingStore type="file"><format type="raw"/><source file="/b"/>', '</backingStore>')}<target dev="vd${letters(nth)}"/></disk>`,
  ),
  'nested unknown elements': devices(() => nested('<unknown>', '</unknown>')),
  'nested metadata': n => [
    domain(
      `<metadata>${each(n, nth => `<a:b xmlns:a="urn:${nth}">${nested('<a:c>', '</a:c>')}</a:b>`)}</metadata>`,
    ),
  ],
  'characters of an attribute': n => [domain(`<pm a="${'x'.repeat(n * 50)}"/>`)],
  'references in a text': n => [domain(`<title>${'&lt;'.repeat(n * 10)}</title>`)],
  'lines of a text': n => [domain(`<description>${'line\n'.repeat(n * 10)}</description>`)],
  'characters of a comment': n => [domain(`<!-- ${'x'.repeat(n * 50)} -->`)],
  'blank lines': n => [domain('\n'.repeat(n * 50))],
  'unknown attributes on a line': n => [
    domain(`<pm ${Array.from({ length: n }, (_, nth) => `unknown${nth}="1"`).join(' ')}/>`),
  ],
  comments: n => [
    domain(`<devices>${each(n, nth => `<!-- ${nth} -->`)}<hub type="usb"/></devices>`),
  ],
  'comments before devices': devices(nth => `<!-- ${nth} --><hub type="usb"/>`),
  'texts beside devices': devices(() => 'text<hub type="usb"/>'),
  // The sets of CPUs stay small, because a set with a larger number than 16383 is an error.
  'vCPU pins': n => [
    domain(`<cputune>${each(n, nth => `<vcpupin vcpu="${nth}" cpuset="${nth % 64}"/>`)}</cputune>`),
  ],
  metadata: n => [domain(`<metadata>${each(n, nth => `<a:b xmlns:a="urn:a${nth}"/>`)}</metadata>`)],
  'boot devices': n => [
    `<domain type="kvm"><name>fv0</name><uuid>${uuid(0)}</uuid><os><type>hvm</type>${each(n, () => '<boot dev="hd"/>')}</os></domain>`,
  ],
  'SMBIOS strings': n => [
    domain(
      `<sysinfo type="smbios"><oemStrings>${each(n, nth => `<entry>${nth}</entry>`)}</oemStrings></sysinfo>`,
    ),
  ],
  'domains with the same images': n =>
    Array.from({ length: n }, (_, nth) =>
      domain(`<devices>${each(4, DEVICES.disk!)}</devices>`, nth),
    ),
  'domains with one name': n => Array.from({ length: n }, () => domain('')),
  'alike domains': n =>
    Array.from({ length: n }, (_, nth) =>
      domain(`<devices>${DEVICES.disk!(0).replace('/0.', `/${nth}.`)}</devices>`, nth),
    ),
  'different domains': n =>
    Array.from({ length: n }, (_, nth) =>
      domain(
        `<title>${nth}</title><cpu mode="custom"><model>m${nth}</model>${each(5, k => `<feature policy="require" name="f${nth}-${k}"/>`)}</cpu>`,
        nth,
      ),
    ),
  'domains that differ in their devices': n =>
    Array.from({ length: n }, (_, nth) =>
      domain(
        `<devices>${each(1 + (nth % 12), DEVICES.interface!)
          .replaceAll('52:', `52:${hex(nth & 255, 2)}:`)
          .replaceAll(/(address="52(:..){5}):../g, '$1')}</devices>`,
        nth,
      ),
    ),
}
