// A rule reports several kinds of mistakes, and its example has one. These are others, in the form of examples.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { xmlDomains } from '../../src/build/check-rule.ts'
import { rightVersion, wrongVersion } from '../../src/check/example.ts'
import { validate } from '../../src/check/validator.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'

const test = suite('kinds of mistakes')

const Q35 = '<os><type arch="x86_64" machine="q35">hvm</type></os><features><acpi/></features>'
const PC = '<os><type arch="x86_64" machine="pc">hvm</type></os>'
const S390 = '<os><type arch="s390x" machine="s390-ccw-virtio">hvm</type></os>'
const SHARED = '<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>'
const FILE = '<source file="/a.img"/>'
const VDA = '<target dev="vda" bus="virtio"/>'
const SERIAL = '<serial type="pty"><target type="isa-serial"/></serial>'
const XHCI = '<controller type="usb" index="0" model="qemu-xhci" ports="4"/>'

const disk = (inner: string, attributes = 'type="file"'): string =>
  `<devices><disk ${attributes}>${inner}</disk></devices>`
const cells = (first: string, second: string): string =>
  `<vcpu>2</vcpu><cpu><numa><cell id="0" ${first}</cell><cell id="1" ${second}</cell></numa></cpu>`
const ONE_EACH = ['cpus="0" memory="1">', 'cpus="1" memory="1">'] as const
const zpci = (uid: string, slot: number): string =>
  `<rng model="virtio"><backend model="random">/dev/urandom</backend><address type="pci" domain="0" bus="0" slot="${slot}" function="0"><zpci uid="${uid}" fid="${slot}"/></address></rng>`

/** A rule, a part of its message, and a definition. */
const MISTAKES: readonly (readonly [slug: string, message: string, xml: string])[] = [
  [
    'disk-qcow2-options',
    'no use on a read-only disk',
    disk(
      `<driver name="qemu" type="qcow2" discard_no_unref="on"/><source file="/a.qcow2"/>${VDA}{<readonly/> -> }`,
    ),
  ],
  [
    'disk-scsi-identity',
    'the product "0123456789ABCDEFG" has 17 characters',
    disk(
      `${FILE}<target dev="sda" bus="scsi"/><product>{0123456789ABCDEFG -> 0123456789ABCDEF}</product>`,
    ),
  ],
  [
    'disk-startup-policy',
    'a disk of type "network" cannot have a startupPolicy',
    disk(
      `<source protocol="rbd" name="p/a" {startupPolicy="optional" -> }/>${VDA}`,
      'type="network"',
    ),
  ],
  [
    'disk-target-whole',
    'namespaces are numbered from 1',
    disk(`${FILE}<target dev="{nvme0n0 -> nvme0n1}" bus="nvme"/>`),
  ],
  [
    'disk-throttle',
    'too large for QEMU',
    disk(
      `${FILE}${VDA}<iotune><total_bytes_sec>{1000000000000001 -> 1000000000000000}</total_bytes_sec></iotune>`,
    ),
  ],
  [
    'disk-traits',
    'on bus "virtio" cannot have the model "usb-storage"',
    disk(`${FILE}${VDA}`, 'type="file" model="{usb-storage -> virtio}"'),
  ],
  [
    'disk-traits',
    'only a hard disk has a rotation rate',
    disk(
      `${FILE}<target dev="sda" bus="sata" rotation_rate="7200"/>`,
      'type="file" device="{cdrom -> disk}"',
    ),
  ],
  [
    'disk-traits',
    'an SD card has no serial',
    disk(`${FILE}<target dev="{sda -> vda}" bus="{sd -> virtio}"/><serial>a</serial>`),
  ],
  [
    'disk-traits',
    'a hard disk has no tray',
    disk(`${FILE}<target dev="sda" bus="sata" {tray="open" -> }/>`),
  ],
  [
    'disk-vhostuser',
    'cannot be on bus "sata"',
    SHARED +
      disk(
        '<source type="unix" path="/a.sock"/><target dev="{sda -> vda}" bus="{sata -> virtio}"/>',
        'type="vhostuser"',
      ),
  ],
  [
    'disk-vhostuser',
    'reconnecting needs a timeout',
    SHARED +
      disk(
        `<source type="unix" path="/a.sock"><reconnect enabled="yes" {-> timeout="10"}/></source>${VDA}`,
        'type="vhostuser"',
      ),
  ],
  [
    'throttle-filters',
    'a CD-ROM drive has no throttle filters',
    `<throttlegroups><throttlegroup><group_name>a</group_name><total_iops_sec>100</total_iops_sec></throttlegroup></throttlegroups>${disk(`${FILE}<target dev="sda" bus="scsi"/><throttlefilters><throttlefilter group="a"/></throttlefilters>`, 'type="file" device="{cdrom -> disk}"')}`,
  ],
  [
    'iothread-queues',
    'I/O thread 1 is listed twice',
    `<iothreads>2</iothreads>${disk(`<driver name="qemu" type="raw"><iothreads><iothread id="1"/><iothread id="{1 -> 2}"/></iothreads></driver>${FILE}${VDA}`)}`,
  ],
  [
    'audio-exists',
    'two audio backends have the ID 1',
    '<devices><audio id="1" type="none"/><audio id="{1 -> 2}" type="none"/></devices>',
  ],
  [
    'video',
    'a video device of type "none" must be the only one',
    '<devices><video><model type="{none -> vga}"/></video><video><model type="virtio"/></video></devices>',
  ],
  [
    'watchdog-several',
    'two watchdogs have the model "ib700"',
    `${PC}<devices><watchdog model="ib700"/><watchdog model="{ib700 -> i6300esb}"/></devices>`,
  ],
  [
    'serial-isa-port',
    'a PC has only four serial ports',
    `${PC}<devices>${SERIAL.repeat(4)}{${SERIAL} -> }</devices>`,
  ],
  [
    'numa-cpus',
    'vCPU 1 is in two NUMA cells',
    cells('cpus="{0-1 -> 0}" memory="1">', 'cpus="1" memory="1">'),
  ],
  [
    'numa-cells',
    'the distance from NUMA cell 0 is to cell 7',
    cells(
      'cpus="0" memory="1"><distances><sibling id="{7 -> 1}" value="20"/></distances>',
      'cpus="1" memory="1">',
    ),
  ],
  [
    'numa-hmat',
    'two memory caches have the level 1',
    cells(
      'cpus="0" memory="1"><cache level="1" associativity="direct" policy="writeback"><size value="10" unit="KiB"/><line value="8" unit="B"/></cache><cache level="{1 -> 2}" associativity="direct" policy="writeback"><size value="10" unit="KiB"/><line value="8" unit="B"/></cache>',
      'cpus="1" memory="1">',
    ),
  ],
  [
    'numatune-memnode',
    'cannot be combined with automatic placement',
    `<numatune><memory mode="strict" {placement="auto" -> nodeset="0"}/><memnode cellid="0" mode="strict" nodeset="0"/></numatune>${cells(...ONE_EACH)}`,
  ],
  [
    'hugepages-node',
    'two sizes of huge pages have no nodeset',
    `<memoryBacking><hugepages><page size="2048"/><page size="1048576" {-> nodeset="1"}/></hugepages></memoryBacking>${cells(...ONE_EACH)}`,
  ],
  [
    'hugepages-source',
    'huge pages cannot be allocated on demand',
    '<memoryBacking><hugepages/><allocation mode="{ondemand -> immediate}"/></memoryBacking>',
  ],
  [
    'net-teaming',
    'a transient NIC must be a device of the host, not of type "bridge"',
    '<devices><interface type="bridge"><source bridge="br0"/><model type="virtio"/><teaming type="persistent"/><alias name="ua-a"/></interface><interface type="{bridge -> network}"><source {bridge -> network}="br1"/><teaming type="transient" persistent="ua-a"/></interface></devices>',
  ],
  [
    'pci-controller-options',
    'a PCI controller of model "pci-bridge" does not support busNr',
    `${PC}<devices><controller type="pci" index="1" model="pci-bridge"><target {busNr -> chassisNr}="3"/></controller></devices>`,
  ],
  [
    'pci-numbers',
    'the busNr cannot be 255',
    `${PC}<devices><controller type="pci" index="1" model="pci-expander-bus"><target busNr="{255 -> 254}"/></controller></devices>`,
  ],
  [
    'pci-root',
    'a pcie-root controller cannot have an address',
    `${Q35}<devices><controller type="pci" index="0" model="pcie-root">{<address type="pci" domain="0" bus="0" slot="1" function="0"/> -> }</controller></devices>`,
  ],
  [
    'usb-address',
    'the USB controller has no port 5',
    `${Q35}<devices>${XHCI}<input type="tablet" bus="usb"><address type="usb" bus="0" port="{5 -> 4}"/></input></devices>`,
  ],
  [
    'usb-address',
    'port 1.2 needs a hub at USB bus 0 port 1',
    `${Q35}<devices>${XHCI}<input type="tablet" bus="usb"><address type="usb" bus="0" port="{1.2 -> 1}"/></input></devices>`,
  ],
  [
    'cache-tune-once',
    'node 0 has two memory bandwidths',
    '<vcpu>4</vcpu><cputune><memorytune vcpus="0"><node id="0" bandwidth="60"/><node id="{0 -> 1}" bandwidth="50"/></memorytune></cputune>',
  ],
  [
    'sched-set',
    '<iothreadsched> has no I/O threads',
    '<iothreads>1</iothreads><cputune><iothreadsched {-> iothreads="1"} scheduler="batch"/></cputune>',
  ],
  [
    'shmem',
    'shared memory of model "ivshmem-plain" has no server',
    '<devices><shmem name="a"><model type="ivshmem-plain"/><size unit="M">4</size>{<server path="/a.sock"/> -> }</shmem></devices>',
  ],
  [
    'shmem',
    'shared memory of model "ivshmem-doorbell" needs a server',
    '<devices><shmem name="a"><model type="ivshmem-doorbell"/>{-> <server path="/a.sock"/>}</shmem></devices>',
  ],
  [
    'shmem',
    'the server of shared memory decides its size',
    '<devices><shmem name="a"><model type="ivshmem-doorbell"/>{<size unit="M">4</size> -> }<server path="/a.sock"/></shmem></devices>',
  ],
  [
    'shmem',
    'shared memory cannot have the name ".."',
    '<devices><shmem name="{.. -> a}"><model type="ivshmem-plain"/><size unit="M">4</size></shmem></devices>',
  ],
  [
    'smartcard-once',
    'the smart card is in slot 0 of controller 0',
    '<devices><smartcard mode="host"><address type="ccid" controller="0" slot="{1 -> 0}"/></smartcard></devices>',
  ],
  [
    'ps2-off',
    'vmport requires PS/2, which is off',
    '<features><acpi/><ps2 state="off"/><vmport state="{on -> off}"/></features>',
  ],
  [
    'tpm-version',
    'a TPM of version 1.2 does not support active_pcr_banks',
    `${PC}<devices><tpm model="tpm-tis"><backend type="emulator" version="{1.2 -> 2.0}"><active_pcr_banks><sha256/></active_pcr_banks></backend></tpm></devices>`,
  ],
  [
    'hostdev-limits',
    'display="on" requires graphics, which the guest does not have',
    `${PC}<devices><hostdev mode="subsystem" type="pci" display="{on -> off}"><source><address domain="0" bus="1" slot="0" function="0"/></source></hostdev></devices>`,
  ],
  [
    'video',
    'a video device of type "ramfb" cannot have an address',
    '<devices><video><model type="ramfb"/>{<address type="pci" domain="0" bus="0" slot="5" function="0"/> -> }</video></devices>',
  ],
  [
    'net-route',
    'an IPv4 address has no prefix of 33 bits',
    '<devices><interface type="ethernet"><source><route family="ipv4" address="10.0.0.0" prefix="{33 -> 24}" gateway="10.1.0.1"/></source></interface></devices>',
  ],
  [
    'watchdog-machine',
    'a watchdog of model "ib700" cannot have an address',
    `${PC}<devices><watchdog model="{ib700 -> i6300esb}"><address type="pci" domain="0" bus="0" slot="9" function="0"/></watchdog></devices>`,
  ],
  [
    'disk-datastore',
    'a data file cannot have the format "qcow2"',
    disk(
      `<driver name="qemu" type="qcow2"/><source file="/a.qcow2"><dataStore type="file"><format type="{qcow2 -> raw}"/><source file="/b"/></dataStore></source>${VDA}`,
    ),
  ],
  [
    'disk-encryption',
    'the engine "qemu" uses only one secret',
    disk(
      `<driver name="qemu" type="qcow2"/><source file="/a.qcow2"><encryption format="luks"><secret type="passphrase" usage="a"/>{<secret type="passphrase" usage="b"/> -> }</encryption></source>${VDA}`,
    ),
  ],
  [
    'disk-geometry',
    'a disk on bus "usb" cannot have a geometry',
    disk(
      `${FILE}<target dev="sda" bus="{usb -> ide}"/><geometry cyls="16383" heads="16" secs="63"/>`,
    ),
  ],
  [
    'disk-lun',
    'a disk on bus "sata" cannot be a LUN',
    disk(
      '<source dev="/dev/sdb"/><target dev="sda" bus="{sata -> scsi}"/>',
      'type="block" device="lun"',
    ),
  ],
  [
    'disk-lun',
    'a LUN does not support wwn',
    disk(
      '<source dev="/dev/sdb"/><target dev="sda" bus="scsi"/>{<wwn>5000c50015ea71ac</wwn> -> }',
      'type="block" device="lun"',
    ),
  ],
  [
    'acpi-uefi',
    'the machine "raspi3b" of aarch64 has no ACPI',
    '<os><type arch="aarch64" machine="raspi3b">hvm</type></os>{<features><acpi/></features> -> }',
  ],
  [
    'firmware-chosen',
    'enrolled-keys requires secure-boot, which is disabled',
    '<os firmware="efi"><type>hvm</type><firmware><feature enabled="yes" name="enrolled-keys"/><feature enabled="{no -> yes}" name="secure-boot"/></firmware></os>',
  ],
  [
    'firmware-nvram',
    'firmware of type "bios" has no NVRAM',
    '<os firmware="{bios -> efi}"><type>hvm</type><nvram>/a.fd</nvram></os>',
  ],
  [
    'tdx',
    'Intel TDX does not support a loader of type "pflash"',
    `<os><type arch="x86_64" machine="q35">hvm</type><loader readonly="yes" type="{pflash -> rom}">/a.fd</loader></os><features><acpi/><pmu state="off"/></features><launchSecurity type="tdx"><policy>0x10000000</policy></launchSecurity>`,
  ],
  [
    'lifecycle-action',
    'a guest cannot restart when it shuts down and end when it reboots',
    '<on_poweroff>restart</on_poweroff><on_reboot>{destroy -> restart}</on_reboot>',
  ],
  [
    'numatune-nodeset',
    'the nodeset "1,^1" contains no node',
    '<numatune><memory mode="strict" nodeset="{1,^1 -> 1}"/></numatune>',
  ],
  [
    'net-settings',
    'a NIC of type "hostdev" cannot have a bandwidth limit',
    '<devices><interface type="hostdev"><source><address type="pci" domain="0" bus="1" slot="0" function="0"/></source>{<bandwidth><inbound average="100"/></bandwidth> -> }</interface></devices>',
  ],
  [
    'video-settings',
    'a render node requires the driver "vhostuser"',
    '<devices><video>{-> <driver name="vhostuser"/>}<model type="virtio"><acceleration rendernode="/dev/dri/renderD128"/></model></video></devices>',
  ],
  [
    'video-frontend',
    'only a virtio video device can have the frontend "virtio-gpu"',
    '<devices><video><model type="{vga -> virtio}" device="virtio-gpu"/></video></devices>',
  ],
  [
    'zpci-uid',
    'two zPCI devices have the uid 1',
    `${S390}<devices>${zpci('0x0001', 5)}${zpci('{0x0001 -> 0x0002}', 6)}</devices>`,
  ],
]

for (const [slug, message, xml] of MISTAKES) {
  test(`${slug}: ${message}`, () => {
    const found = (version: { readonly xml?: string }) =>
      validate(xmlDomains(version.xml!), standardPolicy).filter(one => one.slug === slug)
    const [wrong, right] = [found(wrongVersion({ xml })), found(rightVersion({ xml }))]
    assert.ok(
      wrong.some(one => one.message.includes(message)),
      wrong.map(one => one.message).join('\n') || 'nothing is found',
    )
    assert.equal(
      right.map(one => one.message),
      [],
    )
  })
}

test.run()
