import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { block, domain, GB, GiB, KB, KiB, MB, MiB, TiB } from '../../src/index.ts'
import { emit } from '../../src/xml/emit.ts'
import {
  devices,
  diagnosticLines,
  fv0,
  nodeOf,
  problemsOf,
  readDomain,
  testSpellings,
  xmlOf,
} from '../support/builders.ts'

const test = suite('dsl: domain')

const TYPES = [
  ...(['kvm', 'qemu', 'xen', 'lxc', 'kqemu', 'bhyve', 'hvf', 'hyperv', 'openvz', 'phyp'] as const),
  ...(['test', 'uml', 'vbox', 'vmware', 'vz'] as const),
]

for (const type of TYPES)
  testSpellings(
    test,
    `a domain of type ${type}`,
    `<domain type="${type}">\n  <name>fv0</name>\n</domain>\n`,
    {
      methods: () => domain('fv0').type(type),
    },
  )

test('the default type of a domain is kvm', () => {
  assert.is(xmlOf(domain('fv0')), '<domain type="kvm">\n  <name>fv0</name>\n</domain>\n')
})

const dashed = '4dea22b3-1d52-d8f3-2516-782e98ab3fa0'
const plain = '4dea22b31d52d8f32516782e98ab3fa0'

testSpellings(test, 'a UUID with dashes', fv0(`<uuid>${dashed}</uuid>`), {
  methods: () => domain('fv0').uuid(dashed),
})
testSpellings(test, 'a UUID without dashes', fv0(`<uuid>${plain}</uuid>`), {
  methods: () => domain('fv0').uuid(plain),
})

test('uuid(false) leaves the UUID to libvirt', () => {
  assert.equal(problemsOf(domain('fv0').uuid(false)), [])
  assert.is(xmlOf(domain('fv0').uuid(false)), xmlOf(domain('fv0')))
})

test('the id of a running domain is read and written', () => {
  const xml = '<domain type="kvm" id="7">\n  <name>fv0</name>\n</domain>\n'
  const { node, diagnostics } = readDomain(xml)
  assert.equal(diagnosticLines(diagnostics), [])
  assert.is(node!.fields.id?.value, 7)
  assert.is(emit(node!), xml)
})

// BIOS boot loader

testSpellings(
  test,
  'full virtualization with architecture, machine and firmware',
  fv0(`
<os>
  <type arch="i686" machine="pc">hvm</type>
  <loader>/usr/lib/xen/boot/hvmloader</loader>
  <boot dev="hd"/>
  <boot dev="cdrom"/>
</os>`),
  {
    factories: () =>
      domain('fv0')
        .hvm({ arch: 'i686', machine: 'pc' })
        .loader('/usr/lib/xen/boot/hvmloader')
        .boot('hd', 'cdrom'),
    methods: () =>
      domain('fv0')
        .os({ type: 'hvm' })
        .os({ type: { arch: 'i686' } } as never)
        .os({ type: { machine: 'pc' } } as never)
        .loader({ path: '/usr/lib/xen/boot/hvmloader' })
        .boot('hd')
        .boot('cdrom'),
    objects: () =>
      domain('fv0').os({
        boot: [{ dev: 'hd' }, 'cdrom'],
        loader: '/usr/lib/xen/boot/hvmloader',
        type: { value: 'hvm', machine: 'pc', arch: 'i686' },
      }),
  },
)

testSpellings(
  test,
  'boot devices keep their order and may repeat',
  fv0(`
<os>
  <type>hvm</type>
  <boot dev="network"/>
  <boot dev="fd"/>
  <boot dev="hd"/>
  <boot dev="cdrom"/>
  <boot dev="network"/>
</os>`),
  {
    factories: () => domain('fv0').hvm().boot('network', 'fd', 'hd', 'cdrom', 'network'),
    methods: () =>
      domain('fv0')
        .boot('network')
        .boot('fd')
        .boot('hd')
        .boot('cdrom')
        .boot({ dev: 'network' })
        .hvm(),
    objects: () =>
      domain('fv0').os({ type: 'hvm', boot: ['network', 'fd', 'hd', 'cdrom', { dev: 'network' }] }),
  },
)

testSpellings(
  test,
  'a paravirtualized Xen guest',
  '<domain type="xen">\n  <name>fv0</name>\n  <os>\n    <type machine="xenpv">linux</type>\n  </os>\n</domain>\n',
  {
    factories: () => domain('fv0').linux({ machine: 'xenpv' }),
    methods: () =>
      domain('fv0')
        .type('xen')
        .os({ type: { value: 'linux', machine: 'xenpv' } }),
  },
)

testSpellings(
  test,
  'a Xen guest with OS type xen',
  '<domain type="xen">\n  <name>fv0</name>\n  <os>\n    <type>xen</type>\n  </os>\n</domain>\n',
  { objects: () => domain('fv0').type('xen').os({ type: 'xen' }) },
)

testSpellings(
  test,
  'a container',
  '<domain type="lxc">\n  <name>fv0</name>\n  <os>\n    <type arch="x86_64">exe</type>\n    <init>/bin/sh</init>\n  </os>\n</domain>\n',
  {
    factories: () => domain('fv0').exe('/bin/sh', { arch: 'x86_64' }),
    methods: () =>
      domain('fv0')
        .exe()
        .os({ type: { value: 'exe', arch: 'x86_64' } })
        .init('/bin/sh'),
    objects: () =>
      domain('fv0')
        .type('lxc')
        .os({ type: { value: 'exe', arch: 'x86_64' }, init: '/bin/sh' }),
  },
)

// Host boot loader

testSpellings(
  test,
  'a host boot loader with arguments',
  fv0(`
<bootloader>/usr/bin/pygrub</bootloader>
<bootloader_args>--append single</bootloader_args>`),
  {
    methods: () => domain('fv0').bootloader_args('--append single').bootloader('/usr/bin/pygrub'),
  },
)

// Direct kernel boot

testSpellings(
  test,
  'direct kernel boot with OS type and firmware',
  fv0(`
<os>
  <type>hvm</type>
  <loader>/usr/lib/xen/boot/hvmloader</loader>
  <kernel>/root/f8-i386-vmlinuz</kernel>
  <initrd>/root/f8-i386-initrd</initrd>
  <cmdline>console=ttyS0 ks=http://example.com/f8-i386/os/</cmdline>
</os>`),
  {
    factories: () =>
      domain('fv0')
        .cmdline('console=ttyS0 ks=http://example.com/f8-i386/os/')
        .initrd('/root/f8-i386-initrd')
        .kernel('/root/f8-i386-vmlinuz')
        .loader('/usr/lib/xen/boot/hvmloader')
        .hvm(),
    objects: () =>
      domain('fv0').os({
        type: 'hvm',
        loader: { path: '/usr/lib/xen/boot/hvmloader' },
        kernel: '/root/f8-i386-vmlinuz',
        initrd: '/root/f8-i386-initrd',
        cmdline: 'console=ttyS0 ks=http://example.com/f8-i386/os/',
      }),
  },
)

// Basic resources

testSpellings(
  test,
  'memory and vCPUs',
  fv0(`
<memory unit="GiB">2</memory>
<currentMemory unit="MiB">512</currentMemory>
<vcpu>2</vcpu>`),
  {
    factories: () => domain('fv0').vcpu(2).currentMemory(MiB(512)).memory(GiB(2)),
    text: () => domain('fv0').vcpu('2').currentMemory('512MiB').memory('2 GiB'),
    objects: () =>
      domain('fv0')
        .vcpu(2)
        .currentMemory({ value: 512, unit: 'MiB' })
        .memory({ value: '2', unit: 'GiB' }),
  },
)

testSpellings(test, 'a bare number counts KiB', fv0('<memory>524288</memory>'), {
  methods: () => domain('fv0').memory(524288),
  objects: () => domain('fv0').memory({ value: 524288 }),
})

for (const [unit, size] of Object.entries({ KB, KiB, MB, MiB, GB, GiB, TiB }))
  testSpellings(test, `memory in ${unit}`, fv0(`<memory unit="${unit}">3</memory>`), {
    factories: () => domain('fv0').memory(size(3)),
    text: () => domain('fv0').memory(`3${unit as 'KiB'}`),
  })

test('a second memory() replaces both number and unit', () => {
  assert.is(xmlOf(domain('fv0').memory(GiB(2)).memory(524288)), fv0('<memory>524288</memory>'))
  assert.is(
    xmlOf(domain('fv0').memory(524288).memory('2GiB')),
    fv0('<memory unit="GiB">2</memory>'),
  )
})

// Lifecycle

for (const action of ['destroy', 'restart', 'preserve', 'rename-restart'] as const)
  testSpellings(
    test,
    `the lifecycle action ${action}`,
    fv0(`
<on_poweroff>${action}</on_poweroff>
<on_reboot>${action}</on_reboot>
<on_crash>${action}</on_crash>`),
    { methods: () => domain('fv0').on_crash(action).on_reboot(action).on_poweroff(action) },
  )

// Features

testSpellings(
  test,
  'all hypervisor features',
  fv0(`
<features>
  <acpi/>
  <apic/>
  <pae/>
</features>`),
  {
    factories: () => domain('fv0').apic().acpi().pae(),
    methods: () => domain('fv0').features({ apic: true }).acpi(true).features({ pae: true }),
    objects: () => domain('fv0').features({ acpi: true, apic: true, pae: true }),
  },
)

testSpellings(
  test,
  'a feature switched off again',
  fv0(`
<features>
  <acpi/>
</features>`),
  {
    factories: () => domain('fv0').acpi().pae().pae(false),
    objects: () => domain('fv0').features({ acpi: true, pae: false }),
  },
)

test('a feature method called with undefined switches the feature on', () => {
  assert.equal(problemsOf(domain('fv0').acpi(undefined)), [])
  assert.is(xmlOf(domain('fv0').acpi(undefined)), xmlOf(domain('fv0').acpi()))
})

// Clock

for (const offset of ['utc', 'localtime'] as const)
  testSpellings(test, `a clock with offset ${offset}`, fv0(`<clock offset="${offset}"/>`), {
    factories: () => domain('fv0').clock(offset),
    objects: () => domain('fv0').clock({ offset }),
  })

// Devices

testSpellings(test, 'the emulator', devices('<emulator>/usr/lib/xen/bin/qemu-dm</emulator>'), {
  factories: () => domain('fv0').emulator('/usr/lib/xen/bin/qemu-dm'),
  objects: () => domain('fv0').devices({ emulator: '/usr/lib/xen/bin/qemu-dm' }),
})

test('the XML has the field order of libvirt, independent of the order of the calls', () => {
  const builder = domain('fv0')
    .disk(block('/dev/vg0/fv0').target('vda'))
    .on_crash('restart')
    .clock('utc')
    .acpi()
    .hvm()
    .vcpu(1)
    .memory(1024)
    .uuid(dashed)
  assert.is(
    xmlOf(builder),
    fv0(`
<uuid>${dashed}</uuid>
<memory>1024</memory>
<vcpu>1</vcpu>
<os>
  <type>hvm</type>
</os>
<features>
  <acpi/>
</features>
<clock offset="utc"/>
<on_crash>restart</on_crash>
<devices>
  <disk type="block" device="disk">
    <source dev="/dev/vg0/fv0"/>
    <target dev="vda"/>
  </disk>
</devices>`),
  )
  assert.is(nodeOf(builder).element.name, 'domain')
})

test.run()
