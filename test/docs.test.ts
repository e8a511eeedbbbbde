import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const docs = suite('docs')

docs('the generated parts of the README are up to date', () => {
  const script = fileURLToPath(new URL('../scripts/readme.mjs', import.meta.url))
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' })
  assert.equal([status, stderr], [0, ''])
})

docs.run()
