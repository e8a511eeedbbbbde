// The sizes of huge pages that some host can have, and those that none can.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { xmlDomains } from '../../src/build/check-rule.ts'
import { validate } from '../../src/check/validator.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'

const test = suite('sizes of huge pages')

const found = (xml: string) =>
  validate(xmlDomains(xml), standardPolicy)
    .filter(({ slug }) => slug === 'hugepages-size')
    .map(({ message, help }) => `${message} (${help})`)

const page = (attributes: string) =>
  found(`<memoryBacking><hugepages><page ${attributes}/></hugepages></memoryBacking>`)

const USUAL = 'x86 has huge pages of 2 MiB and 1 GiB: in a program MiB(2) or GiB(1)'

test('sizes that a host can have', () => {
  const sizes = ['size="2048"', 'size="1" unit="GiB"', 'size="1" unit="G"', 'size="16" unit="GiB"']
  for (const size of [...sizes, 'size="4"', 'size="64"', 'size="2097152" unit="bytes"'])
    assert.equal(page(size), [], size)
})

test('a decimal unit is most likely meant to be binary', () => {
  assert.equal(page('size="1" unit="GB"'), [
    'no host has memory pages of 1 GB, which is 1000000000 bytes (write unit="GiB", in a program GiB(1))',
  ])
  assert.equal(page('size="2" unit="mb"'), [
    'no host has memory pages of 2 mb, which is 2000000 bytes (write unit="MiB", in a program MiB(2))',
  ])
  assert.equal(page('size="3" unit="GB"'), [
    `no host has memory pages of 3 GB, which is 3000000000 bytes (${USUAL})`,
  ])
})

test('a number without a unit is in KiB', () => {
  for (const size of ['1', '2', '3', '2000'])
    assert.equal(page(`size="${size}"`), [
      `no host has memory pages of ${size} KiB, the unit of a number without a unit (${USUAL})`,
    ])
  assert.equal(page('size="3" unit="MiB"'), [`no host has memory pages of 3 MiB (${USUAL})`])
})

test('the pages of a memory device', () => {
  const device = (pagesize: string) =>
    found(
      `<devices><memory model="dimm"><source>${pagesize}</source><target><size>1048576</size><node>0</node></target></memory></devices>`,
    )
  assert.equal(device('<pagesize>2048</pagesize>'), [])
  assert.equal(device('<pagesize unit="GB">1</pagesize>').length, 1)
})

test('libvirt ignores a size for other nodes if every node has a size of its own', () => {
  const pages = (nodeset: string) =>
    found(
      `<vcpu>2</vcpu><memoryBacking><hugepages><page size="3"/><page size="2048" nodeset="${nodeset}"/></hugepages></memoryBacking><cpu><numa><cell id="0" cpus="0" memory="1"/><cell id="1" cpus="1" memory="1"/></numa></cpu>`,
    )
  assert.equal(pages('0').length, 1)
  assert.equal(pages('0-1'), [])
})

test.run()
