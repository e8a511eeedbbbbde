// Rules about behaviour that changed between libvirt releases: the findings before and after the change.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { validateXml } from '../../src/build/documents/validate-xml.ts'

const test = suite('check: releases')

const q35 = '<type arch="x86_64" machine="q35">hvm</type>'

interface Parts {
  readonly os?: string
  readonly features?: string
  readonly devices?: string
  readonly top?: string
}

function domain({ os = q35, features = '', devices = '', top = '' }: Parts): string {
  return `<domain type="kvm"><name>fv0</name><memory unit="GiB">1</memory><vcpu>4</vcpu>${top}
<os>${os}</os><features><acpi/>${features}</features><devices>${devices}</devices></domain>`
}

/** The code of each finding, with or without a target. */
const codesOf = (xml: string, libvirt?: string): readonly string[] =>
  validateXml(xml, libvirt === undefined ? {} : { target: `libvirt=${libvirt}` }).map(
    ({ code }) => code,
  )

/** A document, a rule, the targets for which the rule reports it, and those for which it does not; `undefined`: without a target. */
const changes: readonly (readonly [
  what: string,
  code: string,
  parts: Parts,
  found: readonly (string | undefined)[],
  silent: readonly (string | undefined)[],
])[] = [
  [
    'an empty CD-ROM drive on USB',
    'VMC2214',
    { devices: '<disk type="file" device="cdrom"><target dev="sda" bus="usb"/></disk>' },
    ['11.3.0', '11.4.9'],
    ['11.5.0', '12.9.0', undefined],
  ],
  [
    'an empty CD-ROM drive of the old model',
    'VMC2214',
    {
      devices:
        '<disk type="file" device="cdrom" model="usb-storage"><target dev="sda" bus="usb"/></disk>',
    },
    ['11.5.0', undefined],
    [],
  ],
  [
    'stateless="no" for a BIOS',
    'VMC2102',
    { os: `${q35}<loader type="rom" stateless="no">/bios.bin</loader>` },
    ['11.3.0'],
    ['12.0.0', '12.9.0', undefined],
  ],
  [
    'spinlocks without retries',
    'VMC2149',
    { features: '<hyperv><spinlocks state="on"/></hyperv>' },
    ['11.3.0', '11.8.0'],
    ['11.9.0', undefined],
  ],
  [
    'too few retries',
    'VMC2149',
    { features: '<hyperv><spinlocks state="on" retries="1000"/></hyperv>' },
    ['11.3.0', '12.9.0', undefined],
    [],
  ],
  [
    'retries with spinlocks off',
    'VMC2149',
    { features: '<hyperv><spinlocks state="off" retries="1000"/></hyperv>' },
    [],
    ['11.3.0', undefined],
  ],
  [
    'the protocol vxhs, an error',
    'VMC2228',
    { devices: vxhs() },
    ['12.9.0'],
    ['11.3.0', undefined],
  ],
  [
    'the protocol vxhs, a warning',
    'VMC2210',
    { devices: vxhs() },
    ['11.3.0', undefined],
    ['12.9.0'],
  ],
  [
    'aw_bits of a virtio IOMMU',
    'VMC2866',
    { devices: '<iommu model="virtio"><driver aw_bits="48"/></iommu>' },
    ['11.3.0'],
    ['12.1.0', undefined],
  ],
  [
    'intremap of a virtio IOMMU',
    'VMC2866',
    { devices: '<iommu model="virtio"><driver iotlb="on"/></iommu>' },
    ['11.3.0', '12.9.0', undefined],
    [],
  ],
  [
    'ACPI on Arm with a <varstore>',
    'VMC2123',
    {
      os: '<type arch="aarch64" machine="virt">hvm</type><loader type="rom">/efi.fd</loader><varstore path="/a.json"/>',
    },
    [],
    ['12.1.0', undefined],
  ],
  [
    'ACPI on Arm with firmware in ROM',
    'VMC2123',
    { os: '<type arch="aarch64" machine="virt">hvm</type><loader type="rom">/efi.fd</loader>' },
    ['12.1.0', undefined],
    [],
  ],
  [
    'an energytune that overlaps a cachetune',
    'VMC2109',
    {
      top: `<cputune><cachetune vcpus="0-1"><monitor level="3" vcpus="0"/></cachetune>
<energytune vcpus="1-2"><monitor vcpus="1"/></energytune></cputune>`,
    },
    ['12.9.0', undefined],
    [],
  ],
  [
    'an energytune for the whole process',
    'VMC2109',
    { top: '<cputune><energytune><monitor/></energytune></cputune>' },
    [],
    ['12.9.0', undefined],
  ],
  [
    'two USB ports on one bus',
    'VMC2701',
    { devices: [1, 2].map(usbPort).join('') },
    [],
    ['12.9.0', undefined],
  ],
  [
    'the same USB port twice',
    'VMC2701',
    { devices: [1, 1].map(usbPort).join('') },
    ['12.9.0', undefined],
    [],
  ],
]

function vxhs(): string {
  return '<disk type="network"><source protocol="vxhs" name="eb90327c-8302-4725-9e1b-4e85ed4dc251"><host name="store" port="9999"/></source><target dev="vda" bus="virtio"/></disk>'
}

function usbPort(port: number): string {
  return `<hostdev mode="subsystem" type="usb"><source><address bus="1" port="1.${port}"/></source></hostdev>`
}

for (const [what, code, parts, found, silent] of changes)
  test(`${what}: ${code}`, () => {
    const xml = domain(parts)
    for (const target of found) assert.ok(codesOf(xml, target).includes(code), `${target}`)
    for (const target of silent) assert.not(codesOf(xml, target).includes(code), `${target}`)
  })

test.run()
