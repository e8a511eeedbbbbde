/*
 * What libvirt 11.4 to 12.9 newly accepts, fills in or refuses, and what vmc does about each change. The releases and areas
 * are in the order of libvirt's data; a "?" marks a release that is only known to be between 11.4 and 12.9.
 */

/** A change of libvirt, and how vmc follows it. */
export interface SemanticChange {
  readonly release: string
  readonly area: string
  readonly change: string
  /**
   * The slug of the rule that follows the change; `schema` if the table does, with `since` or in its types; `none` if a
   * document is as valid as before.
   */
  readonly by: string
  /** Why `by` is `none`, or what to know besides. */
  readonly note?: string
  /** A document that is refused under some targets and accepted under others. */
  readonly example?: {
    readonly xml: string
    readonly refused?: readonly string[]
    readonly accepted?: readonly string[]
  }
}

const os = (machine = 'q35', more = '') =>
  `<os><type arch="x86_64" machine="${machine}">hvm</type>${more}</os><features><acpi/></features>`
const loader = (attributes: string, more = '') =>
  os('q35', `<loader ${attributes}>/a.fd</loader>${more}`)
const devices = (xml: string) => `${os()}<devices>${xml}</devices>`
const disk = (target: string, more = '', attributes = 'type="file"', driver = '') =>
  devices(`<disk ${attributes}>${driver}<source file="/a.img"/><target ${target}/>${more}</disk>`)
const bhyve = (body: string, dev = '', osXml = '<os><type>hvm</type></os>') =>
  `<domain type="bhyve"><name>a</name><memory unit="MiB">512</memory>${osXml}${body}<devices><disk type="file"><driver name="file" type="raw"/><source file="/a.img"/><target dev="hda" bus="sata"/></disk>${dev}</devices></domain>`
const hyperv = (features: string, more = '') =>
  `<os><type arch="x86_64" machine="q35">hvm</type></os><features><acpi/><hyperv mode="custom">${features}</hyperv></features>${more}`
const cputune = (xml: string) => `<vcpu>4</vcpu><cputune>${xml}</cputune>`
const cache = '<cache id="0" level="3" type="both" size="3" unit="MiB"/>'
const nic = (xml: string) =>
  devices(`<interface type="user"><model type="virtio"/>${xml}</interface>`)
const video = (xml: string) => devices(`<video>${xml}</video>`)
const iommu = (attributes: string, driver: string) =>
  `<os><type arch="${attributes.includes('smmu') ? 'aarch64' : 'x86_64'}" machine="${attributes.includes('smmu') ? 'virt' : 'q35'}">hvm</type></os>${attributes.includes('smmu') ? '' : '<features><acpi/></features>'}<devices><iommu ${attributes}><driver ${driver}/></iommu></devices>`

const [OLD, NEW] = ['11.3.0', '12.9.0']
const change = (
  release: string,
  area: string,
  text: string,
  by: string,
  more: Omit<SemanticChange, 'release' | 'area' | 'change' | 'by'> = {},
): SemanticChange => ({ release, area, change: text, by, ...more })

export const SEMANTIC_CHANGES: readonly SemanticChange[] = [
  change('12.9.0', 'vcpu', 'a vCPU count below 1 is refused', 'schema', {
    example: { xml: '<vcpu>0</vcpu>', refused: [OLD, NEW] },
  }),
  change('12.9.0', 'bhyve boot', 'SATA and virtio disks have a boot order', 'schema', {
    note: 'older releases ignore it with a loader; bhyve-boot checks it for bhyveload in all releases',
  }),
  change('12.9.0', 'bhyve tpm', 'bhyve has a TPM with an emulator outside', 'none', {
    note: 'older releases ignore the TPM of a bhyve guest',
  }),
  change('12.9.0', 'bhyve interface', 'a port on a FreeBSD bridge can be isolated', 'none', {
    note: 'older releases accept and ignore it',
  }),
  change('12.9.0', 'disk', 'permissions of a folder as source stay as they are', 'none', {
    note: 'what libvirt does on the host at start',
  }),
  change('12.8.0', 'cputune', 'allocations for the whole process, without vcpus', 'schema', {
    example: {
      xml: cputune(`<cachetune>${cache}</cachetune>`),
      refused: [OLD, '12.7.0'],
      accepted: ['12.8.0'],
    },
  }),
  change('12.8.0', 'cputune', 'they exclude allocations for vCPUs', 'resctrl-whole', {
    example: {
      xml: cputune(`<cachetune>${cache}</cachetune><cachetune vcpus="0">${cache}</cachetune>`),
      refused: [NEW],
    },
  }),
  change('12.8.0', 'cputune', 'monitors of the process exclude those of vCPUs', 'resctrl-whole', {
    example: {
      xml: cputune(
        `<cachetune>${cache}<monitor level="3"/><monitor level="3" vcpus="0"/></cachetune>`,
      ),
      refused: [NEW],
    },
  }),
  change('12.8.0', 'cputune', 'one monitor of each kind for the process', 'resctrl-whole', {
    example: {
      xml: cputune(`<cachetune>${cache}${'<monitor level="3"/>'.repeat(2)}</cachetune>`),
      refused: [NEW],
    },
  }),
  change('12.8.0', 'cputune', 'one <cachetune> for the process', 'resctrl-whole', {
    example: {
      xml: cputune(`<cachetune>${cache}</cachetune>`.repeat(2)),
      refused: [NEW],
    },
  }),
  change('12.8.0', 'bhyve/FreeBSD network', 'VLAN trunks on FreeBSD', 'none', {
    note: 'networks are another kind of document',
  }),
  change('12.7.0', 'bhyve disk', 'serials and WWNs of SATA and NVMe', 'none', {
    note: 'older releases ignore them',
  }),
  change('12.7.0', 'iothread', 'the weight of polling is at most 63', 'iothread-poll', {
    example: {
      xml: '<iothreads>1</iothreads><iothreadids><iothread id="1"><poll weight="64"/></iothread></iothreadids>',
      refused: ['12.7.0', NEW],
    },
  }),
  change('12.7.0', 'iommu', 'settings of smmuv3 that require accel', 'iommu-settings', {
    example: { xml: iommu('model="smmuv3"', 'ats="on"'), refused: ['12.7.0', NEW] },
  }),
  change('12.6.0', 'lifecycle', 'on_crash can be preserve-running', 'schema', {
    example: {
      xml: '<on_crash>preserve-running</on_crash>',
      refused: [OLD, '12.5.0'],
      accepted: ['12.6.0'],
    },
  }),
  change('12.5.0', 'video', 'the frontend of a virtio video device is filled in', 'none', {
    note: 'a default, which vmc leaves to libvirt',
  }),
  change('12.5.0', 'video', 'the frontend must fit the device', 'video-frontend', {
    example: {
      xml: video('<model type="virtio" device="vhost-user-vga"/>'),
      refused: [NEW],
    },
  }),
  change('12.5.0', 'graphics', 'VNC beside D-Bus without a daemon', 'none', {
    note: 'the document was valid before',
    example: {
      xml: devices('<graphics type="dbus" p2p="yes"/><graphics type="vnc"/>'),
      accepted: [OLD, NEW],
    },
  }),
  change('12.5.0', 'bhyve', 'on_reboot, on_poweroff and sysinfo take effect', 'none', {
    note: 'older releases ignore them',
  }),
  change('12.4.0', 'qemu', 'QEMU must be 7.2 or newer', 'none', {
    note: 'the host decides which QEMU runs',
  }),
  change('12.4.0', 'cputune', 'energytune', 'schema', {
    example: {
      xml: cputune('<energytune vcpus="0"><monitor vcpus="0"/></energytune>'),
      refused: [OLD],
      accepted: [NEW],
    },
  }),
  change('12.4.0', 'bhyve memtune', 'only hard_limit is supported', 'bhyve-tuning', {
    example: {
      xml: bhyve('<memtune><soft_limit unit="MiB">512</soft_limit></memtune>'),
      refused: ['12.4.0'],
      accepted: [OLD],
    },
  }),
  change('12.4.0', 'bhyve channel', 'channels of type unix, without a comma', 'none', {
    note: 'libvirt 11.3 ignores channels of bhyve; a comma in a name or path is not checked',
  }),
  change('12.3.0', 'bhyve blkiotune', 'one device with the path "*"', 'bhyve-tuning', {
    example: {
      xml: bhyve('<blkiotune><weight>500</weight></blkiotune>'),
      refused: [NEW],
      accepted: [OLD],
    },
  }),
  change('12.3.0', 'seclabel', 'a label of type none with a model that is missing', 'none', {
    note: 'the host decides which security drivers run',
    example: { xml: '<seclabel type="none" model="selinux"/>', accepted: [OLD, NEW] },
  }),
  change('12.3.0?', 'bhyve numa', 'up to 8 NUMA cells with vCPUs each', 'bhyve-tuning', {
    example: {
      xml: bhyve(
        '<vcpu>2</vcpu><cpu><numa><cell id="0" cpus="0-1" memory="256" unit="MiB"/><cell id="1" memory="256" unit="MiB"/></numa></cpu>',
        '',
        '<os firmware="efi"><type>hvm</type></os>',
      ),
      refused: [NEW],
    },
  }),
  change('12.2.0', 'domain', 'IOMMUFD, with fdgroup only if enabled', 'iommufd-group', {
    example: { xml: '<iommufd enabled="no" fdgroup="a"/>', refused: ['12.2.0', NEW] },
  }),
  change('12.2.0', 'iommu', '256 vCPUs on AMD need xtsup, which is filled in', 'vcpu-many', {
    note: 'libvirt adds what is needed from 10.10 on; the rule checks what it cannot add',
    example: {
      xml: '<vcpu>256</vcpu><os><type arch="x86_64" machine="q35">hvm</type></os><features><acpi/><ioapic driver="kvm"/></features>',
      refused: [NEW],
    },
  }),
  change('12.2.0', 'interface', 'passt sets default routes only', 'net-passt-settings', {
    example: {
      xml: nic('<backend type="passt"/><route gateway="10.0.0.1"/>'),
      refused: [OLD],
      accepted: [NEW],
    },
  }),
  change('12.2.0', 'filesystem', 'the driver handle is gone', 'filesystem-handle', {
    example: {
      xml: devices(
        '<filesystem type="mount"><driver type="handle"/><source dir="/a"/><target dir="a"/></filesystem>',
      ),
      refused: ['12.2.0', NEW],
      accepted: ['12.1.0'],
    },
  }),
  change('12.1.0', 'os', 'a variable store in JSON, not beside NVRAM', 'firmware-writable', {
    note: 'the schema excludes <nvram> and <varstore> together',
    example: {
      xml: loader('type="pflash" readonly="yes"', '<varstore path="/v.json"/>'),
      refused: ['12.1.0', NEW],
    },
  }),
  change('12.1.0', 'os', 'no variable storage of a writable loader', 'firmware-writable', {
    example: {
      xml: loader('type="pflash" readonly="no"', '<nvram template="/t.fd">/n.fd</nvram>'),
      refused: ['12.1.0', NEW],
      accepted: [OLD],
    },
  }),
  change('12.1.0', 'os', 'secure boot and enrolled keys on aarch64', 'none', {
    note: 'the host decides which firmware is installed',
  }),
  change('12.1.0', 'hyperv', 'features beside mode="host-model"', 'schema', {
    example: {
      xml: os().replace(
        '<acpi/>',
        '<acpi/><hyperv mode="host-model"><relaxed state="off"/></hyperv>',
      ),
      refused: [OLD],
      accepted: [NEW],
    },
  }),
  change('12.1.0', 'disk', 'latency histograms', 'disk-statistics', {
    example: {
      xml: disk(
        'dev="vda" bus="virtio"',
        '',
        'type="file"',
        '<driver name="qemu" type="raw"><statistics><latency-histogram><bin start="5"/><bin start="5"/></latency-histogram></statistics></driver>',
      ),
      refused: ['12.1.0', NEW],
    },
  }),
  change('12.1.0', 'hostdev', 'a host device can use IOMMUFD', 'schema', {
    example: {
      xml: devices(
        '<hostdev mode="subsystem" type="pci" managed="yes"><driver iommufd="yes"/><source><address domain="0" bus="1" slot="2" function="0"/></source></hostdev>',
      ),
      refused: [OLD],
      accepted: [NEW],
    },
  }),
  change('12.1.0', 'iommu', 'the granule of a virtio IOMMU', 'iommu-settings', {
    example: {
      xml: devices('<iommu model="virtio"><driver><granule size="5" unit="KiB"/></driver></iommu>'),
      refused: [NEW],
    },
  }),
  change('12.1.0', 'features', 'virtualization on the Arm machine virt', 'virtualization-arm', {
    example: {
      xml: os().replace('<acpi/>', '<acpi/><virtualization/>'),
      refused: ['12.1.0', NEW],
    },
  }),
  change('12.1.0', 'disk', 'reservations that migrate, on lun disks', 'disk-lun', {
    note: 'the rule refuses reservations of other disks in all releases',
    example: {
      xml: devices(
        '<disk type="block"><source dev="/dev/sdb"><reservations managed="yes" migration="yes"/></source><target dev="sda" bus="scsi"/></disk>',
      ),
      refused: [NEW],
    },
  }),
  change('12.1.0?', 'hostdev', 'a USB device by bus and port', 'schema', {
    example: {
      xml: devices(
        '<hostdev mode="subsystem" type="usb"><source><address bus="1" port="2" device="3"/></source></hostdev>',
      ),
      refused: [NEW],
    },
  }),
  change('12.1.0', 'bhyve', 'vcpupin, and the loader of arm64 guests', 'none', {
    note: 'older releases ignore vcpupin; the loader is a default',
  }),
  change('12.0.0', 'memory', 'nodemask of a memory device is strict', 'none', {
    note: 'a default',
  }),
  change('12.0.0', 'hyperv', 'old machines are not checked', 'hyperv-requires', {
    example: {
      xml: `<os><type arch="x86_64" machine="pc-i440fx-3.0">hvm</type></os><features><hyperv mode="custom"><ipi state="on"/></hyperv></features>`,
      accepted: [OLD, NEW],
    },
  }),
  change('12.0.0', 'os', 'formats that the choice of firmware fills in', 'none', {
    note: 'a default',
  }),
  change('12.0.0', 'bhyve', 'user networks, disks of type ctl, arm64', 'bhyve-device', {
    example: {
      xml: bhyve('', '<interface type="user"><model type="virtio"/></interface>'),
      refused: [OLD],
      accepted: ['12.0.0'],
    },
  }),
  change('11.10.0', 'domain type', 'the type hyperv on the QEMU driver', 'none', {
    note: 'rules about QEMU do not apply to the type, because the domain type hyperv was that of Hyper-V itself',
  }),
  change('11.10.0', 'iommu', 'several IOMMUs', 'schema', {
    example: {
      xml: devices('<iommu model="amd"/>'.repeat(2)),
      refused: [OLD],
      accepted: [NEW],
    },
  }),
  change('11.10.0', 'bhyve graphics', 'VNC can wait for a client', 'schema'),
  change('11.10.0', 'disk', 'dpofua of SCSI disks', 'disk-traits', {
    example: {
      xml: disk('dev="vda" bus="virtio" dpofua="on"'),
      refused: ['11.10.0', NEW],
    },
  }),
  change('11.10.0', 'disk', 'detect_zeroes holds for the whole chain', 'none', {
    note: 'a default',
  }),
  change('11.9.0', 'hyperv', 'features need the features they build on', 'hyperv-requires', {
    note: 'hyperv-stimer checks the timer hypervclock',
    example: {
      xml: hyperv('<ipi state="on"/>'),
      refused: ['11.9.0', NEW],
      accepted: ['11.8.0'],
    },
  }),
  change('11.9.0', 'hyperv', 'mode="host-model"', 'schema', {
    example: {
      xml: os().replace('<acpi/>', '<acpi/><hyperv mode="host-model"/>'),
      refused: [OLD],
      accepted: ['11.9.0'],
    },
  }),
  change('11.9.0', 'hyperv', 'spinlocks need no retries', 'hyperv-values', {
    example: {
      xml: hyperv('<spinlocks state="on"/>'),
      refused: [OLD],
      accepted: ['11.9.0'],
    },
  }),
  change('11.9.0', 'controller', 'default models of USB controllers', 'none', {
    note: 'a default',
  }),
  change(
    '11.9.0',
    'controller',
    'a USB model that the machine lacks is refused',
    'feature-machine',
    {
      note: 'refused at start before; the machines that vmc knows to lack PCI',
      example: {
        xml: '<os><type arch="x86_64" machine="isapc">hvm</type></os><devices><controller type="usb" index="0" model="qemu-xhci"/></devices>',
        refused: [OLD, NEW],
      },
    },
  ),
  change('11.9.0', 'memory', 'virtio options of memory devices', 'schema'),
  change('11.9.0', 'bhyve disk', 'the bus nvme', 'bhyve-device', {
    example: {
      xml: bhyve(
        '',
        '<controller type="nvme" index="0"><serial>a</serial></controller><disk type="file"><driver name="file" type="raw"/><source file="/b.img"/><target dev="nvme0n1" bus="nvme"/></disk>',
      ),
      refused: ['11.8.0'],
      accepted: ['11.9.0'],
    },
  }),
  change('11.8.0', 'hostdev', 'ACPI nodeset of a host device', 'schema'),
  change('11.8.0', 'interface', 'host names of passt', 'net-passt-settings', {
    example: { xml: nic('<backend hostname="a"/>'), refused: ['11.8.0', NEW] },
  }),
  change('11.8.0', 'os', 'a stateless firmware where it must be', 'none', {
    note: 'a default',
  }),
  change('11.7.0', 'domain', 'hwuuid, equal to the UUID in sysinfo', 'smbios-uuid', {
    example: {
      xml: '<uuid>c7a5fdbd-edaf-9455-926a-d65c16db1809</uuid><hwuuid>c7a5fdbd-edaf-9455-926a-d65c16db1800</hwuuid><sysinfo type="smbios"><system><entry name="uuid">c7a5fdbd-edaf-9455-926a-d65c16db1800</entry></system></sysinfo>',
      refused: [OLD],
      accepted: [NEW],
    },
  }),
  change('11.7.0', 'video', 'edid of vga, bochs and virtio', 'video-frontend', {
    example: {
      xml: video('<model type="qxl" edid="on"/>'),
      refused: ['11.7.0', NEW],
    },
  }),
  change('11.7.0', 'bhyve os', 'firmware="efi" fills in the NVRAM', 'none', {
    note: 'a default',
  }),
  change('11.6.0', 'controller', 'default model of SCSI controllers on virt', 'none', {
    note: 'a default',
  }),
  change('11.6.0', 'cpu', 'deprecated features of host-model on s390x', 'none', {
    note: 'a default',
  }),
  change('11.6.0', 'blockio', 'discard_granularity can be 0', 'schema', {
    note: 'the schema accepts 0 in all releases',
    example: {
      xml: disk('dev="vda" bus="virtio"', '<blockio discard_granularity="0"/>'),
      accepted: [OLD, NEW],
    },
  }),
  change('11.6.0', 'disk', 'RBD names with a namespace', 'schema', {
    note: 'the name is text in all releases',
    example: {
      xml: devices(
        '<disk type="network"><driver name="qemu" type="raw"/><source protocol="rbd" name="a/b/c"/><target dev="vda" bus="virtio"/></disk>',
      ),
      accepted: [OLD, NEW],
    },
  }),
  change('11.6.0', 'bhyve console', 'serial ports of type tcp, four of them', 'bhyve-serial', {
    example: {
      xml: bhyve(
        '',
        '<serial type="tcp"><source mode="bind" host="127.0.0.1" service="1234"/><target port="3"/></serial>',
      ),
      refused: [OLD],
      accepted: ['11.6.0'],
    },
  }),
  change('11.6.0', 'launchSecurity', 'Intel TDX', 'tdx', {
    example: {
      xml: `${os()}<launchSecurity type="tdx"><policy>0x2</policy></launchSecurity>`,
      refused: [NEW],
    },
  }),
  change('11.5.0', 'disk', 'the bus nvme, with a serial', 'disk-nvme-serial', {
    example: { xml: disk('dev="nvme0n1" bus="nvme"'), refused: ['11.5.0', NEW] },
  }),
  change('11.5.0', 'disk', 'one serial for all disks of a controller', 'disk-nvme-serial', {
    example: {
      xml: devices(
        ['a', 'b']
          .map(
            (serial, at) =>
              `<disk type="file"><source file="/${serial}.img"/><target dev="nvme0n${at + 1}" bus="nvme"/><serial>${serial}</serial></disk>`,
          )
          .join(''),
      ),
      refused: [NEW],
    },
  }),
  change('11.5.0', 'disk', 'default models of USB disks', 'none', { note: 'a default' }),
  change('11.5.0', 'disk', 'an empty USB CD-ROM drive is accepted', 'disk-usb-source', {
    example: {
      xml: devices('<disk type="file" device="cdrom"><target dev="sda" bus="usb"/></disk>'),
      refused: [OLD],
      accepted: ['11.5.0', NEW],
    },
  }),
  change('11.5.0', 'iommu', 'settings of the model amd', 'iommu-settings', {
    example: { xml: iommu('model="amd"', 'aw_bits="48"'), refused: [NEW] },
  }),
  change('11.4.0', 'cpu', 'POWER11', 'none', { note: 'CPU models are not a list in vmc' }),
  change('11.4.0', 'bhyve os', 'NVRAM beside firmware="efi"', 'none', {
    note: 'the document was valid before',
  }),
  change('11.4.0', 'interface', 'queues of a NIC may not change in migration', 'none', {
    note: 'about two documents, before and after',
  }),
  change('?', 'os', 'stateless="no" beside a BIOS is accepted', 'firmware-nvram', {
    example: {
      xml: loader('type="rom" stateless="no"'),
      refused: [OLD],
      accepted: [NEW],
    },
  }),
  change('?', 'graphics', 'several listen elements are refused', 'graphics-once', {
    example: {
      xml: devices(
        '<graphics type="vnc"><listen type="address" address="127.0.0.1"/><listen type="network" network="lan"/></graphics>',
      ),
      refused: [NEW],
      accepted: [OLD],
    },
  }),
  change('?', 'disk', 'the protocol vxhs is refused', 'disk-protocol-gone', {
    example: {
      xml: devices(
        '<disk type="network"><driver name="qemu" type="raw"/><source protocol="vxhs" name="a"><host name="b"/></source><target dev="vda" bus="virtio"/></disk>',
      ),
      refused: [NEW],
      accepted: [OLD],
    },
  }),
  change('?', 'disk', 'blockio of a LUN is refused', 'disk-lun', {
    example: {
      xml: devices(
        '<disk type="block" device="lun"><source dev="/dev/sdb"/><target dev="sda" bus="scsi"/><blockio logical_block_size="512"/></disk>',
      ),
      refused: [NEW],
      accepted: [OLD],
    },
  }),
  change('?', 'os', 'a ROM of format qcow2 is refused', 'firmware-writable', {
    example: {
      xml: loader('type="rom" format="qcow2" readonly="yes"'),
      refused: [NEW],
      accepted: [OLD],
    },
  }),
  change('?', 'os', 'a writable ROM is refused', 'firmware-writable', {
    example: {
      xml: loader('type="rom" readonly="no"'),
      refused: [NEW],
      accepted: [OLD],
    },
  }),
  change('?', 'iommu', 'aw_bits of virtio is 32 to 64', 'iommu-settings', {
    example: { xml: iommu('model="virtio"', 'aw_bits="31"'), refused: [NEW] },
  }),
  change('?', 'os', 'slices of NVRAM on a block device', 'none', {
    note: 'libvirt 11.3 refuses slices; a rule of its own reads the source of NVRAM',
  }),
  change('?', 'memory', 'too large sizes have a message of their own', 'number-range', {
    example: { xml: '<memory unit="EiB">8</memory>', refused: ['9.0.0', OLD, NEW] },
  }),
  change('?', 'filesystem', 'no readonly if virtiofsd is outside', 'virtiofs-readonly', {
    example: {
      xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>${devices(
        '<filesystem type="mount"><driver type="virtiofs"/><source socket="/a"/><target dir="a"/><readonly/></filesystem>',
      )}`,
      refused: [NEW],
      accepted: [OLD],
    },
  }),
  change('?', 'disk', 'statistics only on some buses', 'disk-statistics', {
    example: {
      xml: disk(
        'dev="nvme0n1" bus="nvme"',
        '<serial>a</serial>',
        'type="file"',
        '<driver name="qemu" type="raw"><statistics><statistic interval="1"/></statistics></driver>',
      ),
      refused: [NEW],
    },
  }),
  change('?', 'graphics', 'fullscreen of type desktop left the schema', 'schema', {
    note: 'vmc still reads it, so that documents of older releases stay valid',
  }),
  change('?', 'os', 'NVRAM at a path of a datastore', 'schema'),
]
