import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fleet, like } from 'libvmc/testing'

const cluster = await fleet('infra.ts', { set: { workers: '6' } })

test('the parameter sets the number of workers', () => {
  assert.deepEqual(cluster.findings, [])
  assert.equal(cluster.names.filter(name => name.startsWith('worker')).length, 6)
})

test('no two control nodes are on the same host', () => {
  const control = cluster.domains.filter(one => one.name.startsWith('control'))
  assert.deepEqual(
    control.map(one => one.host),
    ['hv1', 'hv2', 'hv3'],
  )
})

test('every node boots from an image of its own on Ceph', () => {
  for (const one of cluster.domains) {
    assert.ok(one.has('disk', { source: { protocol: 'rbd', name: `vms/${one.name}` } }), one.name)
    assert.deepEqual(one.all('disk/source/host/@name'), ['mon1', 'mon2'])
    assert.ok(one.has('interface', { source: { bridge: like(/^br-/) } }))
  }
})
