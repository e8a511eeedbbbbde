// A call without a value, and a text in which JavaScript wrote "undefined", are errors of the call.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { template } from '../../src/dsl/builder.ts'
import { nodeOf } from '../../src/dsl/normalise.ts'
import * as libvmc from '../../src/index.ts'
import { problemsOf } from '../support/builders.ts'

const test = suite('dsl: missing arguments')

const { bridge, domain, file, GiB, KiB, MiB, network } = libvmc

// biome-ignore lint/suspicious/noExplicitAny: a value that does not exist at run time
const missing: any = undefined

const fv0 = () => domain('fv0').hvm().memory(GiB(1))

test('every factory reports each required argument that is missing', () => {
  const factories = Object.entries(libvmc).filter(
    ([, one]) => typeof one === 'function' && template in one,
  ) as unknown as readonly (readonly [
    string,
    { (...args: unknown[]): unknown; [template]: { length: number } },
  ])[]
  assert.ok(factories.length > 60)
  for (const [name, factory] of factories) {
    if (factory[template].length === 0) continue
    for (const nothing of [undefined, null]) {
      const node = nodeOf(factory(nothing))
      assert.match(
        node?.invalid?.problem?.message ?? '',
        /^the argument ("\w+"|1) has no value$/,
        name,
      )
    }
  }
})

test('a missing argument is one error, at the call', () => {
  assert.equal(problemsOf(fv0().disk(file(missing).bus('scsi').readonly())), [
    'VMC1075 domain/devices/disk[1]: the argument "path" has no value (pass a value; check that the property or environment variable exists)',
  ])
  assert.match(
    problemsOf(fv0().nic(bridge(missing)))[0]!,
    '/interface[1]: the argument "name" has no value',
  )
  assert.match(
    problemsOf(domain(missing).hvm().memory(GiB(1)))[0]!,
    'VMC1075 domain: the argument "name"',
  )
  assert.match(
    problemsOf(fv0().disk(file('/a.img').backedBy(missing)))[0]!,
    'VMC1075 domain/devices/disk[1]',
  )
  assert.match(problemsOf(fv0().pin(0, missing))[0]!, 'VMC1075 domain: the argument "cpus"')
  assert.match(
    problemsOf(fv0().vcpu(missing))[0]!,
    'VMC1075 domain/vcpu: <vcpu> of <domain> has no value',
  )
  assert.match(problemsOf(fv0().disk(missing))[0]!, 'VMC1075 domain/devices/disk[1]')
})

test('optional arguments can be left out', () => {
  assert.equal(problemsOf(fv0().hugepages(missing).cdrom(missing).acpi(missing)), [])
})

test('a wrong size keeps its unit', () => {
  const memory = (size: unknown) =>
    problemsOf(
      domain('a')
        .hvm()
        .memory(size as never),
    )
  assert.equal(memory(GiB(-1)), [
    'VMC1002 domain/memory: GiB(-1) is not a size (pass a whole number, 0 or more, such as GiB(2))',
  ])
  assert.equal(memory(GiB(1.5)), [
    'VMC1002 domain/memory: GiB(1.5) is not a size (write MiB(1536))',
  ])
  assert.equal(memory(GiB(Number.NaN)), [
    'VMC1002 domain/memory: GiB(NaN) is not a size (pass a whole number, 0 or more, such as GiB(2))',
  ])
  assert.equal(memory(MiB(missing)), [
    'VMC1075 domain/memory: the argument of MiB() has no value (pass a number, as in MiB(2); check that the property or environment variable exists)',
  ])
})

test('a small size needs a unit in a program', () => {
  const memory = (size: unknown) =>
    problemsOf(
      domain('a')
        .hvm()
        .memory(size as never),
    )
  assert.equal(memory(4), [
    'VMC1076 domain/memory: 4 has no unit, and counts KiB (write the unit, as in GiB(4), or KiB(4) if you mean KiB)',
  ])
  assert.match(memory(512)[0]!, 'write the unit, as in MiB(512)')
  assert.match(memory('4')[0]!, 'VMC1076')
  assert.equal(memory(1024), [])
  assert.equal(memory(KiB(4)), [])
  assert.equal(memory('4KiB'), [])
  assert.equal(memory({ value: 4 }), [])
})

test('a text in which JavaScript wrote a missing value', () => {
  const path = (text: string) => problemsOf(fv0().disk(file(text)))
  assert.equal(path(`/img/${missing}.qcow2`), [
    'VMC1075 domain/devices/disk[1]/source/@file: "/img/undefined.qcow2" contains "undefined" (JavaScript writes "undefined" for a value that does not exist; if the text "undefined" is intended, write unchecked("…"))',
  ])
  for (const wrong of [`/img/${null}.qcow2`, `/img/vm${Number.NaN}.qcow2`, `/img/${{}}.qcow2`])
    assert.match(path(wrong)[0]!, 'VMC1075', wrong)
  assert.match(problemsOf(domain(`web${missing}`).hvm().memory(GiB(1)))[0]!, 'VMC1075 domain/name')
  assert.match(
    problemsOf(fv0().nic(network(`${missing}`)))[0]!,
    'Attribute "network" of <source> is "undefined"',
  )
  for (const right of ['/dev/null', '/img/nullmodem.img', '/img/NaNo.img', '/img/Undefined.img'])
    assert.equal(path(right), [], right)
  assert.equal(problemsOf(fv0().title('undefined behaviour').cmdline('a=null')), [])
  assert.equal(problemsOf(fv0().disk(file(libvmc.unchecked('/img/undefined.img') as never))), [])
})

test.run()
