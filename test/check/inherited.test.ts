// Names that every object inherits, such as "constructor", are not special as values in documents and programs.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { validateXml } from '../../src/build/documents/validate-xml.ts'
import { fill } from '../../src/build/domains/fill.ts'
import { bridge, domain, file, GiB } from '../../src/index.ts'
import { policyOf } from '../../src/program/policy-options.ts'
import { rule } from '../../src/rules/index.ts'
import { emit } from '../../src/xml/emit.ts'
import { nodeOf } from '../support/builders.ts'
import { INHERITED } from '../support/hostile.ts'
import { validateFleet } from '../support/validate.ts'

const test = suite('check: inherited names')

test('an invalid value is reported once, for every target', () => {
  const diagnostics = validateXml(
    '<domain type="constructor"><name>fv0</name><memory>1048576</memory></domain>',
    { target: 'libvirt=4.0.0' },
  )
  assert.equal(
    diagnostics.map(({ message }) => message),
    ['"constructor" is not a type of <domain>'],
  )
})

test('a host is known if the configuration names it', () => {
  const hosts = { toString: { memory: GiB(64), cpus: 4 } }
  const codesFor = (host: string) => {
    const { policy, errors } = policyOf({ hosts })
    assert.equal(errors, [])
    const node = nodeOf(domain('fv0').hvm().memory(GiB(1)).pin(0, '7').host(host))
    return validateFleet(fill([node]), policy).map(({ code }) => code)
  }
  assert.equal(codesFor('toString'), ['VMC2015'])
  assert.equal(codesFor('constructor'), ['VMC2012'])
})

test('a rule of the configuration may be called "constructor"', () => {
  const own = rule({
    slug: 'constructor',
    title: 'a title',
    help: 'a help',
    on: 'domain',
    *check() {
      yield { message: 'found', path: 'domain', origin: { file: 'fv0.ts', line: 1, column: 1 } }
    },
  })
  const { policy } = policyOf({ use: [own] })
  const node = nodeOf(domain('fv0').hvm().memory(GiB(1)))
  assert.equal(
    validateFleet(fill([node]), policy).map(({ severity, message }) => [severity, message]),
    [['error', 'found']],
  )
})

test('a program can use such a name for any value', () => {
  for (const word of INHERITED) {
    const odd = { [word]: word } as Record<string, unknown>
    const built = domain(word)
      .hvm()
      .type(word as 'kvm')
      .memory(GiB(1))
      .machine(word)
      .host(word)
      .allow(word, word)
      .osinfo(word)
      .disk(
        file(`/${word}`)
          .bus(word as 'virtio')
          .driver({ type: word as 'raw' }),
      )
      .disk({ type: word, source: odd, ...odd } as never)
      .nic(bridge(word).model(word))
      .cpu(odd)
    const filled = fill([nodeOf(built)])
    assert.ok(validateFleet(filled).some(({ message }) => message.includes(`"${word}"`)))
    assert.match(emit(filled[0]!), `<name>${word}</name>`)
  }
})

test.run()
