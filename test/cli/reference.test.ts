import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { toXml, validateXml } from '../../dist/compiler.js'
import * as language from '../../dist/index.js'
import { reference, references } from '../support/command.ts'
import { vmc } from '../support/vmc.ts'

const test = suite('reference')

test('every element of the format has documentation, and so has each of its fields', () => {
  const silent = references().flatMap(({ path, doc, fields }) => [
    ...(doc === '' ? [path] : []),
    ...fields.filter(field => field.doc === '').map(field => `${path}/${field.name}`),
  ])
  assert.equal(silent, [])
})

test('every element has an example that vmc accepts without a warning', () => {
  const all = references()
  assert.ok(all.length > 300, `${all.length} elements`)
  const documents = new Map<string, string>()
  for (const { path, example } of all) {
    assert.ok(example, path)
    const document = documents.get(example.ts) ?? documentOf(example.ts)
    documents.set(example.ts, document)
    const [first = '', ...rest] = example.xml.split('\n')
    assert.ok(first.startsWith(`<${path.split('/').at(-1)}`), `${path}: ${first}`)
    for (const line of [first, ...rest]) {
      const part = line.replace(/….*/, '').replace(/\/?>$/, '').trim()
      assert.ok(document.includes(part), `${path}: ${line}`)
    }
  }
})

function documentOf(program: string): string {
  const built = new Function(...Object.keys(language), `return (${program})`)
  const xml = toXml(built(...Object.values(language)))
  const findings = validateXml(xml).filter(({ severity }) => severity !== 'info')
  assert.equal(
    findings.map(({ message }) => `${message}: ${program}`),
    [],
  )
  return xml
}

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
