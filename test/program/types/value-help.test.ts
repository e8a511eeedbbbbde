import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { entryHelp } from '../../../src/program/entries.ts'
import { valueHelp } from '../../../src/program/types/value-help.ts'

const test = suite('program: help for values of another type')

const argument = (got: string, wanted: string, source = '') =>
  valueHelp(`Argument of type '${got}' is not assignable to parameter of type '${wanted}'.`, source)

test('a text that is written in quotes needs no quotes', () => {
  assert.is(argument('string', 'number', `'4'))`), 'write a number, without quotes')
  assert.is(argument('string', 'boolean', `"yes")`), 'write true or false, without quotes')
})

test('a text from elsewhere is converted', () => {
  const convert = 'convert the text to a number: '
  assert.is(argument('string', 'number', 'row.mem)).vcpu(2)'), `${convert}Number(row.mem)`)
  assert.is(argument('string', 'Vcpu | NumberLike', 'row.cpus)'), `${convert}Number(row.cpus)`)
  assert.is(argument('string', 'number', 'cells[0], 1)'), `${convert}Number(cells[0])`)
  assert.is(argument('string', 'number', 'read("a") + 1)'), `${convert}Number(…)`)
  assert.is(argument('string', 'number | Memory | SizeText', 'mem)'), `${convert}GiB(Number(mem))`)
  assert.is(
    argument('string | undefined', 'number', 'process.env.CPUS)'),
    `${convert}Number(process.env.CPUS ?? 1)`,
  )
  assert.is(
    argument('string', 'boolean', 'row.on)'),
    "compare the text, which gives true or false: row.on === 'true'",
  )
})

test('a size in another notation', () => {
  const size = (text: string) => argument(`"${text}"`, 'number | Memory | SizeText')
  for (const text of ['4 gb', '4g', '4Gi', '4 gigabytes', '4 gigs', '4 GIB'])
    assert.is(size(text), 'write "4GiB"', text)
  assert.is(size('512 mib'), 'write "512MiB"')
  assert.is(size('lots'), 'write a number and a unit, such as "4GiB"')
})

test('other types get no help', () => {
  assert.is(argument('string', 'PciAddress', 'a)'), undefined)
  assert.is(argument('"virto"', '"virtio" | "sata"'), 'did you mean "virtio"?')
})

test('a name of another entry of the package', () => {
  assert.is(entryHelp('defineConfig'), "write import { defineConfig } from 'libvmc/compiler'")
  assert.is(entryHelp('rule'), "write import { rule } from 'libvmc/rules'")
  assert.is(entryHelp('UserRuleFacts'), "write import { UserRuleFacts } from 'libvmc/rules'")
  assert.is(entryHelp('fleet'), "write import { fleet } from 'libvmc/testing'")
  assert.is(entryHelp('planHosts'), "write import { planHosts } from 'libvmc/hosts'")
  assert.is(entryHelp('domain'), "write import { domain } from 'libvmc'")
  assert.is(entryHelp('constructor'), undefined)
})

test.run()
