import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Policy } from '../../src/check/policy.ts'
import { domain, file, GiB, pty, tcp } from '../../src/index.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'
import { type Any, nodeOf } from '../support/builders.ts'
import { checkFleet } from '../support/validate.ts'

const test = suite('validate: fleet')

const vm = (name: string) => domain(name).hvm().memory(GiB(4))
const messages = (fleet: readonly Any[], policy: Policy = standardPolicy): readonly string[] =>
  checkFleet(fleet.map(nodeOf), policy).map(one => one.message)

test('domains on different hosts do not conflict, but a domain without a host conflicts with all', () => {
  const disk = (name: string) => vm(name).disk(file('/data.img').target('vda'))
  const [a, b, c] = [disk('a'), disk('b'), disk('c')]
  assert.equal(messages([a, b]), ['"a" and "b" both write to /data.img'])
  assert.equal(messages([a.host('hv1'), b.host('hv1')]), ['"a" and "b" both write to /data.img'])
  assert.equal(messages([a.host('hv1'), b.host('hv2')]), [])
  assert.equal(messages([a.host('hv1'), b]), ['"a" and "b" both write to /data.img'])
  assert.equal(messages([a, b.host('hv1'), c.host('hv2')]), [
    '"a" and "b" both write to /data.img',
    '"a" and "c" both write to /data.img',
  ])
  assert.equal(messages([a.host('hv1'), b.host('hv2'), c.host('hv2')]), [
    '"b" and "c" both write to /data.img',
  ])
})

test('displays, serial ports, debuggers and forwarded ports share the ports of a host', () => {
  const gdb = (name: string, ...words: string[]) =>
    vm(name).xml(
      `<qemu:commandline xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">${words.map(word => `<qemu:arg value="${word}"/>`).join('')}</qemu:commandline>`,
    )
  const qemu = (name: string, ...words: string[]) =>
    vm(name).qemuCommandline({ arg: words.map(value => ({ value })) })
  const serial = (name: string) =>
    vm(name).serial(tcp('bind', { host: '127.0.0.1', service: '5901' }))
  assert.equal(messages([vm('a').graphics({ type: 'vnc', port: 5901 }), serial('b')]), [
    'port 5901 of the host is used by "a" and "b"',
  ])
  assert.equal(messages([qemu('a', '-s'), qemu('b', '-gdb', 'tcp::1234')]), [
    'port 1234 of the host is used by "a" and "b"',
  ])
  assert.equal(messages([qemu('a', '-s'), qemu('b', '-gdb', 'tcp::1235')]), [])
  assert.equal(messages([gdb('a'), vm('b').serial(pty())]), [])
  assert.equal(
    messages([vm('a').graphics({ type: 'vnc', port: 5901 }, { type: 'spice', port: 5901 })]),
    ['port 5901 of the host is used by "a" twice'],
  )
  const forward = (name: string) =>
    vm(name).nic({
      type: 'user',
      backend: { type: 'passt' },
      portForward: [{ proto: 'tcp', range: [{ start: 2222, to: 22 }] }],
    })
  assert.equal(messages([forward('a'), forward('b')]), [
    'port 2222 of the host is used by "a" and "b"',
  ])
})

test('the console that repeats a serial port does not conflict with it', () => {
  const end = { type: 'tcp', source: { mode: 'bind', host: '127.0.0.1', service: '5901' } } as const
  assert.equal(messages([vm('a').serial(end).console(end)]), [])
  assert.equal(messages([vm('a').serial(end).serial(end)]), [
    'port 5901 of the host is used by "a" twice',
  ])
})

test('a full host is reported once, at the first domain that exceeds the limit', () => {
  const hosts = { hv1: { memory: 10n * 2n ** 30n, cpus: 4 } }
  const fleet = ['a', 'b', 'c', 'd'].map(name => vm(name).host('hv1'))
  const policy = { ...standardPolicy, hosts }
  assert.equal(messages(fleet, policy), [
    'the domains of hv1 need 16 GiB, but the host has 10 GiB: "c" is the first that does not fit',
  ])
  assert.equal(messages(fleet.slice(0, 2), policy), [])
  assert.equal(messages([vm('a').pin(0, '4').host('hv1')], policy), [
    'CPU 4 does not exist: hv1 has 4',
  ])
})

test('a fleet takes time in proportion to its size', () => {
  // Quadratic time would take minutes.
  const fleet = Array.from({ length: 20_000 }, (_, i) =>
    nodeOf(
      vm(`vm${i}`)
        .disk(file(`/vm${i}.img`).target('vda'))
        .host(`hv${i % 2}`),
    ),
  )
  assert.equal(checkFleet(fleet), [])
})

test.run()
