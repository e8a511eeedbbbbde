// Runs the examples in the doc comments of the API for rules.
import { fileURLToPath } from 'node:url'
import { Project, SyntaxKind } from 'ts-morph'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fill } from '../../src/build/domains/fill.ts'
import { duplicates } from '../../src/check/duplicates.ts'
import { cursorOf } from '../../src/check/element-cursor.ts'
import * as facts from '../../src/check/facts/domain.ts'
import { numberSet } from '../../src/check/number-set.ts'
import { domain, file, GiB } from '../../src/index.ts'
import { nodeOf, readDomain } from '../support/builders.ts'

const test = suite('check: cursor')

const fv0 = domain('fv0')
  .q35()
  .memory(GiB(2))
  .vcpu(2)
  .acpi()
  .boot('hd', 'network')
  .disk(file('/a.img'), file('/b.img'))
  .host('hv1')
const known = {
  ...facts,
  duplicates,
  numberSet,
  domain: cursorOf(fill([nodeOf(fv0)])[0]!),
}

const documented = ['cursor', 'duplicates', 'number-set', 'facts/domain'].flatMap(name =>
  new Project({ skipAddingFilesFromTsConfig: true })
    .addSourceFileAtPath(fileURLToPath(new URL(`../../src/check/${name}.ts`, import.meta.url)))
    .getDescendantsOfKind(SyntaxKind.JSDoc)
    .flatMap(doc => doc.getTags())
    .filter(tag => tag.getTagName() === 'example')
    .map(tag => tag.getCommentText() ?? ''),
)

const run = (code: string): unknown =>
  new Function(...Object.keys(known), `return (${code.replace(/(?<=[\])])!/g, '')})`)(
    ...Object.values(known),
  )

for (const example of documented) {
  const [code = '', value] = example.split(/ {3}\/\/ /)
  // Examples of findings have no value to compare.
  if (value !== undefined)
    test(`${code} gives what its example says`, () => assert.equal(run(code), run(value)))
}

test('every function of the API for rules has an example', () => {
  const methods = [
    'each',
    'first',
    'text',
    'number',
    'bytes',
    'has',
    'report',
    'related',
    'addition',
  ]
  for (const name of [...methods.map(method => `.${method}`), 'nameOf', 'hostOf'])
    assert.ok(
      documented.some(example => example.includes(`${name}(`)),
      name,
    )
})

const twoDisks = cursorOf(
  readDomain(`<domain type="kvm"><name>fv0</name><devices>
  <disk type="file" device="disk"><source file="/a.img"/><target dev="vda" bus="wrong"/></disk>
  <disk type="file" device="disk"><target dev="vdb" bus="virtio"/><readonly/></disk>
  <sound model="ich6"><address type="pci" domain="0" bus="0" slot="0x1f" function="0"/></sound>
</devices></domain>`).node!,
)

test('absent and invalid values are undefined', () => {
  const [first, second] = twoDisks.each('devices/disk')
  assert.is(first!.text('target/bus'), undefined)
  assert.is(second!.text('source/file'), undefined)
  assert.is(twoDisks.text('vcpu/value'), undefined)
  assert.is(twoDisks.number('name'), undefined)
  assert.is(twoDisks.first('os/type'), undefined)
  assert.is(twoDisks.bytes('memory/value'), undefined)
})

test('a path matches all elements, and "*" matches any key', () => {
  assert.equal(
    twoDisks.each('devices/disk/target').map(target => target.text('dev')),
    ['vda', 'vdb'],
  )
  assert.equal(
    twoDisks.each('devices/*').map(device => device.name),
    ['disk', 'disk', 'sound'],
  )
  assert.is(twoDisks.first('devices/sound')!.number('address/slot'), 31)
  assert.equal(
    twoDisks.each('devices/disk').map(disk => disk.has('readonly')),
    [false, true],
  )
})

test('a field is reported at its location, and a missing field at the nearest element', () => {
  const [, second] = twoDisks.each('devices/disk')
  const pathOf = (where: '.' | 'target/dev' | 'source/file' | 'serial') =>
    second!.report(where, 'message').path
  assert.is(pathOf('.'), 'domain/devices/disk[2]')
  assert.is(pathOf('target/dev'), 'domain/devices/disk[2]/target/@dev')
  assert.is(pathOf('source/file'), 'domain/devices/disk[2]')
  assert.is(pathOf('serial'), 'domain/devices/disk[2]')
})

test('inherited names are not fields', () => {
  assert.is(twoDisks.text('constructor' as never), undefined)
  assert.is(twoDisks.has('toString' as never), false)
  assert.equal(twoDisks.each('devices/hasOwnProperty' as never), [])
})

test.run()
