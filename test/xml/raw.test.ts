import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { domain } from '../../src/index.ts'
import { domain as domainElement } from '../../src/schema/domain/domain.ts'
import { difference } from '../../src/tree/equal.ts'
import { emit } from '../../src/xml/emit.ts'
import { read } from '../../src/xml/read.ts'
import { fv0, problemsOf, xmlOf } from '../support/builders.ts'
import { nastyText } from '../support/trees.ts'

const test = suite('xml: raw')

const written = (raw: string): string => xmlOf(domain('fv0').xml(raw))

test('a raw part is indented to match the surrounding XML', () => {
  assert.is(
    written("<cputune><shares>2048</shares><vcpupin vcpu='0' cpuset='1-4'></vcpupin></cputune>"),
    fv0(`
<cputune>
  <shares>2048</shares>
  <vcpupin vcpu="0" cpuset="1-4"/>
</cputune>`),
  )
  assert.is(written('<a/><b/>'), fv0('<a/>\n<b/>'))
  assert.is(written('  <a/>\n\n  <b/>\n'), fv0('<a/>\n<b/>'))
})

test('the text of a raw part is unchanged', () => {
  for (const raw of [
    '<a>one <b>two</b> three</a>',
    '<a>\n  <![CDATA[<x>]]>\n</a>',
    '<a b="x&#10;y"/>',
    '<a b="&amp;lt;">&amp;#10;</a>',
    '<?pi?>',
    '<!-- a\n   b -->',
  ])
    assert.is(written(raw), `<domain type="kvm">\n  <name>fv0</name>\n  ${raw}\n</domain>\n`)
})

test('a raw part keeps a namespace whose prefix or URI is a property name of Object.prototype', () => {
  for (const raw of [
    '<__proto__:a xmlns:__proto__="urn:a">x</__proto__:a>',
    '<a xmlns:__proto__="urn:a" __proto__:b="1"/>',
    '<a xmlns="toString"><b:c xmlns:b="constructor"/></a>',
    '<constructor:a xmlns:constructor="urn:a"/>',
  ])
    assert.is(written(raw), fv0(raw))
})

test('the namespaces of hypervisors are declared if a raw part uses them', () => {
  assert.match(written('<qemu:x/>'), /^<domain type="kvm" xmlns:qemu="http:\/\/libvirt.org[^"]*">/)
  assert.match(written('<a qemu:x="1"/>'), /^<domain type="kvm" xmlns:qemu=/)
  assert.not.match(written('<a>qemu:x</a>'), 'xmlns')
  assert.is(written('<qemu:x xmlns:qemu="urn:x"/>'), fv0('<qemu:x xmlns:qemu="urn:x"/>'))
})

const WRONG: Readonly<Record<string, string>> = {
  '<a>': '<a> is not closed',
  '<a></b>': '</b> closes nothing: the open element is <a>',
  '</a>': 'unmatched closing tag: a',
  '<a b=1/>': 'unquoted attribute value',
  '<a b="1" b="2"/>': 'duplicate attribute: b',
  '<x:a/>': 'the namespace prefix "x" is not declared',
  '&nbsp;': 'undefined entity',
  '<!DOCTYPE a><a/>': '',
}

for (const [raw, why] of Object.entries(WRONG))
  test(`${raw} is reported as not well-formed`, () => {
    const [first, ...more] = problemsOf(domain('fv0').hvm().xml(raw))
    assert.equal(more, [])
    assert.match(first!, /^VMC3001 domain: this XML is not well-formed: ./)
    assert.match(first!, why)
  })

test('text beside elements is reported, and so is a value that is not a string', () => {
  for (const raw of ['acpi', 'a <b/>', '<b/> a', null, undefined, 7, Symbol('x'), {}, () => '<a/>'])
    assert.match(
      problemsOf(domain('fv0').xml(raw as never))[0] ?? 'nothing',
      /^VMC10(09|75) domain: /,
    )
})

test('the blank text of an element stays', () => {
  for (const raw of ['<a> </a>', '<a><b> </b> <c/></a>']) assert.is(written(raw), fv0(raw))
  assert.match(written('<a x="1">\n</a>'), '<a x="1">\n</a>')
  // White space between tags is layout.
  assert.is(written('<a> <b/> </a>'), fv0('<a>\n  <b/>\n</a>'))
})

/** The parser events of a document, without white space between tags. */
function eventsOf(xml: string): readonly string[] {
  const events: string[] = []
  const parser = new SaxesParser({ fragment: true })
  let text = ''
  const flush = () => {
    if (/[^ \t\n\r]/.test(text)) events.push(`text ${JSON.stringify(text)}`)
    text = ''
  }
  parser.on('opentag', ({ name, attributes }) => {
    flush()
    events.push(`<${name} ${JSON.stringify(attributes)}`)
  })
  parser.on('closetag', ({ name }) => {
    flush()
    events.push(`</${name}`)
  })
  parser.on('text', more => {
    text += more
  })
  parser.on('cdata', more => {
    text += more
  })
  parser.on('comment', comment => {
    flush()
    events.push(`<!--${comment}`)
  })
  parser.on('error', error => {
    throw error
  })
  parser.write(xml).close()
  flush()
  return events
}

const withReferences = (text: string): string =>
  text.replace(/[&<>"\t\n\r]/g, character => `&#${character.codePointAt(0)};`)

const fragment = fc.letrec<{ node: string; element: string }>(tie => ({
  element: fc
    .tuple(
      fc.constantFrom('a', 'b', 'c'),
      fc.dictionary(fc.constantFrom('x', 'y', 'z'), nastyText, { maxKeys: 2 }),
      fc.array(tie('node'), { maxLength: 4 }),
    )
    .map(([name, attributes, children]) => {
      const written = Object.entries(attributes).map(
        ([key, value]) => ` ${key}="${withReferences(value)}"`,
      )
      return `<${name}${written.join('')}>${children.join('')}</${name}>`
    }),
  node: fc.oneof(
    { depthSize: 'small' },
    nastyText.map(withReferences),
    fc.constantFrom('\n', '  ', '<!-- c -->', '<![CDATA[ ]> ]]>'),
    tie('element'),
  ),
})).element

test('random raw parts are written with the same content', () => {
  fc.assert(
    fc.property(fragment, raw => {
      const whole = eventsOf(written(raw))
      assert.equal(whole.slice(4, -1), eventsOf(raw))
    }),
    { numRuns: 1000 },
  )
})

test('raw XML with a missing value is reported', () => {
  const problems = (xml: string) => problemsOf(domain('a').hvm().memory('1GiB').xml(xml))
  const missing = undefined
  assert.equal(problems(`<a b="${missing}"/>`), [
    'VMC1075 domain: this XML contains "undefined" (check the value that is inserted into the XML: JavaScript writes "undefined" if the value is missing or is not a text)',
  ])
  assert.match(problems(`<a>${{}}</a>`)[0]!, 'VMC1075')
  assert.equal(problems('<a>an undefined value</a>'), [])
})

for (const xml of [
  '<a>&quot;x&#34;</a>',
  '<a>x > y &#x41;</a>',
  `<a b='"' c="&apos;" d="x > y"/>`,
  '<a></a>',
  '<a b = "c"\n  d="e"></a >',
  '<a><b/>&#9;</a>',
  '<a>\n  <b/>\n&#9;  </a>',
  '<a><b/> text</a>',
  '<a><![CDATA[x<y]]></a>',
  '<a><?page 1?><!-- note --><b/></a>',
  '<p:a xmlns:p="u"><p:b xmlns=""/></p:a>',
])
  test(`keeps the meaning of ${JSON.stringify(xml)}`, () => {
    const document = `<domain type="kvm"><name>a</name><metadata>${xml}</metadata></domain>`
    const { node } = read(document, domainElement)
    const text = emit(node!)
    const again = read(text, domainElement).node!
    assert.is(difference(node!, again), undefined)
    assert.is(emit(again), text)
  })

test('a reference to white space is not white space between tags', () => {
  const metadata = (xml: string) =>
    read(`<domain><metadata>${xml}</metadata></domain>`, domainElement).node!
  assert.is(
    difference(metadata('<a><b/>&#9;</a>'), metadata('<a><b/></a>')),
    'domain/metadata/raw XML',
  )
  assert.is(difference(metadata('<a>&#34;</a>'), metadata('<a>"</a>')), undefined)
  assert.is(
    difference(metadata('<a>&#60;b/></a>'), metadata('<a><b/></a>')),
    'domain/metadata/raw XML',
  )
})

test.run()
