import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { reference, references } from '../../dist/cli/reference.js'
import { exampleOf } from '../../src/cli/example.ts'
import { type Element, elementOf } from '../../src/schema/core/element.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { read } from '../../src/xml/read.ts'
import { vmc } from '../support/vmc.ts'

const test = suite('reference')

test('every element of the format has documentation, and so has each of its fields', () => {
  const silent = references().flatMap(({ path, doc, fields }) => [
    ...(doc === '' ? [path] : []),
    ...fields.filter(field => field.doc === '').map(field => `${path}/${field.name}`),
  ])
  assert.equal(silent, [])
})

test('every element has an example that the reader accepts', () => {
  const seen = new Set<Element>()
  const complaints: string[] = []
  const walk = (element: Element, name: string, path: string): void => {
    if (seen.has(element)) return
    seen.add(element)
    const xml = exampleOf(element, name)
    const { diagnostics } = read(xml, { ...element, name }, path)
    for (const { message } of diagnostics) complaints.push(`${path}: ${message}\n${xml}`)
    for (const [key, field] of Object.entries(element.fields)) {
      if (field.kind !== 'child') continue
      walk(elementOf(field), field.name ?? key, `${path}/${field.name ?? key}`)
    }
  }
  walk(domain as unknown as Element, 'domain', 'domain')
  assert.ok(seen.size > 300, `${seen.size} elements`)
  assert.equal(complaints, [])
})

test('a path may omit domain and devices, and may contain indices and an attribute', () => {
  const full = reference('domain/devices/disk/target')
  for (const path of ['disk/target', 'devices/disk[2]/target', 'domain/devices/disk/target/@bus']) {
    assert.equal(reference(path), full, path)
  }
})

test('suggests the nearest path for a misspelt one', () => {
  assert.equal(reference('domain/devices/dsk/target'), {
    nearest: 'domain/devices/disk/target',
  })
})

test('vmc explain fits into the width of the terminal', async () => {
  for (const path of [
    'domain',
    'file',
    'domain/devices/disk',
    'interface/source',
    'hostdev/source',
    'graphics',
  ]) {
    const { stdout } = await vmc(['explain', path])
    for (const line of stdout.split('\n')) assert.ok(line.length <= 100, line)
  }
})

test('vmc explain prints what an element can have', async () => {
  const { stdout, code } = await vmc(['explain', 'domain/devices/vsock'])
  assert.is(code, 0)
  assert.match(stdout, '<cid>')
  assert.match(stdout, 'https://libvirt.org/formatdomain.html#')
})

test.run()
