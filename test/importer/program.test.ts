import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { importDocuments, importXml } from '../../src/build/documents/import-xml.ts'
import { fill } from '../../src/build/domains/fill.ts'
import { withoutComments } from '../../src/importer/omit-defaults.ts'
import * as language from '../../src/index.ts'
import { esbuild } from '../../src/program/load/esbuild.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { difference } from '../../src/tree/equal.ts'
import type { Node } from '../../src/tree/node.ts'
import { emit } from '../../src/xml/emit.ts'
import { read } from '../../src/xml/read.ts'
import { nodeOf } from '../support/builders.ts'

const test = suite('importer: programs')

const doc = (inner: string, attributes = 'type="kvm"'): string =>
  `<domain ${attributes}><name>fv0</name><uuid>4dea22b3-1d52-d8f3-2516-782e98ab3fa0</uuid><os><type>hvm</type></os>${inner}</domain>`

/** The domains that a program exports, by name. */
function run(typescript: string): Readonly<Record<string, language.DomainBuilder>> {
  const { code } = esbuild().transformSync(typescript, { loader: 'ts', format: 'cjs' })
  const module = { exports: {} as Record<string, language.DomainBuilder> }
  new Function('module', 'require', code)(module, () => language)
  return { ...module.exports }
}

test('writes a program as a user would write it', () => {
  const { typescript, diagnostics } = importXml(
    doc(`<memory unit="GiB">2</memory><vcpu>2</vcpu><devices>
      <!-- the system -->
      <disk type="file" device="disk"><driver name="qemu" type="qcow2"/><source file="/fv0.qcow2"/><target dev="vda" bus="virtio"/></disk>
      <interface type="bridge"><source bridge="br0"/><model type="virtio"/></interface>
    </devices>`),
  )
  assert.equal(diagnostics, [])
  assert.is(
    typescript,
    `import { bridge, domain, file, GiB } from 'libvmc'

export const fv0 = domain('fv0')
  .hvm()
  .uuid('4dea22b3-1d52-d8f3-2516-782e98ab3fa0')
  .memory(GiB(2))
  .vcpu(2)
  // the system
  .disk(file('/fv0.qcow2'))
  .nic(bridge('br0').mac(false).model('virtio'))
`,
  )
})

test('a storage volume or network image builds the same domain, with or without a format', () => {
  const sources = {
    file: '<source file="/a.qcow2"/>',
    volume: '<source pool="p" volume="a.qcow2"/>',
    network: '<source protocol="https" name="a.qcow2"><host name="h"/></source>',
  }
  const drivers = {
    '<driver name="qemu" type="qcow2"/>': undefined,
    '<driver type="qcow2"/>': /\.driver\('qcow2'\)/,
    '<driver name="qemu" type="raw"/>': /type: 'raw'/,
    '<driver name="qemu"/>': /type: false/,
    '': /\.driver\(false\)/,
  }
  for (const [type, source] of Object.entries(sources))
    for (const [driver, said] of Object.entries(drivers)) {
      const xml = doc(
        `<devices><disk type="${type}" device="disk">${driver}${source}<target dev="vda" bus="virtio"/></disk></devices>`,
      )
      const { typescript } = importXml(xml)
      if (said) assert.match(typescript, said)
      else assert.not.match(typescript, /driver/)
      assert.is(
        difference(fill([nodeOf(run(typescript).fv0!)])[0]!, read(xml, domain).node!),
        undefined,
      )
    }
})

test('keeps the state of a running domain', () => {
  const { typescript, diagnostics } = importXml(doc('', 'type="kvm" id="7"'))
  assert.equal(
    diagnostics.map(({ slug }) => slug),
    ['running-domain'],
  )
  assert.match(typescript, '.id(7)')
})

test('keeps unknown elements with a warning', () => {
  const { typescript, diagnostics } = importXml(doc('<devices/><teleporter range="5"/>'), {
    file: 'fv0.xml',
  })
  assert.match(typescript, `.xml('<teleporter range="5"/>')`)
  assert.equal(
    diagnostics.map(({ code, severity, file, line }) => ({ code, severity, file, line })),
    [{ code: 'VMC1001', severity: 'warning', file: 'fv0.xml', line: 1 }],
  )
})

test('replaces outdated names by the current names with a warning', () => {
  const { typescript, diagnostics } = importXml(doc('<clock sync="localtime"/>'))
  assert.match(typescript, ".clock('localtime')")
  assert.equal(
    diagnostics.map(({ code }) => code),
    ['VMC1008'],
  )
})

test('writes each comment once, even if two calls write its element', () => {
  const os =
    '<!-- 1 --><os firmware="efi"><!-- 2 --><type machine="q35">hvm</type><!-- 3 --><loader secure="yes"/><!-- 4 --><boot dev="hd"/><!-- 5 --><bootmenu enable="yes"/></os>'
  const xml = `<domain type="kvm"><name>fv0</name>${os}<!-- 6 --><cpu><!-- 7 --><topology sockets="1" cores="2" threads="1"/><!-- 8 --><numa><cell cpus="0-1" memory="1"/></numa></cpu></domain>`
  const { typescript } = importXml(xml)
  for (const number of '12345678')
    assert.is(typescript.split(`// ${number}\n`).length, 2, typescript)
  // Each of several comments with the same text is kept.
  const alike = importXml(xml.replace(/<!-- \d -->/g, '<!-- same -->')).typescript
  assert.is(alike.split('// same\n').length, 9, alike)
})

test('writes no program for an invalid document', () => {
  for (const xml of ['<domain', '<network/>', '<domain type="kvm"><vcpu>2</vcpu></domain>']) {
    const { typescript, diagnostics } = importXml(xml)
    assert.is(typescript, '')
    assert.ok(diagnostics.some(({ severity }) => severity === 'error'))
  }
})

test('writes the MAC addresses of two domains that would otherwise get the same one', () => {
  const [one] = fill([nodeOf(language.domain('a').hvm().nic(language.bridge('br0')))])
  const xml = emit(one!)
  assert.not.match(importXml(xml).typescript, 'mac')
  // A copy with a different name.
  const documents = [xml, xml.replace('<name>a<', '<name>b<')].map(xml => ({ xml }))
  const { typescript } = importDocuments(documents)
  assert.is(typescript.match(/\.mac\('/g)?.length, 2)
})

const hostile = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(...'\'"`$\\{}()*/\n;a '),
      fc.constantFrom('*/', '${', '\u2028', '__proto__', '\u202e', "');", '-->'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 30,
  })
  // Characters that XML can contain and that a parser does not change.
  .map(text => text.replace(/[\0-\x08\x0b-\x1f\ufffe\uffff]|\p{Cs}/gu, ''))

const inXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\t\n]/g, one => `&#${one.charCodeAt(0)};`)

/** The trees that a program builds. */
const builtBy = (typescript: string): readonly Node[] =>
  fill(Object.values(run(typescript)).flat().map(nodeOf))

test('imports malicious documents without executing code from them', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, hostile, (name, given, text, comment) => {
      // Paths and names are a single line.
      const [path, title] = [given, name].map(one => one.replace(/[\n\u2028\u2029]/g, ''))
      const xml = `<!--${comment.replaceAll('-', '')}--><domain type="kvm"><name>a${inXml(title!)}b</name><os><type>hvm</type></os>
        <description>a${inXml(text)}b</description><metadata><x:y xmlns:x="urn:x" z="${inXml(text)}">z${inXml(text)}z</x:y></metadata><devices>
        <!--${comment.replaceAll('-', '')}-->
        <disk type="file" device="disk"><source file="/${inXml(path!)}b"/><target dev="vda" bus="virtio"/></disk></devices></domain>`
      const { typescript, diagnostics } = importXml(xml)
      assert.equal(
        diagnostics.filter(({ severity }) => severity === 'error'),
        [],
      )
      // A line of the document appears as a line of the program only in a text of several lines.
      assert.not.match(typescript, /[^\P{C}\n]|[\u2028\u2029]/u)
      const [made, ...others] = builtBy(typescript)
      assert.equal(others, [])
      const { node } = read(xml, domain)
      assert.is(difference(withoutComments(node!), withoutComments(made!)), undefined)
    }),
    { numRuns: 500 },
  )
})

test('keeps keys that are property names of Object.prototype', () => {
  for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const { typescript, diagnostics } = importXml(
      doc(`<devices><${key} constructor="1"/></devices><description>${key}</description>`),
    )
    assert.equal(
      diagnostics.map(({ code }) => code),
      ['VMC1001'],
    )
    assert.match(typescript, `.description('${key}')`)
    assert.match(typescript, `<${key} constructor="1"/>`)
    assert.is(
      importXml(doc('').replace('fv0', key)).typescript.match(/domain\('(.*?)'\)/)?.[1],
      key,
    )
  }
})

test('imports very long texts', () => {
  const huge = `'"\`\${}*/ `.repeat(100_000)
  const { typescript } = importXml(doc(`<description>a${inXml(huge)}b</description>`))
  const [made] = builtBy(typescript)
  assert.is(made!.fields.description?.value, `a${huge}b`)
})

test('reports characters that XML cannot contain', () => {
  for (const text of ['\0', '\ud800', '\udc00', '\x08', '&#0;', '&#xd800;', '&undefined;']) {
    const { typescript, diagnostics } = importXml(doc(`<description>${text}</description>`))
    assert.is(typescript, '')
    assert.match(diagnostics[0]!.code, /^VMC3/)
  }
})

test.run()
