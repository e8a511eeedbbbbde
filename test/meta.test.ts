import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const test = suite('meta')

const folder = fileURLToPath(new URL('.', import.meta.url))
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  file => /\.(test|slow)\.ts$/.test(file) && !file.includes('node_modules'),
)

test('there are tests', () => {
  assert.ok(files.length > 20)
})

test('few tests are slow', () => {
  const slow = files.filter(file => file.endsWith('.slow.ts'))
  assert.ok(slow.length > 0 && slow.length <= 10, slow.join())
})

for (const file of files) {
  const source = readFileSync(`${folder}${file}`, 'utf8')
  const suites = [...source.matchAll(/^(?:const|let) (\w+) = suite\b/gm)].map(([, name]) => name!)

  test(`${file} runs every suite it has`, () => {
    assert.ok(suites.length > 0)
    for (const name of suites)
      assert.ok(new RegExp(`^${name}\\.run\\(\\)`, 'm').test(source), `${name}.run() is not called`)
  })

  // A test may be skipped if the machine cannot run it: `if (hasScript) … else terminal.skip(…)`.
  test(`${file} skips tests only under a condition`, () => {
    const left = source.match(new RegExp(`(?<!else )\\b(${suites.join('|')})\\.(skip|only)\\(`))
    assert.is(left, null)
  })

  test(`${file} names its tests as sentences`, () => {
    const names = [
      ...source.matchAll(/^\s*(?:test|testSpellings)\(\s*(?:test,\s*)?(['"`])(.+?)\1/gm),
    ].map(([, , name]) => name!)
    for (const name of names) assert.ok(name.includes(' ') && !name.endsWith('.'), name)
  })
}

test.run()
