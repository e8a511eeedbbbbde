import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { product } from '../../src/dsl/builder.ts'
import * as language from '../../src/index.ts'
import { hasMethod, methodHelp } from '../../src/program/method-help.ts'
import { vmc } from '../support/vmc.ts'

const test = suite('help for methods')

const helpFor = (builder: string, method: string): string => methodHelp(builder, method) ?? ''

const classes = new Map(
  Object.values(language).flatMap(factory =>
    typeof factory === 'function' && product in factory
      ? [[factory[product].builder.name, factory[product]] as const]
      : [],
  ),
)

test('there is a factory for every class of builders', () => {
  assert.ok(classes.size > 30, String(classes.size))
})

for (const [name, { builder, element }] of classes) {
  const own = Object.getOwnPropertyNames(builder.prototype).filter(one => one !== 'constructor')

  test(`${name}: a misspelt method is corrected`, () => {
    const method = own.toSorted((a, b) => b.length - a.length)[0]!
    const typo = method.slice(0, 2) + method.slice(3)
    assert.match(helpFor(name, typo), `did you mean "${method}"?`)
    assert.match(helpFor(name, 'atributes'), 'did you mean "attributes"?')
  })

  if (name !== 'DomainBuilder')
    test(`${name}: a method of the domain is named with a call`, () => {
      assert.match(
        helpFor(name, 'on_crash'),
        /^\.on_crash\(\) is a method of the domain; write it behind the bracket: .*\)\.on_crash\(…\)$/,
      )
      assert.match(
        helpFor(name, 'on_carsh'),
        /^did you mean "on_crash"\? \.on_crash\(\) is a method of the domain/,
      )
    })

  test(`${name}: an unknown method is referred to a page that exists`, async () => {
    const help = helpFor(name, 'zzzzzzzzz')
    assert.is(help, `vmc explain ${element.name} shows what <${element.name}> can have`)
    assert.is((await vmc(['explain', element.name])).code, 0, element.name)
  })

  test(`${name}: no help names what does not exist`, () => {
    for (const method of [...own, 'constructor', 'toString', '__proto__', 'valueOf'])
      assert.not.match(helpFor(name, method), /undefined|NaN|object Object/)
  })
}

test('a field of an element below is written with its path', () => {
  assert.is(
    helpFor('DiskBuilder', 'chache'),
    'did you mean "cache"? Write .driver({ cache: … }); cache takes one of default, none, writethrough, writeback, directsync, unsafe',
  )
  assert.match(
    helpFor('NicBuilder', 'queues'),
    /^write \.driver\(\{ queues: … \}\); queues takes a whole number/,
  )
  assert.match(
    helpFor('NicBuilder', 'moddel'),
    /^did you mean "model"\? \.model\(\) takes a value such as virtio/,
  )
})

test('a method of another builder is named with its call', () => {
  assert.is(
    helpFor('DiskBuilder', 'mac'),
    ".mac() is a method of NicBuilder: write .nic(bridge('br0').mac(…))",
  )
  assert.is(
    helpFor('DomainBuilder', 'relaxed'),
    '.relaxed() is a method of HypervBuilder: write .hyperv(enlightenments().relaxed(…))',
  )
})

test('names from other tools come first', () => {
  assert.match(helpFor('DiskBuilder', 'size'), 'qemu-img create')
  assert.match(helpFor('GraphicsBuilder', 'password'), '.passwd(')
  assert.match(helpFor('DomainBuilder', 'autostart'), 'virsh autostart')
  assert.is(methodHelp('Array', 'mapp'), undefined)
})

test('methods are found by name', () => {
  assert.ok(hasMethod('memory', false))
  assert.not(hasMethod('bus', false))
  assert.ok(hasMethod('bus', true))
  assert.not(hasMethod('constructor', true))
})

const HEAD = "import { bridge, domain, file, GiB, tpm } from 'libvmc'\n"
const D = "export const a = domain('a').hvm().memory(GiB(1))"

for (const [what, program, help] of [
  ['in a chain', `${D}.disk(file('/a').bus('sata').chache('none'))`, 'Write .driver({ cache: … })'],
  [
    'of a variable',
    `const f = file('/a')\n${D}.disk(f.chache('none'))`,
    'Write .driver({ cache: … })',
  ],
  ['of a parameter', `const f = d => d.tipm(tpm())\n${D}.use(f)`, 'did you mean "tpm"?'],
  ['of a NIC', `${D}.nic(bridge('br0').moddel('virtio'))`, 'did you mean "model"?'],
  ['of the domain', `${D}.disk(file('/a').vcpu(2))`, ".disk(file('/a.img')).vcpu(…)"],
] as const)
  test(`a wrong method ${what} is explained without a type check`, async () => {
    const { code, stderr } = await vmc(['build', '--no-typecheck'], { 'infra.ts': HEAD + program })
    assert.is(code, 1)
    assert.match(stderr, /error\[VMC4003\]: \w+Builder has no method \.\w+\(\)/)
    assert.match(stderr, help)
  })

test('a wrong method of another object is not explained', async () => {
  const program = `${HEAD}const f = { source: 1 }\nf.surce()\n${D}`
  const { stderr } = await vmc(['build', '--no-typecheck'], { 'infra.ts': program })
  assert.match(stderr, 'TypeError: f.surce is not a function')
})

test('a wrong method is explained after the type check', async () => {
  const program = `${HEAD}${D}.disk(file('/a').chache('none'))`
  const { stderr } = await vmc(['build'], { 'infra.ts': program })
  assert.match(stderr, "Property 'chache' does not exist on type 'DiskBuilder'")
  assert.match(stderr, 'Write .driver({ cache: … })')
})

test.run()
