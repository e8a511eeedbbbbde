// Imports of documents with unknown elements.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { importXml } from '../../src/build/documents/import-xml.ts'
import { validateXml } from '../../src/build/documents/validate-xml.ts'
import { fill } from '../../src/build/domains/fill.ts'
import { checkSchema } from '../../src/check/check-schema.ts'
import { nodeOf } from '../../src/dsl/normalise.ts'
import { interpret } from '../../src/importer/interpret.ts'
import { withoutComments } from '../../src/importer/omit-defaults.ts'
import * as language from '../../src/index.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { difference } from '../../src/tree/equal.ts'
import { emit } from '../../src/xml/emit.ts'
import { read } from '../../src/xml/read.ts'

const test = suite('importer: unknown parts')

const ID = '4dea22b3-1d52-d8f3-2516-782e98ab3fa0'
const doc = (inner: string, name = '<name>fv0</name>'): string =>
  `<domain type="kvm">\n  ${name}\n  <uuid>${ID}</uuid>\n  <os><type>hvm</type></os>\n${inner}</domain>`

const reported = (xml: string): readonly string[] =>
  importXml(xml).diagnostics.map(
    ({ code, severity, line, message }) => `${severity} ${code} ${line}: ${message}`,
  )

const calls = (xml: string): string => {
  const { typescript } = importXml(xml)
  const after = typescript.split(`.uuid('${ID}')`)[1]!.trim()
  return after.replace(/,?\s*\n\s*(?=[)\]])|\s*\n\s*/g, '')
}

for (const [name, message] of [
  ['<name><b/>fv0</name>', '<name> can contain only text'],
  ['<naem>fv0</naem>', '<domain> has no element "naem"'],
] as const)
  test(`a document without a name is an error: ${name}`, () => {
    assert.equal(reported(doc('', name)).at(-1), `error VMC1001 2: ${message}`)
    assert.is(importXml(doc('', name)).typescript, '')
  })

test('an unknown value inside the argument of a shorthand is kept', () => {
  const xml = doc('').replace(
    '<os><type>hvm</type></os>',
    `<os firmware="efi"><type>hvm</type><nvram type="network" format="qcow2">
      <source protocol="nbd"><host name="h" newattr="x"/></source></nvram></os>`,
  )
  assert.match(importXml(xml).typescript, "attributes: { newattr: 'x' }")
  assert.match(importXml(xml.replace('"nbd"', '"nbdx"')).typescript, "unchecked('nbdx')")
})

test('a shorthand that writes a value twice needs the same unknown value twice', () => {
  const pm = (memory: string, disk: string) =>
    calls(doc(`<pm><suspend-to-mem enabled="${memory}"/><suspend-to-disk enabled="${disk}"/></pm>`))
  assert.is(pm('new', 'new'), ".suspend(unchecked('new'))")
  assert.is(
    pm('new', 'other'),
    ".pm({ 'suspend-to-mem': unchecked('new'), 'suspend-to-disk': unchecked('other') })",
  )
})

test('the name of a domain stays, behind an element of another namespace with that name', () => {
  const { typescript } = importXml(doc('', '<name xmlns="urn:name"/><name>fv0</name>'))
  assert.match(typescript, "domain('fv0')")
  assert.match(typescript, `.xml('<name xmlns="urn:name"/>')`)
})

test('an unknown attribute of a text is kept with the text', () => {
  const xml = doc('  <description a="1">x</description>\n')
  assert.equal(reported(xml), ['warning VMC1001 5: <description> has no attribute "a"'])
  assert.is(calls(xml), `.description(unchecked('x', { a: '1' }))`)
  const { typescript } = importXml(doc('', '<name a="1">fv0</name>'))
  assert.match(typescript, "export const fv0 = domain(unchecked('fv0', { a: '1' }))")
})

test('repeated elements that become raw XML keep their order', () => {
  const certificates = ['1', '<b/>2', '3'].map(text => `<certificate>${text}</certificate>`)
  const card = `<smartcard mode="host-certificates">\n${certificates.join('\n')}\n</smartcard>`
  assert.is(
    calls(doc(`  <devices>${card}</devices>\n`)),
    `.smartcard({mode: 'host-certificates',xml: [${certificates.map(one => `'${one}'`).join(',')}],})`,
  )
})

test('a factory that would find a problem in its arguments is not used', () => {
  const source = '<source><vendor id="0x781"/><product a="1"/></source>'
  assert.is(
    calls(doc(`  <devices><hostdev mode="subsystem" type="usb">${source}</hostdev></devices>\n`)),
    ".hostdev(usb('0x781', { id: unchecked() }).source({product: { id: unchecked(), attributes: { a: '1' } },}))",
  )
})

for (const [xml, code, expected] of [
  [
    '<devices><disk type="block"><source file="/a"/><target dev="vda" bus="virtio"/></disk></devices>',
    'VMC1004',
    ".disk({ type: 'block', source: { file: unchecked('/a') } })",
  ],
  [
    '<clock offset="utc"/><clock offset="localtime"/>',
    'VMC1007',
    `.clock('utc').xml('<clock offset="localtime"/>')`,
  ],
  ['<devices><input bus="usb"/></devices>', 'VMC1003', ".input({ type: unchecked(), bus: 'usb' })"],
  [
    '<devices><hostdev mode="subsystem" type="pci"/></devices>',
    'VMC1003',
    ".hostdev({ mode: 'subsystem', type: 'pci', source: unchecked() })",
  ],
  [
    '<devices><smartcard mode="host-certificates"/></devices>',
    'VMC1003',
    ".smartcard({ mode: 'host-certificates', certificate: unchecked() })",
  ],
  ['<features>new<pae/></features>', 'VMC1009', ".features({ xml: unchecked('new') }).pae()"],
  ['new', 'VMC1009', ".xml(unchecked('new'))"],
  ['<vcpu>0</vcpu>', 'VMC1002', ".vcpu(unchecked('0'))"],
  [
    '<memory unit="new">2048</memory>',
    'VMC1002',
    ".memory({ unit: unchecked('new'), value: 2048 })",
  ],
  [
    '<memory unit="KiB">0x1</memory>',
    'VMC1002',
    ".memory({ unit: 'KiB', value: unchecked('0x1') })",
  ],
  [
    '<vcpu xmlns:a="urn:a" a:b="1">1</vcpu>',
    'VMC1001',
    ".vcpu({ value: 1, attributes: { 'xmlns:a': 'urn:a', 'a:b': '1' } })",
  ],
] as const)
  test(`an import keeps what libvirt may accept one day: ${xml}`, () => {
    const { diagnostics } = importXml(doc(xml))
    assert.equal(
      diagnostics.map(one => `${one.severity} ${one.code}`),
      [`warning ${code}`],
    )
    assert.match(diagnostics[0]!.help!, /^the program (keeps it unchanged with|leaves it out with)/)
    assert.is(calls(doc(xml)), expected)
  })

test('elements that follow a raw element of their name keep their order', () => {
  const { typescript } = importXml(
    '<domain type="lxc"><name>ct0</name><os><type>exe</type><init>/a</init>' +
      '<initarg>1</initarg><initarg><x/></initarg><initarg>3</initarg></os></domain>',
  )
  assert.match(typescript, ".initarg('1')")
  assert.match(typescript, "xml: ['<initarg><x/></initarg>', '<initarg>3</initarg>']")
})

test('an unknown element or comment inside a text is kept once', () => {
  assert.is(
    calls(doc('<description><a/>x</description>')),
    ".xml('<description><a/>x</description>')",
  )
  const commented = importXml(doc('<description a="1"><!-- c -->x</description>')).typescript
  assert.match(commented, `.xml('<description a="1"><!-- c -->x</description>')`)
  assert.not.match(commented, '// c')
})

const OS = '<libosinfo:os id="http://fedoraproject.org/fedora/33"/>'
const OSINFO = `<libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">${OS}</libosinfo:libosinfo>`
const BOXES =
  '<boxes:gnome-boxes xmlns:boxes="https://wiki.gnome.org/Apps/Boxes"><os-state>installed</os-state></boxes:gnome-boxes>'
const OSINFO_CALL = ".osinfo('http://fedoraproject.org/fedora/33')"

for (const [where, metadata, expected] of [
  ['after', BOXES + OSINFO, `.metadata('${BOXES}')${OSINFO_CALL}`],
  ['before', OSINFO + BOXES, `${OSINFO_CALL}.metadata('${BOXES}')`],
  ['between', `${BOXES}${OSINFO}<a/>`, `.metadata(['${BOXES}','${OSINFO}','<a/>'])`],
] as const)
  test(`libosinfo metadata ${where} the metadata of other programs keeps its position`, () => {
    assert.is(calls(doc(`<metadata>${metadata}</metadata>`)), expected)
  })

test('several libosinfo elements keep their order', () => {
  const other = OSINFO.replace('33', '34')
  const call = OSINFO_CALL.replace('33', '34')
  assert.is(
    calls(doc(`<metadata>${BOXES}${OSINFO}${other}</metadata>`)),
    `.metadata('${BOXES}')${OSINFO_CALL}${call}`,
  )
})

test('a value that is a property name of Object.prototype is an unknown value, with and without clean', () => {
  const disk =
    '<disk type="file"><source file="/a"/><target dev="sda" bus="constructor"/><address type="drive" unit="0"/></disk>'
  const controller = '<controller type="toString" index="0"/>'
  for (const clean of [false, true]) {
    const { typescript, diagnostics } = importXml(doc(`<devices>${disk}${controller}</devices>`), {
      clean,
    })
    assert.match(typescript, "bus: unchecked('constructor')")
    assert.match(typescript, "type: unchecked('toString')")
    assert.equal(
      diagnostics.filter(({ code }) => code === 'VMC1002').map(({ message }) => message),
      ['"constructor" is not a bus of <target>', '"toString" is not a type of <controller>'],
    )
  }
})

const NEWER = `<domain type="kvm" newroot="1">
  <name>fv0</name>
  <uuid>${ID}</uuid>
  <hwfoo a="1"/>
  <memory unit="KiB" newattr="q">1025</memory>
  <vcpu placement="newvalue">2</vcpu>
  <os newattr="x">
    <type arch="x86_64" machine="q35" newattr="1">hvm</type>
    <boot dev="newvalue"/>
    <boot dev="hd"/>
  </os>
  <features newattr="1">
    <acpi newattr="1"/>
    <hyperv mode="newvalue">
      <relaxed state="on" newattr="a &lt; b"/>
    </hyperv>
  </features>
  <on_poweroff>newvalue</on_poweroff>
  <devices>
    <disk type="newvalue" device="disk" newattr="1">
      <driver name="qemu" type="newvalue"/>
      <source file="/a" newattr="1"/>
      <target dev="vda" bus="newvalue" newattr="y"/>
      <newelement>
        <inner/>
      </newelement>
    </disk>
    <disk type="file" device="disk">
      <driver name="qemu" type="qcow2" newattr="on"/>
      <source file="/b.qcow2"/>
      <target dev="vdb" bus="virtio"/>
      <address type="pci" domain="0x0000" bus="0x00" slot="0x07" function="0x0" newattr="1"/>
    </disk>
    <newdevice/>
  </devices>
</domain>
`

for (const clean of [false, true])
  test(`a document that is newer than vmc becomes a program that builds it, ${clean ? 'with' : 'without'} clean`, async () => {
    const { typescript, diagnostics } = importXml(NEWER, { clean })
    assert.equal(
      [...new Set(diagnostics.map(({ code, severity }) => `${code} ${severity}`))].sort(),
      ['VMC1001 warning', 'VMC1002 warning'],
    )
    assert.is(diagnostics.length, 22)
    for (const { help } of diagnostics) assert.match(help!, 'the program keeps it unchanged with')
    const [built] = [...interpret(typescript, language).values()]
    const tree = fill([nodeOf(built)!])[0]!
    assert.equal(checkSchema(tree), [])
    const [wanted, made] = [NEWER, emit(tree)].map(xml => read(xml, domain).node!)
    assert.is(difference(withoutComments(wanted!), withoutComments(made!)), undefined)
  })

test('a validation of a newer document reports each unknown part as an error', () => {
  const errors = validateXml(NEWER).filter(({ severity }) => severity === 'error')
  const unknown = errors.filter(({ code }) => code === 'VMC1001' || code === 'VMC1002')
  assert.is(unknown.length, 22)
  for (const { message, help } of unknown)
    if (!message.startsWith('<acpi>')) assert.match(help!, /vmc knows libvirt up to 12\.9, and/)
})

test('a misspelt element is kept too, with the right spelling', () => {
  const [one] = importXml(doc('  <memroy>1</memroy>\n')).diagnostics
  assert.is(one!.help, 'the program keeps it unchanged with .xml(); did you mean "memory"?')
})

test.run()
