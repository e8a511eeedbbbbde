import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { toXml } from '../../src/build/to-xml.ts'
import { cursorOf } from '../../src/check/element-cursor.ts'
import { hostOf } from '../../src/check/facts/domain.ts'
import { appliesToTarget, type Policy } from '../../src/check/policy.ts'
import type { Rule } from '../../src/check/rule.ts'
import { type DomainBuilder, domain, file, GiB, MiB } from '../../src/index.ts'
import { policyOf } from '../../src/program/policy-options.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'
import { equal } from '../../src/tree/equal.ts'
import type { Node } from '../../src/tree/node.ts'
import { diagnosticLines, nodeOf } from '../support/builders.ts'
import { validateFleet } from '../support/validate.ts'

const test = suite('check: policy')

const { createCheck: _, ...some } = standardPolicy.rules[0]!
const applies = (since: Rule['since'], until: Rule['until'], target: Policy['target']): boolean =>
  appliesToTarget(
    { ...some, check: () => [], ...(since && { since }), ...(until && { until }) },
    target,
  )

test('a rule applies from its since release to before its until release', () => {
  const [since, until] = [{ libvirt: '9.0.0' }, { libvirt: '9.9.0' }]
  const releases = ['8.10.0', '9.0.0', '9.8.1', '9.9.0', '11.3.0']
  assert.equal(
    releases.filter(libvirt => applies(since, until, { libvirt })),
    ['9.0.0', '9.8.1'],
  )
  assert.equal(
    ['7.2', '8.0'].filter(qemu => applies({ qemu: '8.0' }, undefined, { qemu })),
    ['8.0'],
  )
})

test('an unknown release of a target counts as the newest', () => {
  assert.ok(applies({ libvirt: '9.0.0' }, undefined, {}))
  assert.not(applies(undefined, { libvirt: '9.9.0' }, {}))
  assert.not(applies(undefined, { libvirt: '9.9.0' }, { qemu: '7.2' }))
  assert.ok(applies({ qemu: '8.0' }, undefined, { libvirt: '9.0.0' }))
})

// Hosts.

const hosted = (d: DomainBuilder): DomainBuilder => d.host('hv1')

test('rules see the host of a domain, but the XML does not contain it', () => {
  const plain = domain('a').hvm().memory(GiB(1))
  const built = plain.use(hosted).vcpu(2)
  assert.is(hostOf(cursorOf(nodeOf(built)))?.name, 'hv1')
  assert.is(hostOf(cursorOf(nodeOf(plain))), undefined)
  assert.is(hostOf(cursorOf(nodeOf(built.host('hv2'))))?.name, 'hv2')
  assert.is(toXml(built, { project: 'shop' }), toXml(plain.vcpu(2), { project: 'shop' }))
  assert.ok(equal(nodeOf(built), nodeOf(plain.vcpu(2))))
})

test('an invalid host name is reported at the call', () => {
  for (const wrong of [1, '', undefined]) {
    const [one, ...more] = validateFleet([
      nodeOf(
        domain('a')
          .hvm()
          .memory(GiB(1))
          .host(wrong as never),
      ),
    ])
    assert.equal([one?.code, more.length], ['VMC1005', 0])
    assert.match(
      one?.message ?? '',
      /^the host of a domain cannot be (the number 1|the text ""|undefined)$/,
    )
    assert.match(one?.file ?? '', 'policy.test.ts')
  }
})

test('rules receive the declared hosts and the target', () => {
  const { policy, errors } = policyOf({
    target: 'libvirt=9.0.0,qemu=7.2',
    hosts: {
      hv1: { memory: GiB(64), hugepages: { '1GiB': 32 }, cpus: 16 },
      hv2: { memory: '1 TB' },
    },
  })
  assert.equal(errors, [])
  assert.equal(policy.target, { libvirt: '9.0.0', qemu: '7.2' })
  assert.is(policy.hosts.hv1?.memory, 2n ** 36n)
  assert.equal([...policy.hosts.hv1!.hugepages!], [[2n ** 30n, 32]])
  assert.is(policy.hosts.hv2?.memory, 10n ** 12n)
  const seen: unknown[] = []
  const spy: Rule = {
    ...some,
    on: 'domain',
    check: (_, { hosts, target }) => {
      seen.push(hosts.hv1?.cpus, target.qemu)
      return []
    },
  }
  validateFleet([nodeOf(domain('a').hvm())], { ...policy, rules: [spy] })
  assert.equal(seen, [16, '7.2'])
})

test('a number in quotes is sent to the number', () => {
  const errors = policyOf({
    hosts: { hv1: { cpus: '8' as never }, hv2: { cpus: 'many' as never } },
  }).errors
  assert.equal(
    errors.map(({ help }) => help),
    ['expected the number of CPUs, without quotes: 8', 'expected the number of CPUs'],
  )
})

test('errors in the declaration of hosts have the path of their keys', () => {
  const hosts = { hv1: { memory: 64, cpus: -1, memroy: '1GiB' }, hv2: { hugepages: { big: 1 } } }
  const { errors } = policyOf({ hosts: hosts as never })
  assert.equal(
    errors.map(({ keys, message, help }) => `${keys.join('.')}: ${message} (${help})`),
    [
      'hosts.hv1.memroy: unknown key "memroy" in a host (did you mean "memory"?)',
      'hosts.hv1.memory: "memory" in the configuration cannot be 64 (expected a size with a unit, such as "64GiB" or GiB(64))',
      'hosts.hv1.cpus: "cpus" in the configuration cannot be -1 (expected the number of CPUs)',
      'hosts.hv2.hugepages: "hugepages" in the configuration cannot be {"big":1} (expected the number of pages of each size, such as { "1GiB": 32 })',
    ],
  )
})

// Severities.

const small = domain('a').hvm().memory(MiB(1)).memory(2048)
const tiny: Node = nodeOf(small)

test('a policy sets the severity of a rule, or turns the rule off', () => {
  const severities = (severity: string) =>
    validateFleet(
      [tiny],
      policyOf({ rules: { 'memory-plausible': severity as never } }).policy,
    ).map(one => one.severity)
  assert.equal(severities('error'), ['error'])
  assert.equal(severities('info'), ['info'])
  assert.equal(severities('off'), [])
  assert.equal(
    validateFleet([tiny]).map(one => one.severity),
    ['warning'],
  )
})

test('an unknown rule or severity is reported with a suggestion', () => {
  const rules = { 'memory-plausibel': 'off', VMC2003: 'off', 'name-unique': 'warnign' } as never
  assert.equal(
    policyOf({ rules }).errors.map(({ message, help }) => `${message} (${help})`),
    [
      'unknown rule "memory-plausibel" (did you mean "memory-plausible"?)',
      'unknown rule "VMC2003" (did you mean "memory-plausible"?)',
      '"name-unique" in the configuration cannot be "warnign" (expected one of off, info, warning, error; did you mean "warning"?)',
    ],
  )
})

// Waivers.

const images = (allow: (d: DomainBuilder) => DomainBuilder): readonly Node[] =>
  ['a', 'b'].map(name =>
    nodeOf(domain(name).hvm().memory(GiB(1)).disk(file('/data.img').target('vda')).use(allow)),
  )
const codes = (fleet: readonly Node[], policy = standardPolicy) =>
  validateFleet(fleet, policy)
    .filter(one => one.code !== 'VMC2005')
    .map(one => one.code)

test('a waiver covers its element and everything in it', () => {
  const twice = (allow: (d: DomainBuilder) => DomainBuilder) =>
    codes([nodeOf(domain('a').hvm().memory(GiB(1)).disk(file('/a').target('vda')).use(allow))])
  const second = file('/b').target('vda')
  assert.equal(
    twice(d => d.disk(second)),
    ['VMC2201'],
  )
  assert.equal(
    twice(d => d.disk(second.allow('disk-target-unique', 'why'))),
    [],
  )
  assert.equal(
    twice(d => d.disk(second).allow('disk-target-unique', 'why')),
    [],
  )
})

test('a waiver in either domain covers a conflict between both', () => {
  assert.equal(codes(images(d => d)), ['VMC2006'])
  const [a] = images(d => d.allow('image-shared', 'they take turns'))
  const [, b] = images(d => d)
  assert.equal(codes([a!, b!]), [])
  assert.equal(codes([b!, a!].toReversed()), [])
})

test('onWaived receives each waived finding and its reason', () => {
  const waived: string[] = []
  const onWaived = (finding: { code: string }, why: string) => waived.push(`${finding.code} ${why}`)
  validateFleet(
    images(d => d.allow('image-shared', 'they take turns')),
    standardPolicy,
    { onWaived },
  )
  assert.equal(waived, ['VMC2006 they take turns'])
})

test('an unknown rule, or a missing reason, is an error at the waiver', () => {
  const allowed = small.allow('memory-plausibel', 'why').allow('name-is-file', '' as never)
  assert.equal(
    diagnosticLines(validateFleet([nodeOf(allowed)]).filter(one => one.code === 'VMC4014')),
    [
      'VMC4014 : .allow() names the unknown rule "memory-plausibel" (did you mean "memory-plausible"?)',
      `VMC4014 : .allow('name-is-file') has no reason (pass a reason: .allow('name-is-file', 'the reason'))`,
    ],
  )
  const bare = small.allow('memory-plausible', undefined as never)
  assert.equal(codes([nodeOf(bare)]), ['VMC2003', 'VMC4014'])
})

test('an unneeded waiver is a warning at its call', () => {
  const [found] = validateFleet([
    nodeOf(domain('a').hvm().memory(GiB(1)).allow('image-shared', 'why')),
  ])
  assert.equal([found?.code, found?.severity], ['VMC4015', 'warning'])
  assert.match(found?.file ?? '', 'policy.test.ts')
})

test('a waiver in a preset, or a loop, is needed if one of the domains needs it', () => {
  const allow = (d: DomainBuilder) => d.allow('memory-plausible', 'a unikernel')
  const plenty = domain('b').hvm().memory(GiB(1)).use(allow)
  assert.equal(codes([nodeOf(small.use(allow)), nodeOf(plenty)]), [])
})

test('an unneeded waiver is not reported if its rule is off, or if not all domains are checked', () => {
  const fleet = [nodeOf(domain('a').hvm().memory(GiB(1)).allow('image-shared', 'why'))]
  assert.equal(codes(fleet, policyOf({ rules: { 'image-shared': 'off' } }).policy), [])
  assert.equal(validateFleet(fleet, standardPolicy, { isWhole: false }), [])
})

test('a waiver stays when an element is merged or completed', () => {
  const os = domain('a').hvm({ machine: 'q35' }).allow('memory-plausible', 'why')
  assert.is(nodeOf(os.memory(2048)).notes?.length, 1)
})

test('a waiver of the domain covers a finding without a location', () => {
  const rule: Rule = {
    ...some,
    slug: 'nameless',
    code: 'nameless',
    on: 'domain',
    check: () => [{ message: 'somewhere' }],
  }
  const policy = { ...standardPolicy, rules: [rule] }
  assert.equal(codes([nodeOf(domain('a'))], policy), ['nameless'])
  assert.equal(codes([nodeOf(domain('a').allow('nameless', 'why'))], policy), [])
  assert.ok(cursorOf(tiny).report('.', 'here').at)
})

test.run()
