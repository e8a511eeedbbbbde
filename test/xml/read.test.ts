import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkSchema } from '../../src/check/check-schema.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { domain } from '../../src/index.ts'
import { type Node, valuesOf } from '../../src/tree/node.ts'
import { emit } from '../../src/xml/emit.ts'
import { childOf, readDomain, xmlOf } from '../support/builders.ts'

const test = suite('xml: read')

/** What is told, with the place in the document. */
const placed = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(({ code, line, column, message }) => `${line}:${column} ${code} ${message}`)

/** What reading and checking a document tell. */
const toldOf = (xml: string): readonly string[] => {
  const { node, diagnostics } = readDomain(xml)
  return placed([...diagnostics, ...(node ? checkSchema(node) : [])])
}

/** A document, read and written. */
const again = (xml: string): string => emit(readDomain(xml).node!)

const NAME = '<domain type="kvm">\n  <name>fv0</name>\n'

// What is kept

test('comments keep their places', () => {
  const xml = `<domain type="kvm">
  <!-- first -->
  <name>fv0</name>
  <!-- before memory -->
  <!-- and another -->
  <memory>1024</memory>
  <os>
    <!-- in os -->
    <type>hvm</type>
    <boot dev="hd"/>
    <!-- before the second -->
    <boot dev="cdrom"/>
    <!-- last in os -->
  </os>
  <!-- last -->
</domain>
`
  assert.equal(toldOf(xml), [])
  assert.is(again(xml), xml)
})

test('comments outside of the domain, and inside of its texts, are kept as well', () => {
  const { node, diagnostics } = readDomain(
    '<?xml version="1.0"?>\n<!-- above --><domain type="kvm"><name>f<!-- within -->v0</name><acpi/><features><acpi><!-- on --></acpi></features></domain>\n<!-- below -->\n',
  )
  assert.equal(placed(diagnostics), ['2:65 VMC1001 <domain> has no element "acpi"'])
  assert.is(
    emit(node!),
    `<domain type="kvm">
  <!-- above -->
  <!-- within -->
  <name>fv0</name>
  <acpi/>
  <features>
    <!-- on -->
    <acpi/>
  </features>
  <!-- below -->
</domain>
`,
  )
})

test('processing instructions are kept', () => {
  const xml = `${NAME}  <?keep this?>\n  <memory>1024</memory>\n</domain>\n`
  assert.equal(toldOf(xml), [])
  assert.is(again(xml), xml)
})

test('unknown elements are kept in place, and told', () => {
  const xml = `${NAME}  <memory>1024</memory>
  <vmcMarvel>
    <wonders/>
  </vmcMarvel>
  <vcpu>1</vcpu>
  <features>
    <marvels mode="custom">
      <wonder state="on"/>
    </marvels>
    <pea/>
  </features>
</domain>
`
  assert.equal(toldOf(xml), [
    '4:3 VMC1001 <domain> has no element "vmcMarvel"',
    '9:5 VMC1001 <features> has no element "marvels"',
    '12:5 VMC1001 <features> has no element "pea"',
  ])
  assert.is(again(xml), xml)
})

test('the elements of the namespaces of hypervisors are read, and are no mistake', () => {
  const xml = `<domain type="kvm" xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">
  <name>fv0</name>
  <qemu:commandline>
    <qemu:arg value="-snapshot"/>
  </qemu:commandline>
</domain>
`
  assert.equal(toldOf(xml), [])
  assert.is(again(xml), xml)
})

test('the elements of a namespace of somebody else are told, and keep its declaration', () => {
  const xml = `<domain type="kvm" xmlns:my="urn:mine"><name>fv0</name><my:note my:at="x"><my:b/></my:note></domain>`
  const { node, diagnostics } = readDomain(xml)
  assert.equal(placed(diagnostics), ['1:56 VMC1001 <domain> has no element "my:note"'])
  assert.is(
    emit(node!),
    `${NAME}  <my:note xmlns:my="urn:mine" my:at="x">
    <my:b/>
  </my:note>
</domain>
`,
  )
})

test('an unknown attribute is told at its place', () => {
  assert.equal(toldOf(`${NAME}  <clock\n    ofset='utc'/>\n</domain>`), [
    '4:5 VMC1001 <clock> has no attribute "ofset"',
  ])
})

test('what stands in an element that holds only text is kept and told', () => {
  assert.equal(toldOf('<domain type="kvm">\n  <name>fv0<b/></name>\n</domain>'), [
    '2:3 VMC1001 <name> holds nothing but text',
  ])
  assert.equal(toldOf(`${NAME}  <iothreads marvel="1">2</iothreads>\n</domain>`), [
    '3:14 VMC1001 <iothreads> has no attribute "marvel"',
  ])
  assert.is(
    again(`${NAME}  <iothreads marvel="1">2</iothreads>\n</domain>`),
    `${NAME}  <iothreads marvel="1">2</iothreads>\n</domain>\n`,
  )
})

test('what stands in an element that holds nothing is kept and told', () => {
  assert.equal(toldOf(`${NAME}  <features><acpi fly="on"/><pae>yes</pae></features>\n</domain>`), [
    '3:19 VMC1001 <acpi> has no attribute "fly"',
    '3:29 VMC1001 <pae> holds nothing',
  ])
})

// Today's spelling

test('outdated spellings are understood, told, and written as today', () => {
  const xml = `${NAME}  <clock sync="localtime"/>
  <devices>
    <serial type="tcp">
      <source mode="connect" host="0.0.0.0" service="2445"/>
      <wiremode type="telnet"/>
    </serial>
    <graphics type="vnc" password="secret"/>
  </devices>
</domain>
`
  const { node, diagnostics } = readDomain(xml)
  assert.equal(
    diagnostics.map(one => `${one.line}:${one.column} ${one.severity} ${one.path}: ${one.message}`),
    [
      '3:10 warning domain/clock/@sync: "sync" is an outdated spelling',
      '7:7 warning domain/devices/serial[1]/wiremode: <wiremode> is an outdated spelling',
      '9:26 warning domain/devices/graphics[1]/@password: "password" is an outdated spelling',
    ],
  )
  assert.equal(
    diagnostics.map(one => one.help),
    [
      'today it is "offset", and is written so',
      'today it is <protocol>, and is written so',
      'today it is "passwd", and is written so',
    ],
  )
  assert.equal(checkSchema(node!), [])
  assert.is(
    emit(node!),
    xml
      .replace('sync=', 'offset=')
      .replace('<wiremode', '<protocol')
      .replace('password=', 'passwd='),
  )
})

test('an outdated spelling beside the one of today is one too many', () => {
  assert.equal(toldOf(`${NAME}  <clock offset="utc" sync="localtime"/>\n</domain>`), [
    '3:23 VMC1008 "sync" is an outdated spelling',
    '3:23 VMC1007 attribute "offset" stands 2 times in <clock>, which takes one',
  ])
})

// What is wrong

test('an element that may stand only once is told at its second place', () => {
  assert.equal(toldOf(`${NAME}  <memory>1</memory>\n  <memory>2</memory>\n</domain>`), [
    '4:3 VMC1007 <memory> stands 2 times in <domain>, which takes one',
  ])
  assert.equal(toldOf(`${NAME}  <name>b</name>\n</domain>`), [
    '3:3 VMC1007 <name> stands 2 times in <domain>, which takes one',
  ])
})

test('nothing of what stands twice is lost', () => {
  const xml = `${NAME}  <memory>1</memory>\n  <memory unit="GiB">2</memory>\n</domain>\n`
  assert.is(again(xml), xml)
})

test('text where none belongs is told at its first letter', () => {
  assert.equal(toldOf(`${NAME}  <features>\n   acpi\n  </features>\n</domain>`), [
    '4:4 VMC1009 <features> holds the text "acpi"',
  ])
  assert.equal(toldOf(`${NAME} x &gt; y > z <os><type>hvm</type></os> tail</domain>`), [
    '3:2 VMC1009 <domain> holds the text "x > y > z  tail"',
  ])
})

test('a document of another kind is refused', () => {
  assert.equal(toldOf('<network><name>default</name></network>'), [
    '1:1 VMC3003 the outermost element is <network>, not <domain>',
  ])
  assert.is(readDomain('<network/>').node, undefined)
})

test('a document type is refused, with what it declares', () => {
  const bomb = `<?xml version="1.0"?>
<!-- <!DOCTYPE> -->
<!DOCTYPE domain [
  <!ENTITY a "aaaaaaaaaa">
  <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
]>
<domain type="kvm"><name>&b;</name></domain>`
  assert.equal(toldOf(bomb), ['3:1 VMC3002 a document type is not read'])
  assert.equal(toldOf('<!DOCTYPE domain SYSTEM "file:///etc/passwd"><domain/>'), [
    '1:1 VMC3002 a document type is not read',
  ])
  assert.is(readDomain(bomb).node, undefined)
})

const MALFORMED: Readonly<Record<string, readonly [xml: string, told: string]>> = {
  'a tag that is not closed': ['<domain>\n  <name>fv0\n</domain>', '3:10'],
  'a document that ends early': ['<domain>\n  <name>fv0</name>\n', '3:1'],
  'nothing at all': ['', '1:1'],
  'white space only': [' \n ', '2:2'],
  'text only': ['domain', '1:8'],
  'two outermost elements': ['<domain type="kvm"/>\n<domain/>', '2:8'],
  'text after the end': ['<domain type="kvm"/>\nx', '2:3'],
  'an unknown entity': ['<domain>\n<name>&nbsp;</name></domain>', '2:7'],
  'a bare ampersand': ['<domain>\n<name>a & b</name></domain>', '2:9'],
  'a bare less-than in a value': ['<domain type="<"/>', '1:15'],
  'an attribute twice': ['<domain type="a"\n  type="b"/>', '2:3'],
  'an attribute without a value': ['<domain type/>', '1:13'],
  'an attribute without quotes': ['<domain type=kvm/>', '1:14'],
  'an undeclared prefix': ['<domain><a:b/></domain>', '1:14'],
  'two dashes in a comment': ['<domain><!-- a -- b --></domain>', '1:18'],
  'a control character': ['<domain><name>\u0001</name></domain>', '1:15'],
  'a reference to a control character': ['<domain><name>&#1;</name></domain>', '1:15'],
}

for (const [what, [xml, place]] of Object.entries(MALFORMED))
  test(`${what} is told once, at its place`, () => {
    const { node, diagnostics } = readDomain(xml)
    assert.is(node, undefined)
    assert.equal(
      diagnostics.map(one => `${one.line}:${one.column} ${one.code}`),
      [`${place} VMC3001`],
    )
    assert.ok(diagnostics[0]!.message.length > 5)
  })

test('elements in each other too deep are refused, known or unknown', () => {
  const deep = (name: string, depth: number) =>
    `<domain type="kvm"><name>fv0</name>${`<${name}>`.repeat(depth)}${`</${name}>`.repeat(depth)}</domain>`
  for (const name of ['os', 'x'])
    assert.equal(
      readDomain(deep(name, 100000)).diagnostics.at(-1)!.message,
      'elements stand in each other more than 100 deep',
    )
  assert.is.not(readDomain(deep('x', 90)).node, undefined)
})

// Texts, values and places

test('a byte order mark and the line ends of Windows make no difference', () => {
  const xml = `${NAME}  <!-- a\n  b -->\n  <os>\n    <type>hvm</type>\n    <cmdline>a b</cmdline>\n  </os>\n  <x>\n    <y/>\n  </x>\n</domain>\n`
  const windows = `\ufeff${xml.replaceAll('\n', '\r\n')}`
  assert.is(again(windows), again(xml))
  assert.equal(toldOf(windows), toldOf(xml))
  assert.equal(toldOf(xml), ['9:3 VMC1001 <domain> has no element "x"'])
})

test('entities, references and CDATA are read as what they stand for', () => {
  const { node } = readDomain(
    '<domain type="kvm"><name>a&amp;b&#x41;&#66;<![CDATA[<&>]]>c</name></domain>',
  )
  assert.equal(valuesOf(node!.fields.name), ['a&bAB<&>c'])
})

test('white space around a number or a word is layout, within a text it is text', () => {
  const { node } = readDomain(`<domain type="kvm">
  <memory unit="KiB"> 1024 </memory>
  <bootloader_args> --append  x </bootloader_args>
  <on_crash>
    restart
  </on_crash>
</domain>`)
  assert.equal(valuesOf(childOf(node!, 'memory').fields.value), [1024])
  assert.equal(valuesOf(node!.fields.bootloader_args), [' --append  x '])
  assert.equal(valuesOf(node!.fields.on_crash), ['restart'])
})

test('every attribute knows its place', () => {
  const xml = `<domain  type = "kvm"
  xmlns:q='urn:q'><name>fv0</name>
  <devices>
    <disk device='disk' type="file"><target bus="ide"
        dev
          =
          'hda'/></disk>
    <interface type='bridge'><source bridge='bridge'/><target dev='dev=" dev'/></interface>
    <graphics listen="port='1'" port="1" type="vnc" passwd="&lt;port&gt; listen"/>
  </devices>
</domain>`
  const { node, diagnostics } = readDomain(xml)
  assert.equal(placed(diagnostics), [])
  const at = (of: Node, key: string) => {
    const origin = of.fields[key]!.origin as { line: number; column: number }
    return `${origin.line}:${origin.column}`
  }
  const devices = childOf(node!, 'devices')
  const disk = childOf(devices, 'disk')
  const target = childOf(disk, 'target')
  const nic = childOf(devices, 'interface')
  const graphics = childOf(devices, 'graphics')
  assert.is(at(node!, 'type'), '1:10')
  assert.is(at(node!, 'name'), '2:19')
  assert.is(at(disk, 'device'), '4:11')
  assert.is(at(disk, 'type'), '4:25')
  assert.is(at(target, 'bus'), '4:45')
  assert.is(at(target, 'dev'), '5:9')
  assert.is(at(childOf(nic, 'source'), 'bridge'), '8:38')
  assert.is(at(childOf(nic, 'target'), 'dev'), '8:63')
  assert.is(at(graphics, 'listen'), '9:15')
  assert.is(at(graphics, 'port'), '9:33')
  assert.is(at(graphics, 'type'), '9:42')
  assert.is(at(graphics, 'passwd'), '9:53')
})

test('places stay exact across the pieces in which a long document is read', () => {
  for (let shift = 0; shift < 12; shift++) {
    const xml = `<domain type="kvm"><!--${'€😀\r\n'.repeat(13104)}${' '.repeat(shift)}-->\n<name>fv0</name><clock offset="&#x55;tc"/></domain>`
    assert.equal(toldOf(xml), ['13106:24 VMC1002 "Utc" is not an offset of <clock>'])
  }
})

test('time grows with the length of a document, not with its square, which would take minutes here', () => {
  const disks = '<!-- c --><disk type="file"><source file="/a"/></disk>'.repeat(50_000)
  const { node } = readDomain(`${NAME}<devices>${disks}</devices></domain>`)
  assert.is(emit(node!).match(/<source file="\/a"\/>/g)?.length, 50_000)
})

test('a document read and written says what the program says', () => {
  const builder = domain('fv0').hvm().memory('2GiB')
  assert.is(again(xmlOf(builder)), xmlOf(builder))
})

test.run()
