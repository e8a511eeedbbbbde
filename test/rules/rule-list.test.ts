import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Files, folder } from '../support/vmc.ts'

const test = suite('rules: the generated list')

const script = fileURLToPath(new URL('../../scripts/rule-list.mjs', import.meta.url))
const rule = (name: string, slug: string, code: string): string =>
  `export const ${name}: unknown = { slug: '${slug}', code: '${code}' }\n`

/** Lists a folder of rules, and returns what the script printed and how to read its files. */
function list(files: Files, ...flags: readonly string[]) {
  const inFolder = Object.entries(files).map(([name, text]) => [`rules/${name}`, text])
  const src = folder(Object.fromEntries(inFolder))
  mkdirSync(join(src, 'dsl'))
  const { status, stderr } = spawnSync(process.execPath, [script, src, ...flags], {
    encoding: 'utf8',
  })
  return { status, stderr, read: (name: string) => readFileSync(join(src, name), 'utf8') }
}

test('lists every rule in the order of the codes', () => {
  const { status, stderr, read } = list({
    'disk/a.ts': rule('late', 'a', 'VMC2002'),
    'net/b.ts': rule('early', 'b', 'VMC2001'),
  })
  assert.equal([status, stderr], [0, ''])
  assert.match(read('rules/all.ts'), '[\n  early,\n  late,\n]')
  assert.match(read('dsl/rule-slugs.ts'), "type RuleSlug =\n  | 'b'\n  | 'a'\n")
})

test('refuses a duplicate code or slug, and a file that does not export one rule', () => {
  const { status, stderr } = list({
    'x/a.ts': rule('a', 'a', 'VMC2001'),
    'x/b.ts': rule('b', 'a', 'VMC2002'),
    'x/c.ts': rule('c', 'c', 'VMC2001'),
    'x/d.ts': rule('d', 'd', 'VMC2003') + rule('e', 'e', 'VMC2004'),
    'x/f.ts': 'export const f = 1\n',
  })
  assert.is(status, 1)
  assert.equal(stderr.trim().split('\n'), [
    'src/rules/x/b.ts: must be named a.ts',
    'src/rules/x/d.ts: must export one rule and nothing else',
    'src/rules/x/f.ts: must export one rule and nothing else',
    'src/rules/x/c.ts: x/a.ts already has the code VMC2001',
    'src/rules/x/b.ts: x/a.ts already has the slug a',
  ])
})

test('fails with --check if a generated file is not up to date', () => {
  const { status, stderr } = list({ 'x/a.ts': rule('a', 'a', 'VMC2001') }, '--check')
  assert.is(status, 1)
  assert.match(stderr, /rules\/all\.ts is not up to date: npm run generate/)
})

test('the list of this checkout is up to date', () => {
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' })
  assert.equal([status, stderr], [0, ''])
})

test.run()
