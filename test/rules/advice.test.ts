// The help of a finding must lead to a definition without findings.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { xmlDomains } from '../../src/build/check-rule.ts'
import { fill } from '../../src/build/domains/fill.ts'
import type { DomainBuilder } from '../../src/dsl/domain.ts'
import { nodeOf } from '../../src/dsl/normalise.ts'
import { domain, file, GiB } from '../../src/index.ts'
import { validateFleet } from '../support/validate.ts'

const test = suite('advice of rules')

const findings = (built: DomainBuilder) =>
  validateFleet(fill([nodeOf(built)!])).map(({ slug, help }) => [slug, help])

const document = (xml: string) =>
  validateFleet(xmlDomains(xml)).map(({ slug, help }) => [slug, help])

const pc = () => domain('a').q35().acpi().memory(GiB(1))
const arm = () => domain('a').hvm({ arch: 'aarch64', machine: 'virt' }).memory(GiB(1))

test('a CD-ROM drive on IDE is sent to buses for CD-ROM drives, with a name for them', () => {
  const help = 'use the bus sata, scsi or usb, with the target name sdb'
  const cdrom = (target: string) => pc().cdrom(file('/a.iso').target(target as 'hda'))
  assert.equal(findings(cdrom('hdb')), [['disk-ide-machine', help]])
  assert.equal(findings(cdrom('sdb')), [])
  assert.equal(findings(pc().cdrom(file('/a.iso').bus('ide')))[0]![0], 'disk-ide-machine')
  for (const bus of ['sata', 'scsi', 'usb'] as const)
    assert.equal(findings(pc().cdrom(file('/a.iso').target({ dev: 'sdb', bus }))), [])
})

test('a hard disk on IDE is sent to virtio, with a name for it', () => {
  const disk = (dev: string, bus: 'ide' | 'virtio' | 'sata' | 'scsi') =>
    file('/a.img').target({ dev, bus })
  const [[, help]] = findings(pc().disk(disk('hda', 'ide'))) as [[string, string]]
  assert.equal(
    help,
    'use the bus virtio, with the target name vda, or sata, with the target name sda',
  )
  assert.equal(findings(pc().disk(disk('vda', 'virtio'))), [])
  assert.equal(findings(pc().disk(disk('sda', 'sata'))), [])
  const [[, other]] = findings(arm().disk(disk('hda', 'ide'))) as [[string, string]]
  assert.match(other, /or scsi, with the target name sda$/)
  assert.equal(findings(arm().disk(disk('sda', 'scsi'))), [])
})

test('ACPI on Arm is sent to UEFI', () => {
  const help = 'add .uefi(), in XML <os firmware="efi">, or leave acpi out'
  assert.equal(findings(arm().acpi()), [['acpi-uefi', help]])
  assert.equal(findings(arm().acpi().uefi()), [])
  assert.equal(findings(arm()), [])
})

test('findings that depend on a machine of another architecture are not reported', () => {
  const wrong = domain('a')
    .q35({ arch: 'aarch64' } as object)
    .memory(GiB(1))
    .acpi()
  const slugs = (built: DomainBuilder) => findings(built).map(([slug]) => slug)
  assert.equal(slugs(wrong.disk(file('/a.qcow2'))), ['machine-arch'])
  const both = [file('/a.qcow2').target('vda'), file('/b.qcow2').target('vda')]
  assert.equal(slugs(wrong.disk(...both)), ['machine-arch', 'disk-target-unique'])
})

test('the same in a document', () => {
  const os = (arch: string) => `<os><type arch="${arch}" machine="q35">hvm</type></os>`
  const rest = `<features><acpi/></features><devices><disk type="file"><source file="/a"/><target dev="vda" bus="virtio"/></disk></devices>`
  assert.equal(
    document(`${os('aarch64')}${rest}`).map(([slug]) => slug),
    ['machine-arch'],
  )
  assert.equal(document(`${os('x86_64')}${rest}`), [])
})

test.run()
