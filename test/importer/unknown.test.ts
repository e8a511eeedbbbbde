// Imports of documents with unknown elements.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { importXml } from '../../src/build/documents/import-xml.ts'

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
  ['<name a="1">fv0</name>', '<name> has no attribute "a"'],
  ['<name><b/>fv0</name>', '<name> can contain only text'],
  ['<naem>fv0</naem>', '<domain> has no element "naem"'],
] as const)
  test(`unknown content of a required element is an error: ${name}`, () => {
    assert.equal(reported(doc('', name)).at(-1), `error VMC1001 2: ${message}`)
    assert.is(importXml(doc('', name)).typescript, '')
  })

test('unknown content of an optional element is kept as raw XML', () => {
  const xml = doc('  <description a="1">x</description>\n')
  assert.equal(reported(xml), ['warning VMC1001 5: <description> has no attribute "a"'])
  assert.is(calls(xml), `.xml('<description a="1">x</description>')`)
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

test('a disk bus that is a property name of Object.prototype is an error, with and without clean', () => {
  const disk =
    '<disk type="file"><source file="/a"/><target dev="sda" bus="constructor"/><address type="drive" unit="0"/></disk>'
  const controller = '<controller type="toString" index="0"/>'
  for (const clean of [false, true]) {
    const { typescript, diagnostics } = importXml(doc(`<devices>${disk}${controller}</devices>`), {
      clean,
    })
    assert.is(typescript, '')
    assert.equal(
      diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
      ['"constructor" is not a bus of <target>', '"toString" is not a type of <controller>'],
    )
  }
})

test.run()
