import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../../src/build/build.ts'
import { checkRule } from '../../src/build/check-rule.ts'
import type { Rule } from '../../src/check/rule.ts'
import { type DomainBuilder, domain, GiB, vnc } from '../../src/index.ts'
import { type DomainCursor, nameOf, type RuleFinding, rule } from '../../src/rules/index.ts'

const test = suite('check: rules of users')

const noPublicVnc = rule({
  slug: 'no-public-vnc',
  title: 'VNC accepts connections from any host',
  help: 'Our VNC clients connect through the jump host. Let VNC listen on 127.0.0.1.',
  example: { ts: ".graphics(vnc().listen('{10.0.0.1 -> 127.0.0.1}'))" },
  on: 'devices/graphics',
  *check(graphics) {
    if (graphics.text('listen') === '10.0.0.1')
      yield graphics.report('listen', 'VNC listens on all addresses', 'ask Ops')
  },
})

const open = domain('a').hvm().memory(GiB(1)).graphics(vnc().listen('10.0.0.1'))
const facts = { slug: 'a-rule', title: 'a title', help: 'A help.' }
const ruleWith = (check: () => unknown) =>
  rule({ ...facts, on: 'domain', check: check as () => Iterable<RuleFinding> })
const found = async (...use: readonly ReturnType<typeof rule>[]) =>
  (await build([open], { use })).diagnostics

test('a finding has location, code, slug and help', async () => {
  const [one, ...more] = await found(noPublicVnc)
  assert.equal(more, [])
  assert.equal(
    [one?.code, one?.slug, one?.severity, one?.path, one?.message, one?.help],
    [
      'no-public-vnc',
      'no-public-vnc',
      'error',
      'domain/devices/graphics[1]/@listen',
      'VNC listens on all addresses',
      'ask Ops',
    ],
  )
  assert.match(one?.file ?? '', 'user-rule.test')
})

test('the configuration sets its severity, and a program can waive it', async () => {
  const info = await build([open], { use: [noPublicVnc], rules: { 'no-public-vnc': 'info' } })
  assert.equal(
    info.diagnostics.map(one => one.severity),
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

test('a rule that throws is reported with its name and line, and the others run', async () => {
  const broken = ruleWith(() => {
    throw new Error('no')
  })
  const [failure, ...more] = (await found(broken, noPublicVnc)).toSorted((a, b) =>
    a.code < b.code ? -1 : 1,
  )
  assert.equal(
    [failure?.code, failure?.message],
    ['VMC4016', 'the rule "a-rule" failed: Error: no'],
  )
  assert.match(failure?.help ?? '', /^the rule is in .*user-rule\.test/)
  assert.match(failure?.file ?? '', 'user-rule.test')
  assert.equal(
    more.map(one => one.code),
    ['no-public-vnc'],
  )
})

test('a finding without a help has the help of the rule', async () => {
  const helps = async (check: (domain: DomainCursor) => Iterable<RuleFinding>) =>
    (await found(rule({ ...facts, on: 'domain', check }))).map(({ help }) => help)
  assert.equal(await helps(domain => [domain.report('name', 'no')]), [facts.help])
  assert.equal(await helps(domain => [domain.report('name', 'no', 'own')]), ['own'])
  const createCheck = () => ({
    check: () => [],
    end: () => [{ message: 'no' }],
  })
  const stateful = rule({ ...facts, on: 'domain', createCheck, appliesToOne: true })
  assert.equal(
    (await found(stateful)).map(({ help }) => help),
    [facts.help],
  )
})

test('a method that an element does not have is sent to the method for it', async () => {
  const help = async (method: string) => {
    const calling = new Function('domain', `return domain.${method}('devices/disk')`)
    const use = rule({ ...facts, on: 'domain', check: calling as () => Iterable<RuleFinding> })
    return (await found(use))[0]?.help ?? ''
  }
  assert.match(await help('all'), /^did you mean each\(\), as in \.each\('devices\/disk'\)\?/)
  assert.match(await help('find'), /^did you mean first\(\)/)
  assert.match(await help('txt'), /^did you mean text\(\)/)
  assert.match(await help('frobnicate'), /^an element has the methods each, first, has, text/)
  assert.match(await help('all'), /; the rule is in .*user-rule\.test/)
  assert.is(await help('each'), '')
})

test('a check may return nothing, and anything but findings is reported', async () => {
  for (const given of [['a text'], [{}], [null]])
    assert.match((await found(ruleWith(() => given)))[0]?.message ?? '', 'is not a finding')
  assert.match((await found(ruleWith(() => 1)))[0]?.message ?? '', /failed: TypeError: .*iterable/)
  assert.equal(await found(ruleWith(() => undefined)), [])
})

test('an invalid definition throws an error', () => {
  const good = { ...facts, on: 'domain', check: () => [] }
  const make = (wrong: object) => () => rule({ ...good, ...wrong } as Parameters<typeof rule>[0])
  assert.throws(make({ slug: 'Not A Slug' }), 'slug must be words joined by "-"')
  assert.throws(make({ code: 'VMC2001' }), 'code must be one word')
  assert.throws(make({ severity: 'fatal' }), 'severity must be')
  assert.throws(make({ title: '' }), 'title must name the problem')
  assert.throws(make({ help: undefined }), 'help must explain')
  assert.throws(make({ on: [] }), 'on must be a path')
  assert.throws(make({ on: 3 }), 'on must be a path')
  assert.throws(make({ check: undefined }), 'the rule must have either check or createCheck')
  assert.is(make({ code: 'ACME1' })().code, 'ACME1')
})

test('a rule in the form before 0.2 throws an error that shows the new form', () => {
  const old = { ...facts, wrong: {}, right: {} }
  assert.throws(
    () => rule({ ...old, check: () => [] } as never),
    'on is missing: it names the elements',
  )
  assert.throws(
    () => rule({ ...old, checkFleet: () => [] } as never),
    'checkFleet was renamed to createCheck',
  )
})

test('the configuration takes only rules, each with its own slug', async () => {
  const twin = rule({ ...facts, slug: 'name-unique', on: 'domain', check: () => [] })
  const use = [noPublicVnc, noPublicVnc, twin, { slug: 'x' } as never]
  assert.equal(
    (await build([], { use })).diagnostics.map(one => `${one.message} (${one.help})`),
    [
      'two rules in the configuration have the slug "no-public-vnc" (choose a different slug for each rule)',
      'vmc has a built-in rule with the slug "name-unique" (choose a different slug for your rule)',
      '"use" in the configuration contains {"slug":"x"}, which is not a rule (make it with rule() from libvmc/rules)',
    ],
  )
})

test('checkRule reports an example that does not behave as documented', () => {
  assert.equal(checkRule(noPublicVnc), [])
  assert.equal(checkRule(ruleWith(() => [])), ['the rule has no example'])
  const withExample = (ts: string) => checkRule({ ...noPublicVnc, example: { ts } })
  assert.equal(withExample(".graphics(vnc().listen('127.0.0.1'))"), [
    'the rule finds nothing in the wrong version of its ts example',
  ])
  assert.equal(withExample(".graphics(vnc().listen('10.0.0.1'))"), [
    'the right version of its ts example breaks a rule: no-public-vnc domain/devices/graphics[1]/@listen: VNC listens on all addresses',
  ])
  assert.match(
    withExample('{.nonsense() -> }')[0] ?? '',
    /^the wrong version of its ts example fails: .*nonsense/,
  )
  assert.match(
    withExample('{.memory(2048) -> }')[0] ?? '',
    'the wrong version of its ts example breaks another rule: VMC2003',
  )
})

/** The rule in a code block, as a user copies it. */
function copiedRule(text: string): Rule {
  const [call] = /rule\(\{\n[\s\S]*?\n\}\)/.exec(text.replace(/^ \* ?/gm, '')) ?? []
  return new Function('rule', `return ${call}`)(rule)
}

for (const file of ['docs/rules.md', 'src/check/user-rule.ts'])
  test(`the rule in ${file} passes its own test`, () => {
    const copied = copiedRule(readFileSync(file, 'utf8'))
    assert.is(copied.slug, 'no-public-vnc')
    assert.equal(checkRule(copied), [])
  })

test('checkRule accepts a wrong version that a rule of vmc only warns about', () => {
  const wrong = (ts: string) =>
    checkRule({
      ...noPublicVnc,
      example: { ts: `.graphics(vnc().listen('{10.0.0.1 -> ::1}'))${ts}` },
    })
  assert.equal(wrong('{.memory(2048) -> }'), [])
  assert.match(
    wrong("{.graphics(vnc().listen('x')).uuid('x') -> }")[0] ?? '',
    'breaks another rule',
  )
  // The correction must be without warnings, because it shows what to write.
  assert.match(wrong('{ -> .memory(2048)}')[0] ?? '', 'the right version of its ts example breaks')
})

test('either version of an example can be empty', () => {
  const agent = rule({
    ...facts,
    on: 'domain',
    *check(one) {
      const names = one.each('devices/channel').map(channel => channel.text('target/name'))
      if (!names.includes('org.qemu.guest_agent.0')) yield one.report('.', 'no guest agent')
    },
  })
  const withExample = (example: Rule['example']) => checkRule({ ...agent, example })
  assert.equal(withExample({ ts: '{ -> .channel(guestAgent())}' }), [])
  assert.equal(withExample({ ts: '{->.channel(guestAgent())}' }), [])
  assert.equal(
    withExample({
      xml: '{ -> <devices><channel type="unix"><target type="virtio" name="org.qemu.guest_agent.0"/></channel></devices>}',
    }),
    [],
  )
  assert.match(withExample({ ts: '1 + 1' })[0] ?? '', 'it returns 2 instead of domains')
})

test('a custom rule runs for every domain, even if they are similar', async () => {
  let runs = 0
  const counting = ruleWith(() => {
    runs++
    return []
  })
  const fleet = ['a', 'b', 'c'].map(name => domain(name).hvm().memory(GiB(1)))
  await build(fleet, { use: [counting] })
  assert.is(runs, 3)
})

const tooMany = rule({
  ...facts,
  slug: 'few',
  severity: 'warning',
  on: 'domain',
  createCheck() {
    const names: string[] = []
    return {
      *check(domain) {
        if (names.push(nameOf(domain)) === 3) yield domain.report('.', 'a third domain')
      },
      *end() {
        if (names.length > 2) yield { message: `${names.join(', ')} are too many` }
      },
    }
  },
})

test('a stateful check sees all domains of a build, and each build creates a new one', async () => {
  const fleet = ['a', 'b', 'c'].map(name => domain(name).hvm().memory(GiB(1)))
  for (const _ of ['first build', 'second build']) {
    const { diagnostics } = await build(fleet, { use: [tooMany] })
    assert.equal(diagnostics.map(({ severity, message }) => `${severity} ${message}`).sort(), [
      'warning a third domain',
      'warning a, b, c are too many',
    ])
  }
})

test('a createCheck that throws or returns something else is reported', async () => {
  const bad = (createCheck: unknown) => rule({ ...facts, on: 'domain', createCheck } as never)
  const throws = bad(() => {
    throw new Error('no')
  })
  assert.is((await found(throws))[0]?.message, 'the rule "a-rule" failed: Error: no')
  assert.match((await found(bad(() => 1)))[0]?.message ?? '', 'without a function check')
})

test.run()
