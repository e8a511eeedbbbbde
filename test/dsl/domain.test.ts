import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { block, domain, GB, GiB, KB, KiB, MB, MiB, TiB } from '../../src/index.ts'
import { emit } from '../../src/xml/emit.ts'
import {
  devices,
  fv0,
  nodeOf,
  readDomain,
  spells,
  told,
  toldOf,
  xmlOf,
} from '../support/builders.ts'

const test = suite('dsl: domain')

const TYPES = [
  ...(['kvm', 'qemu', 'xen', 'lxc', 'kqemu', 'bhyve', 'hvf', 'hyperv', 'openvz', 'phyp'] as const),
  ...(['test', 'uml', 'vbox', 'vmware', 'vz'] as const),
]

for (const type of TYPES)
  spells(
    test,
    `a domain of type ${type}`,
    `<domain type="${type}">\n  <name>fv0</name>\n</domain>\n`,
    {
      methods: () => domain('fv0').type(type),
    },
  )

test('a domain is of type kvm until told otherwise', () => {
  assert.is(xmlOf(domain('fv0')), '<domain type="kvm">\n  <name>fv0</name>\n</domain>\n')
})

const dashed = '4dea22b3-1d52-d8f3-2516-782e98ab3fa0'
const plain = '4dea22b31d52d8f32516782e98ab3fa0'

spells(test, 'a UUID with dashes', fv0(`<uuid>${dashed}</uuid>`), {
  methods: () => domain('fv0').uuid(dashed),
})
spells(test, 'a UUID without dashes', fv0(`<uuid>${plain}</uuid>`), {
  methods: () => domain('fv0').uuid(plain),
})

test('a UUID that is false is left to libvirt', () => {
  assert.equal(toldOf(domain('fv0').uuid(false)), [])
  assert.is(xmlOf(domain('fv0').uuid(false)), xmlOf(domain('fv0')))
})

test('the id of a running domain is read and written', () => {
  const xml = '<domain type="kvm" id="7">\n  <name>fv0</name>\n</domain>\n'
  const { node, diagnostics } = readDomain(xml)
  assert.equal(told(diagnostics), [])
  assert.is(node!.fields.id?.value, 7)
  assert.is(emit(node!), xml)
})

// BIOS boot loader

spells(
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
    words: () =>
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

spells(
  test,
  'every boot device, twice, in the order given',
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
    words: () => domain('fv0').hvm().boot('network', 'fd', 'hd', 'cdrom', 'network'),
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

spells(
  test,
  'a paravirtualized guest of Xen',
  '<domain type="xen">\n  <name>fv0</name>\n  <os>\n    <type machine="xenpv">linux</type>\n  </os>\n</domain>\n',
  {
    words: () => domain('fv0').linux({ machine: 'xenpv' }),
    methods: () =>
      domain('fv0')
        .type('xen')
        .os({ type: { value: 'linux', machine: 'xenpv' } }),
  },
)

spells(
  test,
  'a guest of Xen of type xen',
  '<domain type="xen">\n  <name>fv0</name>\n  <os>\n    <type>xen</type>\n  </os>\n</domain>\n',
  { objects: () => domain('fv0').type('xen').os({ type: 'xen' }) },
)

spells(
  test,
  'a container',
  '<domain type="lxc">\n  <name>fv0</name>\n  <os>\n    <type arch="x86_64">exe</type>\n    <init>/bin/sh</init>\n  </os>\n</domain>\n',
  {
    words: () => domain('fv0').exe('/bin/sh', { arch: 'x86_64' }),
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

spells(
  test,
  'a boot loader of the host with arguments',
  fv0(`
<bootloader>/usr/bin/pygrub</bootloader>
<bootloader_args>--append single</bootloader_args>`),
  {
    methods: () => domain('fv0').bootloader_args('--append single').bootloader('/usr/bin/pygrub'),
  },
)

// Direct kernel boot

spells(
  test,
  'a kernel of the host beside type and firmware',
  fv0(`
<os>
  <type>hvm</type>
  <loader>/usr/lib/xen/boot/hvmloader</loader>
  <kernel>/root/f8-i386-vmlinuz</kernel>
  <initrd>/root/f8-i386-initrd</initrd>
  <cmdline>console=ttyS0 ks=http://example.com/f8-i386/os/</cmdline>
</os>`),
  {
    words: () =>
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

spells(
  test,
  'memory and virtual CPUs',
  fv0(`
<memory unit="GiB">2</memory>
<currentMemory unit="MiB">512</currentMemory>
<vcpu>2</vcpu>`),
  {
    words: () => domain('fv0').vcpu(2).currentMemory(MiB(512)).memory(GiB(2)),
    text: () => domain('fv0').vcpu('2').currentMemory('512MiB').memory('2 GiB'),
    objects: () =>
      domain('fv0')
        .vcpu(2)
        .currentMemory({ value: 512, unit: 'MiB' })
        .memory({ value: '2', unit: 'GiB' }),
  },
)

spells(test, 'a bare number of KiB', fv0('<memory>524288</memory>'), {
  methods: () => domain('fv0').memory(524288),
  objects: () => domain('fv0').memory({ value: 524288 }),
})

for (const [unit, size] of Object.entries({ KB, KiB, MB, MiB, GB, GiB, TiB }))
  spells(test, `memory in ${unit}`, fv0(`<memory unit="${unit}">3</memory>`), {
    words: () => domain('fv0').memory(size(3)),
    text: () => domain('fv0').memory(`3${unit as 'KiB'}`),
  })

test('memory that is written again replaces the number and its unit', () => {
  assert.is(xmlOf(domain('fv0').memory(GiB(2)).memory(524288)), fv0('<memory>524288</memory>'))
  assert.is(
    xmlOf(domain('fv0').memory(524288).memory('2GiB')),
    fv0('<memory unit="GiB">2</memory>'),
  )
})

// Lifecycle

for (const what of ['destroy', 'restart', 'preserve', 'rename-restart'] as const)
  spells(
    test,
    `${what} at every turn of the life of a guest`,
    fv0(`
<on_poweroff>${what}</on_poweroff>
<on_reboot>${what}</on_reboot>
<on_crash>${what}</on_crash>`),
    { methods: () => domain('fv0').on_crash(what).on_reboot(what).on_poweroff(what) },
  )

// Features

spells(
  test,
  'every feature of the hypervisor',
  fv0(`
<features>
  <acpi/>
  <apic/>
  <pae/>
</features>`),
  {
    words: () => domain('fv0').apic().acpi().pae(),
    methods: () => domain('fv0').features({ apic: true }).acpi(true).features({ pae: true }),
    objects: () => domain('fv0').features({ acpi: true, apic: true, pae: true }),
  },
)

spells(
  test,
  'a feature that is switched off again',
  fv0(`
<features>
  <acpi/>
</features>`),
  {
    words: () => domain('fv0').acpi().pae().pae(false),
    objects: () => domain('fv0').features({ acpi: true, pae: false }),
  },
)

test('a feature that is given undefined is on, as with no argument', () => {
  assert.equal(toldOf(domain('fv0').acpi(undefined)), [])
  assert.is(xmlOf(domain('fv0').acpi(undefined)), xmlOf(domain('fv0').acpi()))
})

// Clock

for (const offset of ['utc', 'localtime'] as const)
  spells(test, `a clock that shows ${offset}`, fv0(`<clock offset="${offset}"/>`), {
    words: () => domain('fv0').clock(offset),
    objects: () => domain('fv0').clock({ offset }),
  })

// Devices

spells(
  test,
  'the program that emulates the machine',
  devices('<emulator>/usr/lib/xen/bin/qemu-dm</emulator>'),
  {
    words: () => domain('fv0').emulator('/usr/lib/xen/bin/qemu-dm'),
    objects: () => domain('fv0').devices({ emulator: '/usr/lib/xen/bin/qemu-dm' }),
  },
)

test('fields are written in the order of libvirt, whatever the order of the calls', () => {
  const builder = domain('fv0')
    .disk(block('/dev/vg0/fv0').target('vda'))
    .on_crash('restart')
    .clock('utc')
    .acpi()
    .hvm()
    .vcpu(1)
    .memory(1)
    .uuid(dashed)
  assert.is(
    xmlOf(builder),
    fv0(`
<uuid>${dashed}</uuid>
<memory>1</memory>
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
