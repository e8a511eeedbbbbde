// What libvirt's QEMU driver accepts and refuses of disks, by release.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { errorsIn, pc } from '../support/errors-in.ts'

const test = suite('disks')

interface Parts {
  readonly attributes?: string
  readonly driver?: string
  readonly source?: string
  readonly target?: string
  readonly more?: string
}

const disk = (parts: Parts): string => {
  const { attributes = 'type="file"', driver, target = 'dev="vda" bus="virtio"', more = '' } = parts
  const { source = '<source file="/a.img"/>' } = parts
  const driverXml = driver === undefined ? '' : `<driver name="qemu" ${driver}/>`
  return `<disk ${attributes}>${driverXml}${source}<target ${target}/>${more}</disk>`
}

const errors = (parts: Parts, libvirt?: string) =>
  errorsIn(pc(disk(parts)), libvirt === undefined ? {} : { libvirt })

const CDROM = { attributes: 'type="file" device="cdrom"', target: 'dev="sda" bus="sata"' }
const LUN = {
  attributes: 'type="block" device="lun"',
  source: '<source dev="/dev/sdb"/>',
  target: 'dev="sda" bus="scsi"',
}
const backing = (format: string, source = '<source file="/b"/>') =>
  `<backingStore type="file"><format type="${format}"/>${source}</backingStore>`
const encryption = (format: string, more = '') =>
  `<encryption ${more} format="${format}"><secret type="passphrase" usage="a"/></encryption>`

test('a disk that the guest cannot write to can be shared in every format', () => {
  const qcow2 = { driver: 'type="qcow2"', more: '<shareable/>' }
  assert.equal(errors(qcow2), ['disk-format'])
  assert.equal(errors({ ...qcow2, more: '<readonly/><shareable/>' }), [])
  assert.equal(errors({ ...CDROM, ...qcow2 }), [])
  assert.equal(errors({ more: '<shareable/>' }), [])
})

test('formats of backing images', () => {
  const qcow2 = { driver: 'type="qcow2"' }
  assert.equal(errors({ ...qcow2, more: backing('raw') }), [])
  assert.equal(errors({ ...qcow2, more: backing('iso') }), ['disk-format'])
  assert.equal(errors({ ...qcow2, more: backing('luks') }), ['disk-format'])
  assert.equal(errors({ ...qcow2, more: backing('fat') }), ['disk-fat'])
  assert.equal(errors({ driver: 'type="raw"', more: backing('raw') }, '11.3.0'), [
    'disk-backing-format',
  ])
  assert.equal(errors({ driver: 'type="raw"', more: backing('raw') }), [])
})

test('only folders and volumes have the format fat', () => {
  const volume = { attributes: 'type="volume"', source: '<source pool="a" volume="b"/>' }
  assert.equal(errors({ ...volume, driver: 'type="fat"' }), [])
  assert.equal(errors({ driver: 'type="fat"' }), ['disk-fat'])
  const dir = { attributes: 'type="dir"', source: '<source dir="/a"/>', more: '<readonly/>' }
  assert.equal(errors({ ...dir, driver: 'type="fat"' }), [])
  assert.equal(errors(dir), ['disk-fat'])
})

test('encryption by engine and format', () => {
  const encrypted = (xml: string, driver = 'type="qcow2"') =>
    errors({ driver, source: `<source file="/a">${xml}</source>` })
  assert.equal(encrypted(encryption('luks')), [])
  assert.equal(encrypted(encryption('luks'), 'type="vmdk"'), ['disk-encryption'])
  assert.equal(encrypted(encryption('luks2')), ['disk-encryption'])
  assert.equal(encrypted(encryption('qcow')), ['disk-encryption'])
  const rbd = (xml: string) =>
    errors({
      attributes: 'type="network"',
      driver: 'type="raw"',
      source: `<source protocol="rbd" name="a/b">${xml}</source>`,
    })
  assert.equal(rbd(encryption('luks2', 'engine="librbd"')), [])
  assert.equal(rbd(encryption('luks2')), ['disk-encryption'])
  assert.equal(encrypted(encryption('luks2', 'engine="librbd"')), ['disk-encryption'])
})

test('reservations say who starts the helper', () => {
  const lun = (managed: string) =>
    errors({
      ...LUN,
      source: `<source dev="/dev/sdb"><reservations ${managed}/></source>`,
    })
  assert.equal(lun('managed="yes"'), [])
  assert.equal(lun(''), ['disk-reservations'])
})

test('NVMe disks whose names are not of NVMe share controller 0', () => {
  const nvme = (...disks: string[]) =>
    errorsIn(
      pc(
        disks
          .map(one => disk({ target: one, more: `<serial>${one.slice(5, 8)}</serial>` }))
          .join(''),
      ),
    )
  assert.equal(nvme('dev="vda" bus="nvme"'), [])
  assert.equal(nvme('dev="vda" bus="nvme"', 'dev="vdb" bus="nvme"'), ['disk-nvme-serial'])
  assert.equal(errors({ target: 'dev="vda" bus="nvme"' }), ['disk-nvme-serial'])
})

test('the format of a volume is unknown unless the definition has it', () => {
  const volume = (inside: string, driver?: string, more = '') =>
    errors({
      attributes: 'type="volume"',
      source: `<source pool="a" volume="b">${inside}</source>`,
      more,
      ...(driver !== undefined && { driver }),
    })
  const type = 'type="qcow2"'
  assert.equal(volume(encryption('luks'), type), [])
  assert.equal(volume(encryption('luks')), ['disk-encryption'])
  assert.equal(volume('', 'type="raw"', '<shareable/>'), [])
  assert.equal(volume('', undefined, '<shareable/>'), ['disk-format'])
  const backing = '<backingStore type="file"><format type="raw"/><source file="/a"/></backingStore>'
  assert.equal(volume('', undefined, backing), [])
})

test('target names of whole disks', () => {
  const named = (dev: string, libvirt?: string) =>
    errors({ target: `dev="${dev}" bus="virtio"` }, libvirt)
  assert.equal(named('vda0'), [])
  assert.equal(named('vda1'), ['disk-target-whole'])
  assert.equal(named('vda00'), ['disk-target-whole'])
  assert.equal(named('vdaaaaaaa'), [])
  assert.equal(named('vdzzzzzzz'), ['disk-target-whole'])
  assert.equal(named('vdzzzzzzz', '9.0.0'), [])
})

test('settings by bus and release', () => {
  const on = (bus: string, parts: Parts, libvirt?: string) =>
    errors({ ...parts, target: `dev="sda" bus="${bus}" ${parts.target ?? ''}` }, libvirt)
  const wwn = { more: '<wwn>5000c50015ea71ad</wwn>' }
  assert.equal(on('scsi', wwn), [])
  assert.equal(on('sata', wwn), ['disk-traits'])
  assert.equal(on('scsi', { target: 'removable="on"' }), [])
  assert.equal(on('scsi', { target: 'removable="on"' }, '9.5.0'), ['disk-traits'])
  assert.equal(on('sata', { target: 'removable="off"' }), ['disk-traits'])
  assert.equal(on('sata', { driver: 'type="raw" queue_size="64"' }), ['disk-traits'])
  assert.equal(on('sata', { driver: 'type="raw" queue_size="64"' }, '9.0.0'), [])
  assert.equal(on('scsi', { target: 'dpofua="on"' }), [])
  assert.equal(on('sata', { target: 'dpofua="on"' }), ['disk-traits'])
  assert.equal(on('sata', { attributes: 'type="file" model="virtio"' }), ['disk-traits'])
  assert.equal(on('xen', {}), ['disk-driver-name'])
})

test('what a LUN cannot have', () => {
  assert.equal(errors(LUN), [])
  for (const more of ['<serial>a</serial>', '<wwn>5000c50015ea71ad</wwn>', '<vendor>a</vendor>'])
    assert.equal(errors({ ...LUN, more }), ['disk-lun'])
  const blockio = { ...LUN, more: '<blockio logical_block_size="512"/>' }
  assert.equal(errors(blockio, '11.3.0'), [])
  assert.equal(errors(blockio, '12.9.0'), ['disk-lun'])
  const reservations = '<source dev="/dev/sdb"><reservations managed="yes"/></source>'
  assert.equal(errors({ ...LUN, source: reservations }), [])
  assert.equal(errors({ attributes: 'type="block"', source: reservations }), ['disk-lun'])
})

test('a vhost-user disk can have settings that libvirt reads as not set', () => {
  const served = (driver: string, more = '', attributes = '') =>
    errorsIn(
      pc(
        disk({
          attributes: `type="vhostuser" ${attributes}`,
          driver,
          source: '<source type="unix" path="/a"/>',
          more,
        }),
        '<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>',
      ),
    )
  assert.equal(served('cache="default"', '<geometry cyls="0" heads="0" secs="0"/>'), [])
  assert.equal(served('type="raw" copy_on_read="off"'), ['disk-vhostuser'])
  assert.equal(served('type="raw"', '<iotune><total_bytes_sec>0</total_bytes_sec></iotune>'), [])
  assert.equal(served('type="raw"', '', 'snapshot="internal"'), ['disk-vhostuser'])
})

test('names, hosts and cookies of network sources', () => {
  const network = (attributes: string, children = '') =>
    errors({
      attributes: 'type="network"',
      driver: 'type="raw"',
      source: `<source protocol=${attributes}>${children}</source>`,
    })
  assert.equal(network('"rbd" name="pool/image"'), [])
  assert.equal(network('"rbd" name="image"'), ['disk-network-source'])
  assert.equal(network('"rbd"'), ['disk-network-source'])
  const unix = '<host transport="unix" socket="/s"/>'
  assert.equal(network('"nbd"', unix), [])
  assert.equal(network('"rbd" name="a/b"', unix), ['disk-network-source'])
  const cookies = (a: string, b: string) =>
    `<host name="a" port="80"/><cookies><cookie name="${a}">x</cookie><cookie name="${b}">y</cookie></cookies>`
  assert.equal(network('"http" name="a"', cookies('a', 'b')), [])
  assert.equal(network('"http" name="a"', cookies('a', 'a')), ['disk-network-source'])
  const host = '<host name="a" port="3260"/>'
  assert.equal(network('"iscsi" name="iqn.2013-07.com.example:store/1"', host), [])
  assert.equal(network('"iscsi" name="iqn.2013-07.com.example:store"', host), [])
  assert.equal(network('"iscsi" name="iqn.2013-07.com.example:store/a"', host), [
    'disk-network-source',
  ])
})

test('a disk of a throttle group takes over the limits of its group', () => {
  const two = (a: string, b: string) =>
    errorsIn(
      pc(
        [
          disk({ more: `<iotune>${a}<group_name>g</group_name></iotune>` }),
          disk({
            source: '<source file="/b"/>',
            target: 'dev="vdb" bus="virtio"',
            more: `<iotune>${b}<group_name>g</group_name></iotune>`,
          }),
        ].join(''),
      ),
    )
  const limit = (value: number) => `<total_iops_sec>${value}</total_iops_sec>`
  assert.equal(two(limit(1), limit(1)), [])
  assert.equal(two(limit(1), ''), [])
  assert.equal(two(limit(1), limit(2)), ['disk-throttle'])
  assert.equal(two('', ''), ['disk-throttle'])
})

test('an empty USB CD-ROM drive by release', () => {
  const empty = (model: string, libvirt?: string) =>
    errors(
      {
        attributes: `type="file" device="cdrom" ${model}`,
        source: '',
        target: 'dev="sda" bus="usb"',
      },
      libvirt,
    )
  assert.equal(empty('', '9.0.0'), [])
  assert.equal(empty('', '11.3.0'), ['disk-usb-source'])
  assert.equal(empty(''), [])
  assert.equal(empty('model="usb-bot"'), [])
  assert.equal(empty('model="usb-storage"'), ['disk-usb-source'])
})

test('NVMe controllers have one serial each', () => {
  const nvme = (name: string, serial = '') =>
    disk({ target: `dev="${name}" bus="nvme"`, source: `<source file="/${name}"/>`, more: serial })
  const serial = (text: string) => `<serial>${text}</serial>`
  const found = (...devices: readonly string[]) => errorsIn(pc(devices.join('')))
  assert.equal(found(nvme('nvme0n1')), ['disk-nvme-serial'])
  assert.equal(found(nvme('nvme0n1', serial('a')), nvme('nvme0n2')), [])
  assert.equal(found(nvme('nvme0n1', serial('a')), nvme('nvme0n2', serial('b'))), [
    'disk-nvme-serial',
  ])
  assert.equal(found(nvme('nvme0n1', serial('a')), nvme('nvme1n1', serial('b'))), [])
  const controller = `<controller type="nvme" index="0">${serial('a')}</controller>`
  assert.equal(found(controller, nvme('nvme0n1')), [])
  assert.equal(found(nvme('nvme1n1', serial('a'))), ['disk-nvme-serial'])
})

test('statistics by bus, and latency histograms', () => {
  const statistics = (xml: string, target = 'dev="vda" bus="virtio"') =>
    errorsIn(
      pc(
        `<disk type="file"><driver name="qemu" type="raw"><statistics>${xml}</statistics></driver><source file="/a"/><target ${target}/><serial>a</serial></disk>`,
      ),
    )
  const histogram = (type: string, ...starts: readonly number[]) =>
    `<latency-histogram${type}>${starts.map(start => `<bin start="${start}"/>`).join('')}</latency-histogram>`
  assert.equal(statistics('<statistic interval="1"/>'), [])
  assert.equal(statistics('<statistic interval="1"/>', 'dev="nvme0n1" bus="nvme"'), [
    'disk-statistics',
  ])
  assert.equal(statistics(histogram('', 0, 10) + histogram(' type="read"', 5)), [])
  assert.equal(statistics(histogram('', 10, 10)), ['disk-statistics'])
  assert.equal(statistics(histogram('', 1) + histogram('', 1)), ['disk-statistics'])
})

test('a backing image has a path', () => {
  const store = (source: string) =>
    errors({ more: `<backingStore type="block"><format type="raw"/>${source}</backingStore>` })
  assert.equal(store('<source dev="/b"/>'), [])
  assert.equal(store('<source/>'), ['backing-source'])
})

test.run()
