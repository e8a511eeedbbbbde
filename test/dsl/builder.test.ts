import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../../src/build/build.ts'
import {
  bridge,
  cdrom,
  type DomainBuilder,
  domain,
  file,
  GiB,
  mouse,
  pty,
  sdl,
  usb,
  user,
} from '../../src/index.ts'
import {
  assertBeginnings,
  devices,
  diagnosticLines,
  fv0,
  nodeOf,
  problemsOf,
  readDomain,
  xmlOf,
} from '../support/builders.ts'

const test = suite('dsl: builder')

test('extending a builder twice changes neither the builder nor the other extension', () => {
  const base = domain('fv0').hvm()
  const before = nodeOf(base)
  const a = base.disk(file('/a')).vcpu(1)
  const b = base.disk(file('/b')).acpi()
  assert.is(nodeOf(base), before)
  assert.is(xmlOf(base), fv0('<os>\n  <type>hvm</type>\n</os>'))
  assert.not.match(xmlOf(a), '/b')
  assert.not.match(xmlOf(a), 'acpi')
  assert.not.match(xmlOf(b), '/a')
  assert.not.match(xmlOf(b), 'vcpu')
})

test('extending a device does not change a domain that already has the device', () => {
  const disk = file('/a')
  const before = domain('fv0').disk(disk)
  disk.target('vda').readonly()
  assert.is(
    xmlOf(before),
    devices('<disk type="file" device="disk">\n  <source file="/a"/>\n</disk>'),
  )
})

test('changing a plain object does not change a domain that already has the object', () => {
  const source = { file: '/a' }
  const disks = [{ type: 'file' as const, source }]
  const builder = domain('fv0').devices({ disk: disks })
  source.file = '/b'
  disks.push({ type: 'file', source: { file: '/c' } })
  assert.is(xmlOf(builder), devices('<disk type="file">\n  <source file="/a"/>\n</disk>'))
})

test('no method changes the builder, even in a whole build', async () => {
  const base = domain('fv0')
    .hvm({ machine: 'q35' })
    .memory(GiB(2))
    .boot('hd', 'network')
    .disk({ type: 'file', source: { file: '/a', xml: '<seclabel/>' } }, file('/b').target('vda'))
    .nic(bridge('br0').xml('<mtu size="9000"/>'))
    .host('hv1')
  // A write to the builder throws from here on.
  freeze(nodeOf(base))
  const more = base
    .hvm({ arch: 'x86_64' })
    .memory({ unit: 'MiB', value: 1 })
    .boot('fd')
    .acpi()
    .disk(file('/c'))
    .nic(bridge('br1'))
    .cdrom()
    .metadata({ xml: '<x/>' })
    .xml('<qemu:commandline/>')
    .allow('memory-size', 'it is enough')
    .use(d => d.vcpu(2))
  freeze(nodeOf(more))
  const { diagnostics } = await build([
    base,
    more.name('fv1'),
    more.name('fv2').devices({ disk: [] }),
  ])
  assert.ok(diagnostics.every(({ code }) => code.startsWith('VMC')))
})

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  Object.freeze(value)
  for (const [key, child] of Object.entries(value)) if (key !== 'element') freeze(child)
}

test('use() applies a function, and functions compose', () => {
  const small = (d: DomainBuilder) => d.hvm().vcpu(1)
  const server = (d: DomainBuilder) => d.use(small).acpi()
  assert.is(xmlOf(domain('fv0').use(server)), xmlOf(domain('fv0').hvm().vcpu(1).acpi()))
  assert.is(
    xmlOf(domain('fv0').disk(file('/a').use(disk => disk.readonly()))),
    xmlOf(domain('fv0').disk(file('/a').readonly())),
  )
})

test('lists grow with every call, argument and list', () => {
  const three = ['/a', '/b', '/c'].map(path => file(path))
  const [a, b, c] = three
  const expected = xmlOf(domain('fv0').disk(...three))
  assert.is(
    xmlOf(
      domain('fv0')
        .disk(a as never)
        .disk(b as never)
        .disk(c as never),
    ),
    expected,
  )
  assert.is(xmlOf(domain('fv0').devices({ disk: three }).devices({})), expected)
  assert.is(xmlOf(domain('fv0').devices({ disk: a! }).disk(b!, c!)), expected)
  assert.is(
    xmlOf(
      domain('fv0')
        .disk(a!)
        .devices({ disk: three.slice(1) }),
    ),
    expected,
  )
})

test('elements merge field by field, also nested ones', () => {
  const builder = domain('fv0')
    .os({ type: 'hvm', boot: 'hd' })
    .os({ type: { value: 'hvm', machine: 'q35' }, boot: ['network'], kernel: '/a' })
    .kernel('/b')
  assert.is(
    xmlOf(builder),
    fv0(`
<os>
  <type machine="q35">hvm</type>
  <kernel>/b</kernel>
  <boot dev="hd"/>
  <boot dev="network"/>
</os>`),
  )
})

test('a scalar replaces the previous value', () => {
  assert.is(xmlOf(domain('fv0').vcpu(1).vcpu(4).name('fv0')), fv0('<vcpu>4</vcpu>'))
  assert.is(xmlOf(domain('other').name('fv0')), xmlOf(domain('fv0')))
})

test('a key with the value undefined is ignored', () => {
  const builder = domain('fv0').disk({
    type: 'file',
    source: { file: '/a' },
    target: undefined,
    readonly: undefined,
    xml: undefined,
  })
  assert.equal(problemsOf(builder), [])
  assert.is(xmlOf(builder), devices('<disk type="file">\n  <source file="/a"/>\n</disk>'))
})

test('xml() of every builder appends raw XML to its element', () => {
  const builder = domain('fv0')
    .disk(file('/a').xml('<serial>WD-1</serial>').target('vda'))
    .nic(user().xml('<mtu size="9000"/>'))
    .serial(pty().xml('<log file="/var/log/fv0"/>'))
    .input(mouse().xml('<driver iommu="on"/>'))
    .graphics(sdl().xml('<gl enable="yes"/>'))
    .hostdev(usb(1, 2).xml('<boot order="1"/>'))
    .xml('<seclabel type="none"/>')
    .xml('<qemu:commandline><qemu:arg value="-snapshot"/></qemu:commandline>')
  assert.equal(problemsOf(builder), [])
  assert.is(
    xmlOf(builder),
    `<domain type="kvm" xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">
  <name>fv0</name>
  <devices>
    <disk type="file" device="disk">
      <source file="/a"/>
      <target dev="vda"/>
      <serial>WD-1</serial>
    </disk>
    <interface type="user">
      <mtu size="9000"/>
    </interface>
    <serial type="pty">
      <log file="/var/log/fv0"/>
    </serial>
    <input type="mouse">
      <driver iommu="on"/>
    </input>
    <graphics type="sdl">
      <gl enable="yes"/>
    </graphics>
    <hostdev mode="subsystem" type="usb">
      <source>
        <vendor id="0x0001"/>
        <product id="0x0002"/>
      </source>
      <boot order="1"/>
    </hostdev>
  </devices>
  <seclabel type="none"/>
  <qemu:commandline>
    <qemu:arg value="-snapshot"/>
  </qemu:commandline>
</domain>
`,
  )
})

test('the key xml of an object takes one raw XML string or a list', () => {
  const builder = domain('fv0').disk({
    type: 'file',
    source: { file: '/a', xml: '<reservations managed="yes"/>' },
    xml: ['<serial>WD-1</serial>', '<!-- the old disk -->'],
  })
  assert.equal(problemsOf(builder), [])
  assert.is(
    xmlOf(builder),
    devices(`
<disk type="file">
  <source file="/a">
    <reservations managed="yes"/>
  </source>
  <serial>WD-1</serial>
  <!-- the old disk -->
</disk>`),
  )
})

test('blank raw XML is ignored', () => {
  for (const blank of ['', '  \n '])
    assert.is(xmlOf(domain('fv0').xml(blank)), xmlOf(domain('fv0')))
})

test('merging elements keeps the raw XML of both', () => {
  const builder = domain('fv0')
    .os({ type: 'hvm', xml: '<smbios mode="host"/>' })
    .os({ type: 'hvm', xml: '<bios useserial="yes"/>' })
  assert.is(
    xmlOf(builder),
    fv0(`
<os>
  <type>hvm</type>
  <smbios mode="host"/>
  <bios useserial="yes"/>
</os>`),
  )
})

test('keys such as "constructor" are unknown keys', () => {
  for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
    const object = JSON.parse(`{"type":"file","source":{"file":"/a"},${JSON.stringify(key)}:"x"}`)
    const builder = domain('fv0').disk(object)
    assert.equal(
      problemsOf(builder).map(line => line.slice(0, line.indexOf(' ('))),
      [`VMC1001 domain/devices/disk[1]/${key}: <disk> has no element or attribute "${key}"`],
    )
    assert.is(xmlOf(builder), devices('<disk type="file">\n  <source file="/a"/>\n</disk>'))
  }
})

test('names of inherited keys are unknown elements and attributes in a document', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const { node, diagnostics } = readDomain(
      `<domain type="kvm"><name>fv0</name><${name}/><features ${name}="1"/></domain>`,
    )
    assert.equal(
      diagnosticLines(diagnostics).map(line => line.slice(0, line.indexOf(' ('))),
      [`VMC1001 domain/${name}: <domain> has no element "${name}"`],
    )
    assert.is(node!.fields.features !== undefined, true)
  }
})

test('cdrom() takes a path, a builder or nothing', () => {
  assert.is(xmlOf(domain('fv0').cdrom('/iso')), xmlOf(domain('fv0').disk(cdrom('/iso'))))
  assert.is(xmlOf(domain('fv0').cdrom(cdrom('/iso'))), xmlOf(domain('fv0').disk(cdrom('/iso'))))
  assert.is(xmlOf(domain('fv0').cdrom()), xmlOf(domain('fv0').disk(cdrom())))
})

test('a builder of a different element is an error', () => {
  assertBeginnings(problemsOf(domain('fv0').disk(bridge('br0') as never)), [
    'VMC1005 domain/devices/disk[1]: <disk> of <devices> cannot be a NicBuilder (add it with .nic(…))',
  ])
})

test('a later call does not hide an invalid value of the same element', () => {
  const builder = domain('fv0').os(null as never)
  assertBeginnings(problemsOf(builder.boot('hd')), [
    'VMC1075 domain/os: <os> of <domain> has no value (expected an object with ',
  ])
})

test.run()
