import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { HOSTILE_PROGRAMS } from '../support/hostile-programs.ts'
import { spawnVmc } from '../support/vmc.ts'

const test = suite('hostile programs')

for (const [name, program] of HOSTILE_PROGRAMS)
  test(`a program that ${name}`, async () => {
    const args = ['build', '--no-typecheck', '--timeout', '10']
    const { code, stdout, stderr, cwd } = await spawnVmc(args, { 'infra.ts': program })
    const shown = `${name}\n${stderr}`
    assert.ok(code === 0 || code === 1 || code === 2, `exit code ${code}: ${shown}`)
    assert.not.match(shown, 'failed unexpectedly')
    assert.not.match(shown, /^ +at .*node:internal/m)
    assert.ok(stderr.length < 20_000, `${stderr.length} characters: ${shown.slice(0, 1000)}`)
    assert.is(stdout, '')
    if (code === 0) assert.ok(existsSync(join(cwd, 'vmc.out/vmc.manifest.json')), shown)
    if (code !== 0) assert.match(stderr, /\berror(\[| VMC)/)
  })

test.run()
