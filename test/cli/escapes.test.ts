import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { folder, vmc } from '../support/vmc.ts'

const test = suite('control characters in names and messages')

const ESCAPE = '\u001b'
// An escape sequence that renames the terminal, C1 controls, and marks that turn the text around.
const hostile = `${ESCAPE}]0;owned\u0007\u009b31m\u202egpj.\u2066\u200f`
const unsafe =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/

const infra = `import { domain } from 'libvmc'\nexport const a = domain('a').hvm().memory('1GiB')\n`
const json = JSON.stringify(hostile)

/** Programs and documents with hostile texts, by what holds the text. */
const cases: Readonly<Record<string, { readonly name: string; readonly text: string }>> = {
  'a message': { name: 'a.ts', text: `throw new Error(${json})` },
  'a message of several lines': { name: 'a.ts', text: `throw new Error('one\\ntwo' + ${json})` },
  'a name of an error': {
    name: 'a.ts',
    text: `throw Object.assign(new Error('x'), { name: ${json} })`,
  },
  'a value that is thrown': { name: 'a.ts', text: `throw { text: ${json} }` },
  'a file name': { name: `b${hostile}.ts`, text: 'throw new Error("no")' },
  'a file name of several lines': { name: `b\nerror: c${hostile}.ts`, text: 'throw 1' },
  'a line of source': { name: 'a.ts', text: `throw new Error('') // ${hostile}` },
  'a value': {
    name: 'a.ts',
    text: `${infra.trim()}.on_crash(${json} as 'destroy').xml('<a b="\u202e"/>')`,
  },
  'a document': {
    name: `c${hostile}.xml`,
    text: `<domain><\u202ename>\u200f\u009b</name></domain>`,
  },
  'an imported name': { name: 'a.ts', text: `import ${json}` },
}

for (const [what, { name, text }] of Object.entries(cases))
  for (const format of ['frame', 'plain', 'json', 'sarif', 'github'])
    test(`${what} is escaped in the format ${format}`, async () => {
      const cwd = folder({ [name]: text })
      const args = ['validate', '--no-typecheck', '--format', format, '--color=never', name]
      const { code, stdout, stderr } = await vmc(args, cwd)
      assert.ok(code === 1 || code === 2, stderr)
      assert.not.match(stdout, unsafe)
      assert.not.match(stderr, unsafe)
      assert.ok((stdout + stderr).length > 0)
    })

test('JSON keeps the text that it escapes', async () => {
  const args = ['validate', '--format', 'json', '--no-typecheck', 'a.ts']
  const { stdout } = await vmc(args, { 'a.ts': `throw new Error(${json})` })
  assert.is(JSON.parse(stdout)[0].message, `Error: ${hostile}`)
})

test('the lines that name a folder or a file are escaped', async () => {
  const cwd = folder({ 'infra.ts': infra })
  const built = await vmc(['build', '--no-typecheck', '-o', `out${hostile}`], cwd)
  assert.is(built.code, 0)
  assert.not.match(built.stderr, unsafe)
  assert.match(built.stderr, 'out\\u001b]0;owned\\u0007')
  renameSync(join(cwd, `out${hostile}`), join(cwd, 'out'))
  const imported = await vmc(['import', 'out/a.xml', '--into', `b${hostile}.ts`], cwd)
  assert.is(imported.code, 0)
  assert.not.match(imported.stderr, unsafe)
})

test('a usage error escapes the arguments', async () => {
  for (const args of [[hostile], ['build', `--${hostile}`], ['explain', hostile]])
    assert.not.match((await vmc(args)).stderr, unsafe)
})

test.run()
