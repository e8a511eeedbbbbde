import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fleet } from 'libvmc/testing'

const infra = await fleet('infra.ts')

test('vmc finds nothing to report', () => {
  assert.deepEqual(infra.findings, [])
})

test('every machine has a disk and a NIC', () => {
  for (const machine of infra.domains) {
    assert.ok(machine.has('disk'), machine.name)
    assert.ok(machine.has('interface'), machine.name)
  }
})
