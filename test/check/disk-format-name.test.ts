import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../../src/build/build.ts'
import { validateXml } from '../../src/build/documents/validate-xml.ts'
import { type DiskBuilder, domain, file, GiB, urlDisk, volume } from '../../src/index.ts'

const test = suite('validate: disk-format-name')

/** The severity, path and message of each finding of the rule for one disk. */
const found = (disk: string, type = 'kvm'): readonly string[] =>
  validateXml(
    `<domain type="${type}"><name>a</name><memory unit="GiB">1</memory>
<os><type arch="x86_64">hvm</type></os><devices>${disk}</devices></domain>`,
  )
    .filter(({ slug }) => slug === 'disk-format-name')
    .map(({ severity, path, message }) => `${severity} ${path}: ${message}`)

const disk = (type: string, source: string, driver = '', device = 'disk'): string =>
  `<disk type="${type}" device="${device}">${driver}<source ${source}</source><target dev="sda" bus="scsi"/></disk>`

const assumed = (key: string, extension: string): string =>
  `warning domain/devices/disk[1]/source/@${key}: the driver has no type, so libvirt reads the image as raw, but its name ends with .${extension}`

test('reports an image without a driver type whose extension is not for raw images', () => {
  for (const extension of ['qcow2', 'QCOW2', 'qcow', 'qed', 'vmdk', 'vdi', 'vhd', 'vpc', 'vhdx'])
    assert.equal(found(disk('file', `file="/a.${extension}">`)), [
      assumed('file', extension.toLowerCase()),
    ])
  assert.equal(found(disk('volume', 'pool="p" volume="a.qcow2">')), [assumed('volume', 'qcow2')])
  const driver = '<driver name="qemu" cache="none"/>'
  assert.equal(found(disk('file', 'file="/a.qcow2">', driver)), [assumed('file', 'qcow2')])
  assert.equal(found(disk('file', 'file="/a.qcow2">', '', 'cdrom')), [assumed('file', 'qcow2')])
})

test('reports a network image, and ignores the query of its URL', () => {
  const over = (protocol: string, name: string) =>
    found(disk('network', `protocol="${protocol}" name="${name}"><host name="h"/>`))
  for (const protocol of 'rbd gluster nfs http https ftp ftps tftp'.split(' '))
    assert.equal(over(protocol, 'p/a.qcow2'), [assumed('name', 'qcow2')], protocol)
  assert.equal(over('https', 'a.qcow2?x=a.raw'), [assumed('name', 'qcow2')])
  assert.equal(over('https', 'get?x=a.qcow2'), [])
  for (const protocol of ['nbd', 'iscsi']) assert.equal(over(protocol, 'a.qcow2'), [], protocol)
})

test('does not report raw images, unknown extensions, block devices and other hypervisors', () => {
  for (const name of ['/a.img', '/a.raw', '/a.iso', '/a', '/a.qcow2/b', '/a-flat.vmdk', '/a.1'])
    assert.equal(found(disk('file', `file="${name}">`)), [], name)
  assert.equal(found(disk('block', 'dev="/dev/vg/a.qcow2">')), [])
  assert.equal(found(disk('dir', 'dir="/a.qcow2">', '<driver name="qemu" type="fat"/>')), [])
  assert.equal(found(disk('volume', 'pool="p" volume="a.qcow2">', '', 'lun')), [])
  assert.equal(found(disk('file', 'file="/a.qcow2">'), 'xen'), [])
})

test('compares a driver type with the extension, for every type of source', () => {
  const typed = (type: string, source: string) =>
    found(disk(source.startsWith('pool') ? 'volume' : 'file', source, `<driver type="${type}"/>`))
  const differs = (type: string, extension: string) => [
    `warning domain/devices/disk[1]/driver/@type: the format is "${type}", but the name of the image ends with .${extension}`,
  ]
  assert.equal(typed('raw', 'file="/a.qcow2">'), differs('raw', 'qcow2'))
  assert.equal(typed('raw', 'pool="p" volume="a.vmdk">'), differs('raw', 'vmdk'))
  assert.equal(typed('qcow2', 'file="/a.iso">'), differs('qcow2', 'iso'))
  assert.equal(typed('vmdk', 'file="/a.qcow2">'), differs('vmdk', 'qcow2'))
  assert.equal(typed('qcow2', 'file="/a.qcow2">'), [])
  assert.equal(typed('vpc', 'file="/a.vhd">'), [])
  assert.equal(typed('qcow2', 'file="/a.img">'), [])
  assert.equal(typed('luks', 'file="/a.raw">'), [])
})

test('vmc fills in the format, and warns if the program declines it', async () => {
  const slugs = async (disk: DiskBuilder) => {
    const { diagnostics } = await build([domain('a').hvm().memory(GiB(1)).acpi().disk(disk)])
    return diagnostics.map(({ slug }) => slug)
  }
  for (const disk of [file('/a.qcow2'), volume('p', 'a.qcow2'), urlDisk('https://h/a.qcow2')]) {
    assert.equal(await slugs(disk), [])
    assert.equal(await slugs(disk.driver(false)), ['disk-format-name'])
  }
})

test.run()
