// The help of a finding must lead to a definition without findings.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { xmlDomains } from '../../src/build/check-rule.ts'
import { fill } from '../../src/build/domains/fill.ts'
import type { DomainBuilder } from '../../src/dsl/domain.ts'
import { nodeOf } from '../../src/dsl/normalise.ts'
import { domain, file, GiB } from '../../src/index.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'
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

test('the resources of a host are compared with the sum of all its domains', () => {
  const hosts = { hv1: { memory: 3n * 2n ** 30n, hugepages: new Map([[2n ** 30n, 3]]) } }
  const web = (name: string) => domain(name).hvm().memory(GiB(2)).hugepages(GiB(1)).host('hv1')
  const messages = (names: readonly string[]) =>
    validateFleet(fill(names.map(name => nodeOf(web(name))!)), { ...standardPolicy, hosts })
      .filter(({ slug }) => slug?.startsWith('host-'))
      .map(({ message }) => message)
  assert.equal(messages(['a']), [])
  assert.equal(messages(['a', 'b', 'c']), [
    'the domains of hv1 need 6 GiB, but the host has 3 GiB: "b" is the first that does not fit',
    'the domains of hv1 need 6 huge pages of 1 GiB, but the host has 3: "b" is the first that does not fit',
  ])
})

test('an architecture by its name elsewhere', () => {
  const help = (arch: string) =>
    findings(
      domain('a')
        .hvm({ arch } as object)
        .memory(GiB(1)),
    )[0]![1]!
  const names = { amd64: 'x86_64', x86: 'x86_64', i386: 'i686', arm64: 'aarch64' }
  for (const [name, arch] of Object.entries(names))
    assert.ok(help(name).startsWith(`did you mean "${arch}"? One of aarch64`), help(name))
  assert.ok(help('powerpc64le').startsWith('did you mean "ppc64le"?'))
})

test('a similar value comes before the remark that it may be newer', () => {
  const disk = file('/a.img').driver({ cache: 'writethru' as 'none' })
  const [[, help]] = findings(pc().disk(disk)) as [[string, string]]
  assert.match(help, /^did you mean "writethrough"\? One of default, .*; vmc knows libvirt up to/)
})

test('a similar name in a finding of a rule is also its fix', () => {
  const fixOf = (xml: string) => validateFleet(xmlDomains(xml))[0]?.fix
  const nic = (model: string) =>
    fixOf(
      `<devices><interface type="bridge"><source bridge="br0"/><model type="${model}"/></interface></devices>`,
    )
  assert.equal(nic('virtioo'), { kind: 'value', from: 'virtioo', to: 'virtio' })
  assert.equal(nic('e1000ee'), { kind: 'value', from: 'e1000ee', to: 'e1000e' })
  // Another number may be another device.
  assert.is(nic('e1001'), undefined)
  const machine = (name: string) =>
    fixOf(`<os><type arch="x86_64" machine="${name}">hvm</type></os>`)
  assert.equal(machine('microv'), { kind: 'value', from: 'microv', to: 'microvm' })
  assert.is(machine('q53'), undefined)
})

test.run()
