import { gzipSync } from 'node:zlib'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Marker, markedXml, markerIn } from '../../src/hosts/marker.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { read } from '../../src/xml/read.ts'
import { markerXml } from '../support/marker-xml.ts'

const test = suite('hosts: marker')

const marker: Marker = {
  project: 'shop',
  name: 'web "0" <&>',
  uuid: 'd7447ddd-f64c-5183-bcf7-69f2bf621007',
  host: 'hv1',
  libvirt: '9.0.0',
  program: '<domain type="kvm"><name>größe</name></domain>\n',
  definition: '<domain type="kvm"/>\n',
}

const withMetadata = (...elements: readonly string[]): string =>
  `<domain type="kvm"><name>web0</name><metadata>${elements.join('')}</metadata></domain>`

test('a marker is read as it was written, between the elements of others', () => {
  const others = ['<app:note xmlns:app="urn:app">x</app:note>', '<domain/>']
  assert.equal(markerIn(withMetadata(others[0]!, markerXml(marker), others[1]!)), marker)
})

test('libvirt may write the marker with another prefix', () => {
  const xml = markerXml(marker).replace(/(<\/?|xmlns:)vmc\b/g, '$1ns0')
  assert.equal(markerIn(withMetadata(xml)), marker)
})

test('a marker of a definition that could not be recorded is read as it was written', () => {
  const { definition: _, ...rest } = marker
  assert.equal(markerIn(withMetadata(markerXml(rest))), rest)
})

test('a marker keeps the files of the program', () => {
  const files = ['infra.ts', 'web/infra.ts']
  assert.equal(markerIn(withMetadata(markerXml({ ...marker, files }))), { ...marker, files })
  const wrong = { ...marker, files: 'infra.ts' } as unknown as Marker
  assert.is(markerIn(withMetadata(markerXml(wrong))), undefined)
})

test('a marker keeps the parameters of the program', () => {
  const set = { stage: 'prod', count: '3' }
  assert.equal(markerIn(withMetadata(markerXml({ ...marker, set }))), { ...marker, set })
})

test('a domain gets a marker instead of its earlier one, and keeps the metadata of others', () => {
  const other = '<app:note xmlns:app="urn:app">x</app:note>'
  const { node } = read(withMetadata(markerXml({ ...marker, name: 'old' }), other), domain)
  const xml = markedXml(node!, marker)
  assert.equal(markerIn(xml), marker)
  assert.match(xml, other)
  assert.is(xml.split('urn:libvmc:1').length, 2)
  assert.equal(
    markerIn(markedXml(read('<domain><name>a</name></domain>', domain).node!, marker)),
    marker,
  )
})

test('a domain without a marker has none', () => {
  assert.is(markerIn(withMetadata()), undefined)
  assert.is(markerIn('<domain type="kvm"><name>urn:libvmc:1</name></domain>'), undefined)
})

const state = (value: unknown): string =>
  markerXml(marker).replace(/>[^<]*</, `>${gzipSync(JSON.stringify(value)).toString('base64')}<`)

for (const [what, xml] of Object.entries({
  'a newer version': markerXml(marker).replace('version="1"', 'version="2"'),
  'a project that is not a name': markerXml({ ...marker, project: '../shop' }),
  'a UUID that is not one': markerXml({ ...marker, uuid: 'web0' }),
  'no state': markerXml(marker).replace(/>[^<]*</, '><'),
  'a state that is not compressed': markerXml(marker).replace(/>[^<]*</, '>AAAA<'),
  'a state of another form': state({ program: 1, definition: [] }),
  'a state that is not an object': state(null),
  'parameters that are not texts': state({ program: '', set: { count: 3 } }),
  'an entity': markerXml(marker).replace(/>[^<]*</, '>&bomb;<'),
}))
  test(`a marker with ${what} counts as none`, () => {
    assert.is(markerIn(withMetadata(xml)), undefined)
  })

test('a state that would inflate to more than 4 MiB is not inflated', () => {
  const bomb = markerXml({ ...marker, program: ' '.repeat(100 * 1024 * 1024) })
  assert.ok(bomb.length < 200_000)
  const before = process.memoryUsage().rss
  assert.is(markerIn(withMetadata(bomb)), undefined)
  assert.ok(process.memoryUsage().rss - before < 100 * 1024 * 1024)
})

test('a document type is refused', () => {
  assert.is(markerIn(`<!DOCTYPE domain>${withMetadata(markerXml(marker))}`), undefined)
})

test.run()
