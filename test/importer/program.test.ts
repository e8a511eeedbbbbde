import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { esbuild } from '../../src/compiler/esbuild.ts'
import { importXml } from '../../src/compiler/import-xml.ts'
import { toXml } from '../../src/compiler/to-xml.ts'
import * as language from '../../src/index.ts'

const test = suite('importer: programs')

const doc = (inner: string, attributes = 'type="kvm"'): string =>
  `<domain ${attributes}><name>fv0</name><uuid>4dea22b3-1d52-d8f3-2516-782e98ab3fa0</uuid><os><type>hvm</type></os>${inner}</domain>`

/** The domains that the text of a program exports, by name. */
function run(typescript: string): Readonly<Record<string, language.DomainBuilder>> {
  const { code } = esbuild.transformSync(typescript, { loader: 'ts', format: 'cjs' })
  const module = { exports: {} as Record<string, language.DomainBuilder> }
  new Function('module', 'require', code)(module, () => language)
  return { ...module.exports }
}

test('writes a program that a person could have written', () => {
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

test('keeps what a running domain has and a definition does not need', () => {
  const { typescript, diagnostics } = importXml(doc('', 'type="kvm" id="7"'))
  assert.equal(diagnostics, [])
  assert.match(typescript, '.id(7)')
})

test('keeps what the format does not know, and warns of it', () => {
  const { typescript, diagnostics } = importXml(doc('<devices/><teleporter range="5"/>'), {
    file: 'fv0.xml',
  })
  assert.match(typescript, `.xml('<teleporter range="5"/>')`)
  assert.equal(
    diagnostics.map(({ code, severity, file, line }) => ({ code, severity, file, line })),
    [{ code: 'VMC1001', severity: 'warning', file: 'fv0.xml', line: 1 }],
  )
})

test('turns outdated spellings into those of today, and warns of them', () => {
  const { typescript, diagnostics } = importXml(doc('<clock sync="localtime"/>'))
  assert.match(typescript, ".clock('localtime')")
  assert.equal(
    diagnostics.map(({ code }) => code),
    ['VMC1008'],
  )
})

test('gives no program of a document that is wrong', () => {
  for (const xml of [
    '<domain',
    '<network/>',
    doc('<vcpu>many</vcpu>'),
    doc('<vcpu odd="1">1</vcpu>'),
  ]) {
    const { typescript, diagnostics } = importXml(xml)
    assert.is(typescript, '')
    assert.ok(diagnostics.some(({ severity }) => severity === 'error'))
  }
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
  // What XML can hold, and gives back as it is.
  .map(text => text.replace(/[\0-\x08\x0b-\x1f\ufffe\uffff]|\p{Cs}/gu, ''))

const inXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\t\n]/g, one => `&#${one.charCodeAt(0)};`)

test('describes hostile documents and does nothing else', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, (given, title, comment) => {
      // A path is one line.
      const path = given.replace(/[\n\u2028\u2029]/g, '')
      const xml =
        doc(`<description>a${inXml(title)}b</description><metadata><x:y xmlns:x="urn:x">z${inXml(title)}z</x:y></metadata><devices>
        <!--${comment.replaceAll('-', '')}-->
        <disk type="file" device="disk"><source file="/${inXml(path)}b"/><target dev="vda" bus="virtio"/></disk></devices>`)
      const { typescript, diagnostics } = importXml(xml)
      assert.equal(
        diagnostics.filter(({ severity }) => severity === 'error'),
        [],
      )
      const domains = run(typescript)
      assert.equal(Object.keys(domains), ['fv0'])
      const made = toXml(domains.fv0!)
      const again = importXml(made).typescript
      assert.is(toXml(run(again).fv0!), made)
    }),
    { numRuns: 300 },
  )
})

test.run()
