import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Files, folder } from '../support/vmc.ts'

const test = suite('validate: the index of the rules')

const script = fileURLToPath(new URL('../../scripts/rules.mjs', import.meta.url))
const rule = (name: string, slug: string, code: string): string =>
  `export const ${name}: unknown = { slug: '${slug}', code: '${code}' }\n`

/** Lists a folder of rules; gives what the script says, and where the files are. */
function list(files: Files) {
  const inFolder = Object.entries(files).map(([name, text]) => [`validate/rules/${name}`, text])
  const src = folder(Object.fromEntries(inFolder))
  mkdirSync(join(src, 'dsl'))
  const { status, stderr } = spawnSync(process.execPath, [script, src], { encoding: 'utf8' })
  return { status, stderr, read: (name: string) => readFileSync(join(src, name), 'utf8') }
}

test('a rule is listed by being a file, in the order of the codes', () => {
  const { status, stderr, read } = list({
    'rule.ts': '',
    'a.ts': rule('late', 'a', 'VMC2002'),
    'b.ts': rule('early', 'b', 'VMC2001'),
  })
  assert.equal([status, stderr], [0, ''])
  assert.match(read('validate/rules/index.ts'), '[\n  early,\n  late,\n]')
  assert.match(read('dsl/slugs.ts'), "type RuleSlug =\n  | 'b'\n  | 'a'\n")
})

test('two rules of one code or slug, and a file that is not one rule, are told', () => {
  const { status, stderr } = list({
    'a.ts': rule('a', 'a', 'VMC2001'),
    'b.ts': rule('b', 'a', 'VMC2002'),
    'c.ts': rule('c', 'c', 'VMC2001'),
    'd.ts': rule('d', 'd', 'VMC2003') + rule('e', 'e', 'VMC2004'),
    'f.ts': 'export const f = 1\n',
  })
  assert.is(status, 1)
  assert.equal(stderr.trim().split('\n'), [
    'src/validate/rules/b.ts: the file of a is a.ts',
    'src/validate/rules/d.ts: a file of this folder exports one rule, and nothing else',
    'src/validate/rules/f.ts: a file of this folder exports one rule, and nothing else',
    'src/validate/rules/c.ts: a.ts has the code VMC2001 already',
    'src/validate/rules/b.ts: a.ts has the slug a already',
  ])
})

test.run()
