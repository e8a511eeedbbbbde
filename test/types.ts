/*
 * Tests of the types. Nothing here runs: the test passes if `tsc` accepts this file. Every line after an `@ts-expect-error`
 * has exactly one mistake and must not compile.
 */

import { rule as ownRule, type RuleFacts } from '../src/check/rule.ts'
import { defineConfig } from '../src/compiler.ts'
import {
  block,
  bridge,
  type Chardev,
  cdrom,
  type Disk,
  type Domain,
  type DomainBuilder,
  domain,
  file,
  GiB,
  mouse,
  type Nic,
  type NicBuilder,
  type OsType,
  pty,
  type Size,
  tcp,
  type Unit,
  unchecked,
  usb,
  vnc,
} from '../src/index.ts'
import { hostOf, rule } from '../src/rules/index.ts'
import { fleet, like } from '../src/testing/index.ts'

/** Whether two types are identical. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const is = <T extends true>(): T | undefined => undefined

// The types of results.

is<Same<ReturnType<typeof domain>, DomainBuilder>>()
is<Same<ReturnType<DomainBuilder['vcpu']>, DomainBuilder>>()
is<Same<ReturnType<typeof bridge>, NicBuilder>>()
is<Same<ReturnType<NicBuilder['model']>, NicBuilder>>()
is<Same<OsType['value'], 'hvm' | 'linux' | 'xen' | 'xenpvh' | 'exe'>>()
is<Same<Size['unit'], Unit | undefined>>()

const whole: DomainBuilder = domain('fv0')
  .hvm({ machine: 'a-machine-of-the-future', arch: 'x86_64' })
  .memory(GiB(2))
  .vcpu(2)
  .disk(file('/a').bus('virtio'), block('/b'), { type: 'file', source: { file: '/c' } })
  .cdrom('/iso')
  .cdrom(cdrom())
  .nic(bridge('br0').model('virtio').mac(false), { type: 'user' })
  .serial(pty(), tcp('bind', { service: 2445 }).protocol('telnet'))
  .acpi()
  .pae(false)
  .uuid(false)
  .xml('<seclabel type="none"/>')
  .attributes({ newattr: 'on', id: 3 })
  .on_crash(unchecked('new-action'))
  .title(unchecked('Web', { lang: 'en' }))
  .input({ type: unchecked(), bus: 'usb' })
  .memory({ value: unchecked('0x1'), unit: 'KiB' })
  .hostdev({ mode: 'subsystem', type: 'pci', source: unchecked() })
  .xml(unchecked('text'))
  .disk({ type: unchecked('new'), target: { dev: 'vda', attributes: { newattr: 1 } } })
  .nic(bridge('br0').model(unchecked('new')).attributes({ newattr: 'on' }))
whole.use(d => d.apic()).use((d: DomainBuilder) => d)

// Shorthands, text with units, and numbers that keep their spelling.

domain('fv0').memory('512MiB').memory('2 GiB').memory(1048576).memory({ value: '2', unit: 'GiB' })
domain('fv0')
  .vcpu('2')
  .hostdev(usb('0x1234', 0xbeef), usb({ bus: '010', device: 4 }))
domain('fv0').boot('hd', { dev: 'network' }).clock('utc').input('mouse', mouse().bus('usb'))
domain('fv0').nic(bridge('br0').model('a-card-of-the-future'))

// Plain objects have named types, can be spread, and can be nested.

const disk: Disk = { type: 'file', source: { file: '/a' }, target: 'vda', readonly: undefined }
const nic: Nic = { type: 'bridge', source: { bridge: 'br0' }, mac: '52:54:00:12:34:56' }
const serial: Chardev = { type: 'udp', source: [{ mode: 'bind' }, { mode: 'connect' }] }
const plain: Domain = { type: 'kvm', name: 'fv0', os: { type: 'hvm' }, devices: { disk, serial } }
domain('fv0')
  .disk(disk, { ...disk, readonly: true })
  .nic(nic)
  .serial(serial)
  .console(serial)
domain('fv0')
  .devices({ disk: [disk, file('/b')], interface: nic })
  .os(plain.os!)

// Wrong values.

// @ts-expect-error unknown bus
file('/a').bus('virtoi')
// @ts-expect-error unknown domain type
domain('fv0').type('kmv')
// @ts-expect-error a name is text
domain(1)
// @ts-expect-error a domain needs a name
domain()
// @ts-expect-error a unit is case-sensitive
domain('fv0').memory('2gib')
// @ts-expect-error a word is not a number
domain('fv0').vcpu('two')
// @ts-expect-error unknown boot device
domain('fv0').boot('usb')
// @ts-expect-error a flag is not a size
domain('fv0').memory(true)
// @ts-expect-error text is not a flag
domain('fv0').acpi('on')
// @ts-expect-error null is not a value
domain('fv0').vcpu(null)
// @ts-expect-error the method takes one value
domain('fv0').vcpu(1, 2)
// @ts-expect-error only what vmc fills in can be false
domain('fv0').name(false)
// @ts-expect-error only what vmc fills in can be false
bridge('br0').model(false)
// @ts-expect-error unknown lifecycle action
domain('fv0').on_crash('explode')
// @ts-expect-error a port is a number
vnc('any')
// @ts-expect-error a connection has the modes bind and connect
tcp('listen', { service: 1 })
// @ts-expect-error a USB product needs a vendor
usb(0x1234)

// Wrong keys and missing keys.

// @ts-expect-error the key is "file"
domain('fv0').disk({ type: 'file', source: { fiel: '/a' } })
// @ts-expect-error a NIC needs a type
domain('fv0').nic({ source: { bridge: 'br0' } })
// @ts-expect-error an operating system needs a type
domain('fv0').os({ kernel: '/a' })
// @ts-expect-error unknown method
domain('fv0').memroy(1)
// @ts-expect-error a disk has no virtual CPUs
file('/a').vcpu(1)
// @ts-expect-error hvm() sets the value itself
domain('fv0').hvm({ value: 'exe' })

// Builders in the wrong place.

// @ts-expect-error a NIC is not a disk
domain('fv0').disk(bridge('br0'))
// @ts-expect-error a disk is not a NIC
domain('fv0').nic(file('/a'))
// @ts-expect-error a domain is not a disk
domain('fv0').disk(domain('fv1'))
// @ts-expect-error a preset returns a builder
domain('fv0').use(() => undefined)

// Builders are values.

// @ts-expect-error a plain object never changes
disk.type = 'block'

// Waivers, hosts, rules of users, and the configuration.

domain('fv0').allow('disk-target-unique', 'why').host('hv1').disk(file('/a').allow('my-own', 'why'))
// @ts-expect-error a waiver needs a reason
domain('fv0').allow('disk-target-unique')
// @ts-expect-error a host is a name
domain('fv0').host(1)

const own = rule({
  slug: 'my-own',
  title: 'a title',
  help: 'Some help.',
  for: 'qemu',
  since: { qemu: '7.2' },
  on: 'domain',
  *check(domain, { hosts }) {
    const memory = hosts[hostOf(domain)?.name ?? '']?.memory
    if (memory === 0n) yield domain.report('memory', 'none')
  },
})
const facts = { slug: 'a', title: 'b', help: 'c' }
rule({
  ...facts,
  on: ['devices/disk', 'devices/hostdev'],
  createCheck: () => ({ check: device => [device.report('boot', `x ${device.text('type')}`)] }),
})
// @ts-expect-error a rule needs a check
rule({ ...facts, on: 'domain' })
// @ts-expect-error a finding needs a message
rule({ ...facts, on: 'domain', check: domain => [{ path: domain.name }] })

// A misspelt path does not compile, in rules of users …

// @ts-expect-error "dsik" is not a device
rule({ ...facts, on: 'devices/dsik', check: () => [] })
rule({
  ...facts,
  on: 'devices/disk',
  *check(disk, { domain }) {
    // @ts-expect-error "dve" is not an attribute of <target>
    disk.text('target/dve')
    // @ts-expect-error "dsik" is not a device
    domain.each('devices/dsik')
    // @ts-expect-error "bsu" is not a field of <target>
    yield disk.report('target/bsu', 'message')
  },
})

// … and in those of vmc.

declare const ownFacts: RuleFacts
// @ts-expect-error "dsik" is not a device
ownRule({ ...ownFacts, on: ['devices/disk', 'devices/dsik'], check: () => [] })
ownRule({
  ...ownFacts,
  on: 'devices/disk',
  *check(disk, { domain }) {
    // @ts-expect-error "dve" is not an attribute of <target>
    disk.text('target/dve')
    // @ts-expect-error "dsik" is not a device
    domain.each('devices/dsik')
    // @ts-expect-error "bsu" is not a field of <target>
    yield disk.report('target/bsu', 'message')
  },
})

defineConfig({
  target: 'libvirt=9.0.0,qemu=7.2',
  use: [own],
  rules: { 'my-own': 'off', 'image-shared': 'error' },
  hosts: { hv1: { memory: GiB(64), hugepages: { '1GiB': 32 }, cpus: 32 }, hv2: { memory: '1TiB' } },
})
// @ts-expect-error unknown severity
defineConfig({ rules: { 'image-shared': 'fatal' } })
// @ts-expect-error a rule must be made by rule()
defineConfig({ use: [{ slug: 'a' }] })
// @ts-expect-error a host has no such setting
defineConfig({ hosts: { hv1: { memroy: GiB(64) } } })

// Paths and fields of libvmc/testing are checked too.

const web = await fleet('infra.ts')
const web0 = web.get('web0')
web0.all('devices/disk/target/@dev') satisfies readonly string[]
web0.all('disk')[0]!.all('source/@file') satisfies readonly string[]
web0.has('disk', { source: { file: like(/web0/) }, target: { bus: 'virtio' } })
// @ts-expect-error "dsik" is not a device
web0.all('devices/dsik')
// @ts-expect-error "dve" is not an attribute of <target>
web0.all('devices/disk/target/@dve')
// @ts-expect-error "virtoi" is not a bus
web0.has('disk', { target: { bus: 'virtoi' } })
// @ts-expect-error "sorce" is not a field of <disk>
web0.count('disk', { sorce: {} })
