// Kinds of mistakes with disks that the examples of the rules do not have.
import { suite } from 'uvu'
import { type Mistake, testMistakes } from '../support/mistakes.ts'

const test = suite('mistakes with disks')

const SHARED = '<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>'
const FILE = '<source file="/a.img"/>'
const VDA = '<target dev="vda" bus="virtio"/>'
const disk = (inner: string, attributes = 'type="file"'): string =>
  `<devices><disk ${attributes}>${inner}</disk></devices>`

const MISTAKES: readonly Mistake[] = [
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
    'disk-lun',
    'libvirt no longer supports unfiltered sgio',
    disk(
      '<source dev="/dev/sdb"/><target dev="sda" bus="scsi"/>',
      'type="block" device="lun" sgio="{unfiltered -> filtered}"',
    ),
  ],
  [
    'disk-qcow2-options',
    'an image with the format "raw" cannot have metadata_cache',
    disk(
      `<driver name="qemu" type="qcow2"/><source file="/a.qcow2"/><backingStore type="file"><format type="{raw -> qcow2}"><metadata_cache><max_size unit="MiB">1</max_size></metadata_cache></format><source file="/b"/></backingStore>${VDA}`,
    ),
  ],
]

testMistakes(test, MISTAKES)

test.run()
