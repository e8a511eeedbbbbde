import { fleet } from 'libvmc/testing'
import { test } from 'uvu'
import * as assert from 'uvu/assert'

const mixed = await fleet('infra.ts')
const typesOf = mixed.domains.map(one => `${one.name} ${one.all('@type').join()}`)

test('there are three hypervisors', () => {
  assert.equal(mixed.findings, [])
  assert.equal(typesOf.sort(), ['box lxc', 'pi qemu', 'pv0 xen'])
})

test('the container has a root folder and no disk', () => {
  const box = mixed.get('box')
  assert.is(box.count('disk'), 0)
  assert.equal(box.all('filesystem/target/@dir'), ['/'])
})

test('the Arm guest is emulated', () => {
  assert.ok(mixed.get('pi').has('os/type', { arch: 'aarch64', machine: 'virt' }))
})

test.run()
