import assert from 'node:assert/strict'
import { test } from 'node:test'
import { build } from 'libvmc/compiler'

test('every domain is valid, and vmc.out is up to date', async () => {
  const { domains, diagnostics } = await build('infra.ts', { outDir: 'vmc.out', check: true })
  assert.deepEqual(diagnostics, [])
  assert.notEqual(domains.length, 0)
})
