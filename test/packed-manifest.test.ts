// The packed package.json has no script that npm warns about when the package is installed.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { folder } from './support/vmc.ts'

const test = suite('packed manifest')

const script = fileURLToPath(new URL('../scripts/packed-manifest.mjs', import.meta.url))
const own = readFileSync(new URL('../package.json', import.meta.url), 'utf8')

test('leaves out prepare, and restores the manifest', () => {
  const manifest = join(folder({ 'package.json': own }), 'package.json')
  execFileSync(process.execPath, [script, 'write', manifest])
  const packed = JSON.parse(readFileSync(manifest, 'utf8'))
  const { prepare, ...scripts } = JSON.parse(own).scripts
  assert.type(prepare, 'string')
  assert.equal(packed, { ...JSON.parse(own), scripts })
  assert.equal(Object.keys(packed), Object.keys(JSON.parse(own)))
  execFileSync(process.execPath, [script, 'restore', manifest])
  assert.is(readFileSync(manifest, 'utf8'), own)
  assert.not.ok(existsSync(`${manifest}.original`))
})

test.run()
