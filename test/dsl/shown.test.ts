// What console.log, String() and JSON.stringify show of a builder.
import { inspect } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
// Loading the compiler makes builders print as XML.
import '../../src/compiler.ts'
import { domain, file, GiB, unchecked } from '../../src/index.ts'
import { track, untrack, unusedNow } from '../../src/tree/unused.ts'

const test = suite('dsl: shown')

const fv0 = domain('fv0').hvm().memory(GiB(1)).disk(file('/a.img'))

test('as XML', () => {
  const xml = `<domain type="kvm">
  <name>fv0</name>
  <memory unit="GiB">1</memory>
  <os>
    <type>hvm</type>
  </os>
  <devices>
    <disk type="file" device="disk">
      <source file="/a.img"/>
    </disk>
  </devices>
</domain>`
  assert.is(inspect(fv0), xml)
  assert.is(String(fv0), xml)
  assert.is(
    `${file('/a.img')}`,
    '<disk type="file" device="disk">\n  <source file="/a.img"/>\n</disk>',
  )
})

test('what is newer than vmc, as XML', () => {
  const disk = file('/a').attributes({ newattr: '1' }).bus(unchecked('newbus'))
  assert.is(
    String(disk),
    '<disk type="file" device="disk" newattr="1">\n  <source file="/a"/>\n  <target bus="newbus"/>\n</disk>',
  )
})

test('as JSON', () => {
  assert.is(
    JSON.stringify({ fv0 }),
    '{"fv0":{"type":"kvm","name":"fv0","os":{"type":"hvm"},"memory":{"value":1,"unit":"GiB"},"devices":{"disk":[{"type":"file","device":"disk","source":{"file":"/a.img"}}]}}}',
  )
})

test('an invalid builder', () => {
  assert.match(inspect(domain('a').vcpu({ count: 2 } as never)), '<domain> {\n  "type": "kvm"')
})

test('showing a builder does not use it', () => {
  track()
  const lost = fv0.vcpu(2)
  inspect(lost)
  String(lost)
  JSON.stringify(lost)
  const unused = unusedNow().length
  untrack()
  assert.is(unused, 1)
})

test.run()
