// Attributes and values that are newer than vmc.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../../src/build/build.ts'
import {
  bridge,
  type DomainBuilder,
  domain,
  file,
  GiB,
  tablet,
  unchecked,
} from '../../src/index.ts'
import { equal } from '../../src/tree/equal.ts'
import { devices, nodeOf, problemsOf, xmlOf } from '../support/builders.ts'

const test = suite('dsl: unchecked parts')

const plain = () => domain('fv0').hvm({ machine: 'q35' }).memory(GiB(1)).acpi()

/** The diagnostics of a whole build, with all rules. */
const diagnosticsOf = async (...domains: readonly DomainBuilder[]) =>
  (await build(domains, { target: 'libvirt=9.0.0' })).diagnostics.map(
    ({ code, message }) => `${code}: ${message}`,
  )

const DISK = `<disk type="newtype" device="disk" newattr="&lt;1&gt;" other="2">
  <driver name="qemu" type="newformat" cache="none" newdrv="on"/>
  <source newattr="3"/>
  <target dev="vda" bus="newbus"/>
</disk>`

test('builders and plain objects pass attributes and values through', () => {
  const built = domain('fv0').disk(
    file('/a').type(unchecked('newtype')).attributes({ newattr: '<1>', other: 2 }),
  )
  assert.match(xmlOf(built), '<disk type="newtype" device="disk" newattr="&lt;1&gt;" other="2">')
  const object = domain('fv0').devices({
    disk: {
      attributes: { newattr: '<1>', other: 2 },
      target: { dev: 'vda', bus: unchecked('newbus') },
      type: unchecked('newtype'),
      device: 'disk',
      source: { attributes: { newattr: 3 } },
      driver: {
        attributes: { newdrv: 'on' },
        name: 'qemu',
        type: unchecked('newformat'),
        cache: 'none',
      },
    },
  })
  assert.is(xmlOf(object), devices(DISK))
})

test('a text, a shorthand and a list accept an unchecked value', () => {
  const xml = xmlOf(
    domain('fv0')
      .hvm()
      .on_crash(unchecked('new action'))
      .boot('hd', { dev: unchecked('newdev') })
      .nic(bridge('br0').model(unchecked('newmodel'))),
  )
  assert.match(xml, '<on_crash>new action</on_crash>')
  assert.match(xml, '<boot dev="hd"/>\n    <boot dev="newdev"/>')
  assert.match(xml, '<model type="newmodel"/>')
})

test('an attribute with the prefix of a hypervisor gets its namespace', () => {
  assert.match(
    xmlOf(domain('fv0').attributes({ 'qemu:newattr': 'on' })),
    '<domain type="kvm" qemu:newattr="on" xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">',
  )
})

test('an attribute of another program declares its namespace', () => {
  assert.match(
    xmlOf(domain('fv0').attributes({ 'xmlns:a': 'urn:a', 'a:b': 1 })),
    '<domain type="kvm" xmlns:a="urn:a" a:b="1">',
  )
})

test('a text can have attributes, and a required field can be left out', () => {
  const xml = xmlOf(
    domain(unchecked('fv0', { a: '<' }))
      .hvm()
      .title(unchecked('Web', { lang: 'en' }))
      .input({ type: unchecked(), bus: 'usb' })
      .hostdev({ mode: 'subsystem', type: 'pci', source: unchecked() }),
  )
  assert.match(xml, '<name a="&lt;">fv0</name>')
  assert.match(xml, '<title lang="en">Web</title>')
  assert.match(xml, '<input bus="usb"/>')
  assert.match(xml, '<hostdev mode="subsystem" type="pci"/>')
  assert.match(xmlOf(domain('fv0').vcpu(unchecked(2, { a: 1 }))), '<vcpu a="1">2</vcpu>')
})

test('a text beside elements is escaped', () => {
  assert.match(
    xmlOf(
      domain('fv0')
        .hvm()
        .acpi()
        .features({ xml: unchecked('a < b') }),
    ),
    '<acpi/>a &lt; b\n',
  )
  assert.match(problemsOf(domain('fv0').hvm().xml(unchecked('\u0000'))).join(), 'VMC3001')
})

test('the name of a domain is always checked', async () => {
  for (const [name, problem] of [
    ['../fv0', 'VMC2002'],
    ['a\nb', 'VMC1002'],
  ] as const)
    assert.match((await diagnosticsOf(domain(unchecked(name)).hvm())).join(), problem)
})

test('only unchecked() without an argument leaves a field out', async () => {
  assert.match((await diagnosticsOf(domain(unchecked()).hvm())).join(), 'VMC1003')
  assert.throws(() => unchecked(undefined), 'unchecked() needs a value')
})

test('an attribute has no attributes', () => {
  assert.match(
    problemsOf(plain().vcpu({ value: 2, placement: unchecked('a', { b: 1 }) })).join(),
    'only an element can have attributes',
  )
})

test('later values replace earlier ones, and merging keeps the others', () => {
  const disk = file('/a').attributes({ a: 1, b: 1 }).attributes({ b: 2, c: 2 })
  assert.match(
    xmlOf(domain('fv0').disk(disk)),
    '<disk type="file" device="disk" a="1" b="2" c="2">',
  )
  const cpu = domain('fv0')
    .cpu({ mode: unchecked('newmode'), attributes: { a: 1 } })
    .cpu({ check: 'none', attributes: { b: 2 } })
  assert.match(xmlOf(cpu), '<cpu mode="newmode" check="none" a="1" b="2"/>')
  assert.match(
    xmlOf(cpu.cpu({ mode: 'maximum' })),
    '<cpu mode="maximum" check="none" a="1" b="2"/>',
  )
})

test('an attribute that vmc knows goes into its field', () => {
  const written = domain('fv0').vcpu({ value: 2, attributes: { placement: 'static' } })
  assert.ok(equal(nodeOf(written), nodeOf(domain('fv0').vcpu({ value: 2, placement: 'static' }))))
  assert.not(equal(nodeOf(written), nodeOf(domain('fv0').vcpu({ value: 2, placement: 'auto' }))))
})

test('two domains are equal if their unchecked parts are', () => {
  const of = (value: string | number) => nodeOf(domain('fv0').attributes({ a: value }))
  assert.ok(equal(of(1), of('1')))
  assert.not(equal(of(1), of(2)))
  assert.not(equal(of(1), nodeOf(domain('fv0'))))
})

test('nothing is reported about unchecked parts, even by rules and with an old target', async () => {
  const all = plain()
    .attributes({ newattr: 'on' })
    .on_crash(unchecked('newaction'))
    .vcpu({ value: 2, placement: unchecked('new'), attributes: { a: 1 } })
    .cpu({ mode: unchecked('newmode'), attributes: { a: 1 } })
    .disk({
      type: unchecked('newtype'),
      attributes: { a: 1 },
      source: { file: '/a' },
      driver: { name: 'qemu', type: unchecked('new'), attributes: { a: 1 } },
      target: { dev: 'vda', bus: unchecked('newbus'), attributes: { a: 1 } },
    })
    .disk(file('/b.qcow2').bus(unchecked('newbus')).attributes({ a: 1 }))
    .nic(bridge('br0').model(unchecked('newmodel')).attributes({ a: 1 }))
    .controller({ type: unchecked('newtype'), attributes: { a: 1 } })
    .input(tablet().bus(unchecked('newbus')))
    .features({ attributes: { a: 1 } })
  assert.equal(await diagnosticsOf(all), [])
})

test('a build reports the same value in another domain if it is not unchecked', async () => {
  const of = (name: string, action: unknown) =>
    plain()
      .use(d => (d as never as { name(name: string): DomainBuilder }).name(name))
      .on_crash(action as never)
  for (const order of [
    ['new', unchecked('new')],
    [unchecked('new'), 'new'],
  ]) {
    const found = await diagnosticsOf(...order.map((action, nth) => of(`d${nth}`, action)))
    assert.is(found.length, 1)
    assert.match(found[0]!, 'VMC1002: "new" is not an <on_crash> of <domain>')
  }
})

test('an attribute must have a name and a text', () => {
  const problem = (attributes: object) =>
    problemsOf(plain().attributes(attributes as Record<string, string>))
  for (const name of ['', 'a b', '1a', 'xmlns', 'xmlns:xml', 'a:b', 'a="1"'])
    assert.match(problem({ [name]: 1 }).join(), `"${name}" is not the name of an attribute`)
  for (const value of [true, null, {}])
    assert.match(problem({ a: value }).join(), 'the attribute "a" must be a text or a number')
  assert.match(problem({ a: '\u0000' }).join(), 'VMC1006')
  assert.match(problemsOf(plain().on_crash(unchecked('\u0000'))).join(), 'VMC1006')
  assert.match(problemsOf(domain('fv0').features({ attributes: 'a' } as never)).join(), 'VMC1001')
})

test('an element does not accept an unchecked value without a shorthand', () => {
  assert.match(problemsOf(plain().memory(unchecked('1') as never)).join(), 'VMC1005')
  assert.match(problemsOf(plain().clock({ timer: unchecked('x') } as never)).join(), 'VMC')
})

test('a domain without unchecked parts has none', () => {
  assert.is(xmlOf(domain('fv0').attributes({})), xmlOf(domain('fv0')))
})

test.run()
