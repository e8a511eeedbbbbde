import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../../src/compiler/build.ts'
import { checkRule } from '../../src/compiler/check-rule.ts'
import { type DomainBuilder, domain, GiB, vnc } from '../../src/index.ts'
import { devices, place, rule, spelled } from '../../src/validate/index.ts'
import type { GivenRule } from '../../src/validate/users-rule.ts'

const test = suite('validate: rules of users')

const noPublicVnc = rule({
  slug: 'no-public-vnc',
  title: 'VNC open to everybody',
  help: 'Our guests are reached through the jump host: let VNC listen on 127.0.0.1.',
  wrong: { ts: ".graphics(vnc().listen('10.0.0.1'))" },
  right: { ts: ".graphics(vnc().listen('127.0.0.1'))" },
  *check(domain) {
    for (const graphics of devices(domain, 'graphics')) {
      if (spelled(graphics, 'listen') !== '10.0.0.1') continue
      yield { message: 'VNC listens to everybody', ...place(graphics, 'listen'), help: 'ask Ops' }
    }
  },
})

const open = domain('a').hvm().memory(GiB(1)).graphics(vnc().listen('10.0.0.1'))
const failing = (check: () => unknown): ReturnType<typeof rule> =>
  rule({ slug: 'a-rule', title: 'a title', help: 'A help.', check: check as never })
const found = async (...use: readonly ReturnType<typeof rule>[]) =>
  (await build([open], { use })).diagnostics

test('a rule finds what vmc’s own rules could, with place, code, slug and help', async () => {
  const [one, ...more] = await found(noPublicVnc)
  assert.equal(more, [])
  assert.equal(
    [one?.code, one?.slug, one?.severity, one?.path, one?.message, one?.help],
    [
      'no-public-vnc',
      'no-public-vnc',
      'error',
      'domain/devices/graphics[1]/@listen',
      'VNC listens to everybody',
      'ask Ops',
    ],
  )
  assert.match(one?.file ?? '', 'users-rule.test.ts')
})

test('it is weighed and waived as they are', async () => {
  const weighed = await build([open], { use: [noPublicVnc], rules: { 'no-public-vnc': 'info' } })
  assert.equal(
    weighed.diagnostics.map(one => one.severity),
    ['info'],
  )
  const allowed = (d: DomainBuilder) => d.allow('no-public-vnc', 'a lab')
  const waived = await build([open.use(allowed)], { use: [noPublicVnc] })
  assert.equal(waived.diagnostics, [])
  assert.equal(
    waived.waived.map(({ code, reason }) => [code, reason]),
    [['no-public-vnc', 'a lab']],
  )
  const unknown = await build([open.use(allowed)])
  assert.equal(
    unknown.diagnostics.map(one => one.code),
    ['VMC4014'],
  )
})

test('one that throws is told with its name and its line, and the others go on', async () => {
  const broken = failing(() => {
    throw new Error('no')
  })
  const [fault, ...more] = (await found(broken, noPublicVnc)).toSorted((a, b) =>
    a.code < b.code ? -1 : 1,
  )
  assert.equal([fault?.code, fault?.message], ['VMC4016', 'the rule "a-rule" failed: Error: no'])
  assert.match(fault?.help ?? '', /^it is a rule of .*users-rule\.test\.ts$/)
  assert.match(fault?.file ?? '', 'users-rule.test.ts')
  assert.equal(
    more.map(one => one.code),
    ['no-public-vnc'],
  )
})

test('one that gives what is no finding is told; nothing is no finding, and fine', async () => {
  for (const given of [['a text'], [{}], [null]])
    assert.match((await found(failing(() => given)))[0]?.message ?? '', 'is no finding')
  assert.match((await found(failing(() => 1)))[0]?.message ?? '', /failed: TypeError: .*iterable/)
  assert.equal(await found(failing(() => undefined)), [])
})

test('what is missing or wrong in a rule is told when it is made', () => {
  const good = { slug: 'a', title: 'b', help: 'c', check: () => [] }
  const made = (wrong: object) => () => rule({ ...good, ...wrong } as GivenRule)
  assert.throws(made({ slug: 'Not A Slug' }), 'slug is words joined by "-", as "no-public-vnc"')
  assert.throws(made({ code: 'VMC2001' }), 'code is a word')
  assert.throws(made({ severity: 'fatal' }), 'severity is')
  assert.throws(made({ title: '' }), 'title says')
  assert.throws(made({ help: undefined }), 'help says')
  assert.throws(made({ check: undefined }), 'it has one function, check or checkFleet')
  assert.is(made({ code: 'ACME1' })().code, 'ACME1')
})

test('what is used has to be a rule, of a slug of its own', async () => {
  const twin = rule({ slug: 'name-unique', title: 'b', help: 'c', check: () => [] })
  const use = [noPublicVnc, noPublicVnc, twin, { slug: 'x' } as never]
  assert.equal(
    (await build([], { use })).diagnostics.map(one => `${one.message} (${one.help})`),
    [
      'the configuration has a rule of the slug "no-public-vnc" already (give it a slug of its own)',
      'vmc itself has a rule of the slug "name-unique" already (give it a slug of its own)',
      '"use" of the configuration holds {"slug":"x"}, which is no rule (make it with rule() of libvmc/rules)',
    ],
  )
})

test('its examples are checked, and what does not keep its word is told', () => {
  assert.equal(checkRule(noPublicVnc), [])
  assert.equal(checkRule(failing(() => [])), ['it has no wrong example'])
  const { wrong, right } = noPublicVnc
  assert.equal(checkRule({ ...noPublicVnc, right: {} }), ['it has no right example in ts'])
  assert.equal(checkRule({ ...noPublicVnc, wrong: right }), [
    'it finds nothing in its wrong example in ts',
  ])
  assert.equal(checkRule({ ...noPublicVnc, right: wrong }), [
    'its right example in ts: no-public-vnc domain/devices/graphics[1]/@listen: VNC listens to everybody',
  ])
  assert.match(
    checkRule({ ...noPublicVnc, wrong: { ts: '.nonsense()' } })[0] ?? '',
    /^its wrong example in ts fails: .*nonsense/,
  )
  assert.match(
    checkRule({ ...noPublicVnc, wrong: { ts: '.memory(2048)' } })[0] ?? '',
    'its wrong example in ts breaks something else: VMC2003',
  )
})

test('it is asked about every domain, however alike they are', async () => {
  let asked = 0
  const counting = failing(() => {
    asked++
    return []
  })
  const fleet = ['a', 'b', 'c'].map(name => domain(name).hvm().memory(GiB(1)))
  await build(fleet, { use: [counting] })
  assert.is(asked, 3)
})

test('a rule of a fleet sees all domains', async () => {
  const one = rule({
    slug: 'few',
    title: 'too many domains',
    help: 'Two are enough.',
    severity: 'warning',
    *checkFleet(fleet) {
      if (fleet.length > 2) yield { message: `${fleet.length} are too many`, ...place(fleet[2]!) }
    },
  })
  const fleet = ['a', 'b', 'c'].map(name => domain(name).hvm().memory(GiB(1)))
  const { diagnostics } = await build(fleet, { use: [one] })
  assert.equal(
    diagnostics.map(({ severity, message }) => `${severity} ${message}`),
    ['warning 3 are too many'],
  )
})

test.run()
