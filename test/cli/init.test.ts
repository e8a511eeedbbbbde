// `vmc init` copies a template.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { vmc } from '../support/vmc.ts'

const test = suite('vmc init')

test('copies a template into a new folder, and says what to do next', async () => {
  const { code, stderr, cwd } = await vmc(['init', 'basic', 'machines'])
  assert.is(code, 0, stderr)
  assert.match(stderr, /^infra\.ts$/m)
  assert.match(stderr, 'Next: cd machines && npm install && npx vmc build && npm test\n')
  assert.ok(existsSync(join(cwd, 'machines', 'infra.ts')))
})

test.run()
