import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkSchema } from '../../src/check/check-schema.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { domain } from '../../src/index.ts'
import { type Node, valuesOf } from '../../src/tree/node.ts'
import { emit } from '../../src/xml/emit.ts'
import { childOf, readDomain, xmlOf } from '../support/builders.ts'

const test = suite('xml: read')

/** The code and message of each diagnostic, with its location in the document. */
const located = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(({ code, line, column, message }) => `${line}:${column} ${code} ${message}`)

/** The diagnostics of reading and checking a document. */
const reported = (xml: string): readonly string[] => {
  const { node, diagnostics } = readDomain(xml)
  return located([...diagnostics, ...(node ? checkSchema(node) : [])])
}

/** A document after it is read and written again. */
const rewritten = (xml: string): string => emit(readDomain(xml).node!)

const NAME = '<domain type="kvm">\n  <name>fv0</name>\n'

// Kept content

test('comments keep their positions', () => {
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
  assert.equal(reported(xml), [])
  assert.is(rewritten(xml), xml)
})

test('comments outside of the root element and inside of texts are kept', () => {
  const { node, diagnostics } = readDomain(
    '<?xml version="1.0"?>\n<!-- above --><domain type="kvm"><name>f<!-- within -->v0</name><acpi/><features><acpi><!-- on --></acpi></features></domain>\n<!-- below -->\n',
  )
  assert.equal(located(diagnostics), ['2:65 VMC1001 <domain> has no element "acpi"'])
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
  assert.equal(reported(xml), [])
  assert.is(rewritten(xml), xml)
})

test('unknown elements are kept in their position and reported', () => {
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
  assert.equal(reported(xml), [
    '4:3 VMC1001 <domain> has no element "vmcMarvel"',
    '9:5 VMC1001 <features> has no element "marvels"',
    '12:5 VMC1001 <features> has no element "pea"',
  ])
  assert.is(rewritten(xml), xml)
})

test('elements in the namespaces of hypervisors are read without a diagnostic', () => {
  const xml = `<domain type="kvm" xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">
  <name>fv0</name>
  <qemu:commandline>
    <qemu:arg value="-snapshot"/>
  </qemu:commandline>
</domain>
`
  assert.equal(reported(xml), [])
  assert.is(rewritten(xml), xml)
})

test('elements in an unknown namespace are reported and keep its declaration', () => {
  const xml = `<domain type="kvm" xmlns:my="urn:mine"><name>fv0</name><my:note my:at="x"><my:b/></my:note></domain>`
  const { node, diagnostics } = readDomain(xml)
  assert.equal(located(diagnostics), ['1:56 VMC1001 <domain> has no element "my:note"'])
  assert.is(
    emit(node!),
    `${NAME}  <my:note xmlns:my="urn:mine" my:at="x">
    <my:b/>
  </my:note>
</domain>
`,
  )
})

test('an unknown attribute is reported at its location', () => {
  assert.equal(reported(`${NAME}  <clock\n    ofset='utc'/>\n</domain>`), [
    '4:5 VMC1001 <clock> has no attribute "ofset"',
  ])
})

test('an element or attribute in an element that can contain only text is kept and reported', () => {
  assert.equal(reported('<domain type="kvm">\n  <name>fv0<b/></name>\n</domain>'), [
    '2:3 VMC1001 <name> can contain only text',
  ])
  assert.equal(reported(`${NAME}  <iothreads marvel="1">2</iothreads>\n</domain>`), [
    '3:14 VMC1001 <iothreads> has no attribute "marvel"',
  ])
  assert.is(
    rewritten(`${NAME}  <iothreads marvel="1">2</iothreads>\n</domain>`),
    `${NAME}  <iothreads marvel="1">2</iothreads>\n</domain>\n`,
  )
})

test('each attribute of an element that must be empty is reported', () => {
  const { diagnostics } = readDomain(
    `${NAME}  <features><acpi default="on" toggle="yes"/></features>\n</domain>`,
  )
  assert.equal(
    diagnostics.map(({ path, help }) => `${path} ${help}`),
    [
      'domain/features/acpi/@default <acpi> takes no attributes',
      'domain/features/acpi/@toggle <acpi> takes no attributes',
    ],
  )
})

test('a syntax error in a line of a template names the template', () => {
  const { diagnostics } = readDomain(
    `${NAME}  <cpu {% if host %}mode="host-model"{% endif %}/>\n</domain>`,
  )
  assert.equal(
    diagnostics.map(({ help }) => help),
    ['this is a placeholder of a template: fill in the template, and pass the result to vmc'],
  )
  assert.is(readDomain(`${NAME}  <cpu a=1/>\n</domain>`).diagnostics[0]!.help, undefined)
})

test('a text of several lines is shown in one line', () => {
  assert.equal(reported(`${NAME}  <features>...\n  <acpi/>\n  ...</features>\n</domain>`), [
    '3:13 VMC1009 <features> contains the text "... ..."',
  ])
})

test('content of an element that must be empty is reported', () => {
  assert.equal(
    reported(`${NAME}  <features><acpi fly="on"/><pae>yes</pae></features>\n</domain>`),
    ['3:19 VMC1001 <acpi> has no attribute "fly"', '3:29 VMC1001 <pae> must be empty'],
  )
})

// Outdated names

test('outdated names are read, reported and written as the current names', () => {
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
      '3:10 warning domain/clock/@sync: "sync" is an outdated name',
      '7:7 warning domain/devices/serial[1]/wiremode: <wiremode> is an outdated name',
      '9:26 warning domain/devices/graphics[1]/@password: "password" is an outdated name',
    ],
  )
  assert.equal(
    diagnostics.map(one => one.help),
    ['use "offset" instead', 'use <protocol> instead', 'use "passwd" instead'],
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

test('an outdated name beside the current name is a duplicate', () => {
  assert.equal(reported(`${NAME}  <clock offset="utc" sync="localtime"/>\n</domain>`), [
    '3:23 VMC1008 "sync" is an outdated name',
    '3:23 VMC1007 attribute "offset" appears 2 times in <clock>; only one is allowed',
  ])
})

// Errors

test('an element that may appear only once is reported at its second occurrence', () => {
  assert.equal(reported(`${NAME}  <memory>1</memory>\n  <memory>2</memory>\n</domain>`), [
    '4:3 VMC1007 <memory> appears 2 times in <domain>; only one is allowed',
  ])
  assert.equal(reported(`${NAME}  <name>b</name>\n</domain>`), [
    '3:3 VMC1007 <name> appears 2 times in <domain>; only one is allowed',
  ])
})

test('both occurrences of a duplicate element are kept', () => {
  const xml = `${NAME}  <memory>1</memory>\n  <memory unit="GiB">2</memory>\n</domain>\n`
  assert.is(rewritten(xml), xml)
})

test('unexpected text is reported at its first letter', () => {
  assert.equal(reported(`${NAME}  <features>\n   acpi\n  </features>\n</domain>`), [
    '4:4 VMC1009 <features> contains the text "acpi"',
  ])
  assert.equal(reported(`${NAME} x &gt; y > z <os><type>hvm</type></os> tail</domain>`), [
    '3:2 VMC1009 <domain> contains the text "x > y > z tail"',
  ])
})

test('the help for an unexpected text says where the text belongs, or what is there instead', () => {
  const helpOf = (xml: string) =>
    readDomain(`${NAME}${xml}</domain>`).diagnostics.map(({ help }) => help)
  assert.equal(helpOf('<features>acpi</features>'), ['write <acpi/>'])
  assert.equal(helpOf('<vcpus>2</vcpus>'), ['did you mean <vcpu>, which contains a text?'])
  assert.equal(helpOf('<memtune>1</memtune>'), [
    '<memtune> can contain only elements: <hard_limit>, <soft_limit>, <min_guarantee>, <swap_hard_limit>',
  ])
  assert.equal(helpOf('<devices><disk><readonly/><target dev="sda">x</target></disk></devices>'), [
    'remove the text',
  ])
})

test('a document with a different root element is an error', () => {
  assert.equal(reported('<network><name>default</name></network>'), [
    '1:1 VMC3003 the root element is <network>, not <domain>',
  ])
  assert.is(readDomain('<network/>').node, undefined)
})

test('a document type is an error, whether internal or external', () => {
  const bomb = `<?xml version="1.0"?>
<!-- <!DOCTYPE> -->
<!DOCTYPE domain [
  <!ENTITY a "aaaaaaaaaa">
  <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
]>
<domain type="kvm"><name>&b;</name></domain>`
  assert.equal(reported(bomb), ['3:1 VMC3002 vmc does not read document types'])
  assert.equal(reported('<!DOCTYPE domain SYSTEM "file:///etc/passwd"><domain/>'), [
    '1:1 VMC3002 vmc does not read document types',
  ])
  assert.is(readDomain(bomb).node, undefined)
})

const MALFORMED: Readonly<Record<string, readonly [xml: string, location: string]>> = {
  'a tag that is not closed': ['<domain>\n  <name>fv0\n</domain>', '3:1'],
  'a document that ends early': ['<domain>\n  <name>fv0</name>\n', '3:1'],
  'nothing at all': ['', '1:1'],
  'white space only': [' \n ', '2:2'],
  'text only': ['domain', '1:8'],
  'two root elements': ['<domain type="kvm"/>\n<domain/>', '2:8'],
  'text after the end': ['<domain type="kvm"/>\nx', '2:3'],
  'an unknown entity': ['<domain>\n<name>&nbsp;</name></domain>', '2:7'],
  'an unescaped ampersand': ['<domain>\n<name>a & b</name></domain>', '2:9'],
  'an unescaped less-than sign in a value': ['<domain type="<"/>', '1:15'],
  'an attribute twice': ['<domain type="a"\n  type="b"/>', '2:3'],
  'an attribute without a value': ['<domain type/>', '1:13'],
  'an attribute without quotes': ['<domain type=kvm/>', '1:14'],
  'an undeclared prefix': ['<domain><a:b/></domain>', '1:9'],
  'two dashes in a comment': ['<domain><!-- a -- b --></domain>', '1:18'],
  'a control character': ['<domain><name>\u0001</name></domain>', '1:15'],
  'a reference to a control character': ['<domain><name>&#1;</name></domain>', '1:15'],
}

for (const [what, [xml, location]] of Object.entries(MALFORMED))
  test(`${what} is reported once, at its location`, () => {
    const { node, diagnostics } = readDomain(xml)
    assert.is(node, undefined)
    assert.equal(
      diagnostics.map(one => `${one.line}:${one.column} ${one.code}`),
      [`${location} VMC3001`],
    )
    assert.ok(diagnostics[0]!.message.length > 5)
  })

const TAGS: Readonly<Record<string, readonly [xml: string, message: string, help: string]>> = {
  'a tag that another tag should have closed': [
    '<domain>\n<os>\n<boot dev="hd">\n</os></domain>',
    '<boot> of line 3 is not closed before </os>',
    'add </boot>, or end the tag <boot> with />',
  ],
  'an element that vmc does not know': [
    '<domain><x><!-- <a> --><?a <b>?><![CDATA[<c>]]><z a="/\'" b=\'/>\'/><y a="b/c">/</x></domain>',
    '<y> is not closed before </x>',
    'add </y>, or end the tag <y> with />',
  ],
  'a closing tag without a tag': [
    '<domain>\n<os></oss></domain>',
    '</oss> closes nothing: the open element is <os> of line 2',
    'write </os>, or leave </oss> out',
  ],
  'the end of the document': [
    '<domain>\n<os>',
    '<os> of line 2 is not closed',
    'add </os>, or end the tag <os> with />',
  ],
  nothing: ['', 'the input is empty', 'pass the XML of a domain'],
  'a blank line': [' \n', 'the input is empty', 'pass the XML of a domain'],
  'a comment': ['<!-- a -->', 'the input contains no element', 'pass the XML of a domain'],
}
for (const [what, [xml, message, help]] of Object.entries(TAGS))
  test(`names the tag: ${what}`, () => {
    const last = readDomain(xml).diagnostics.at(-1)
    assert.equal([last?.message, last?.help], [message, help])
  })

test('elements that are nested too deep are an error, known or unknown', () => {
  const deep = (name: string, depth: number) =>
    `<domain type="kvm"><name>fv0</name>${`<${name}>`.repeat(depth)}${`</${name}>`.repeat(depth)}</domain>`
  for (const name of ['os', 'x'])
    assert.equal(
      readDomain(deep(name, 100000)).diagnostics.at(-1)!.message,
      'elements are nested more than 100 levels deep',
    )
  assert.is.not(readDomain(deep('x', 90)).node, undefined)
})

// Texts, values and locations

test('a byte order mark and Windows line breaks make no difference', () => {
  const xml = `${NAME}  <!-- a\n  b -->\n  <os>\n    <type>hvm</type>\n    <cmdline>a b</cmdline>\n  </os>\n  <x>\n    <y/>\n  </x>\n</domain>\n`
  const windows = `\ufeff${xml.replaceAll('\n', '\r\n')}`
  assert.is(rewritten(windows), rewritten(xml))
  assert.equal(reported(windows), reported(xml))
  assert.equal(reported(xml), ['9:3 VMC1001 <domain> has no element "x"'])
})

test('entities, references and CDATA are read as the characters they represent', () => {
  const { node } = readDomain(
    '<domain type="kvm"><name>a&amp;b&#x41;&#66;<![CDATA[<&>]]>c</name></domain>',
  )
  assert.equal(valuesOf(node!.fields.name), ['a&bAB<&>c'])
})

test('white space is ignored around a number or keyword, and kept in a text', () => {
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

test('every attribute has its location', () => {
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
  assert.equal(located(diagnostics), [])
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

test('locations are exact in a document that the parser reads in chunks', () => {
  for (let shift = 0; shift < 12; shift++) {
    const xml = `<domain type="kvm"><!--${'€😀\r\n'.repeat(13104)}${' '.repeat(shift)}-->\n<name>fv0</name><clock offset="&#x55;tc"/></domain>`
    assert.equal(reported(xml), ['13106:24 VMC1002 "Utc" is not an offset of <clock>'])
  }
})

test('a long document is read in linear time (quadratic time would take minutes here)', () => {
  const disks = '<!-- c --><disk type="file"><source file="/a"/></disk>'.repeat(50_000)
  const { node } = readDomain(`${NAME}<devices>${disks}</devices></domain>`)
  assert.is(emit(node!).match(/<source file="\/a"\/>/g)?.length, 50_000)
})

test('the XML of a program is unchanged after it is read and written', () => {
  const builder = domain('fv0').hvm().memory('2GiB')
  assert.is(rewritten(xmlOf(builder)), xmlOf(builder))
})

test.run()
