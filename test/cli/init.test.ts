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

test('says that a folder inside an npm project is a project of its own', async () => {
  const inside = await vmc(['init', 'basic', 'machines'], { 'package.json': '{ "name": "shop" }' })
  assert.is(inside.code, 0, inside.stderr)
  assert.match(inside.stderr, `a project of its own, inside the npm project in ${inside.cwd}: run`)
  const alone = await vmc(['init', 'basic', 'machines'])
  assert.not.match(alone.stderr, 'project of its own')
})

test.run()
