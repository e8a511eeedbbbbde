// Which fixes are kept, shown by a toy language: a file is a list of words, and lower-case words are errors.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Diagnostic, Fix } from '../../src/diagnostics/diagnostic.ts'
import { offsetOf } from '../../src/fix/edit.ts'
import { type ComputeEdits, fix, type Validate } from '../../src/fix/fix.ts'
import { folder } from '../support/vmc.ts'

const test = suite('fix: which fixes are kept')

const file = join(folder(), 'words')

type More = Partial<Diagnostic>

/** An error about a word, without a fix. */
const error = (message: string, more: More = {}): Diagnostic =>
  ({ code: 'VMC1002', severity: 'error', message, path: 'domain', ...more }) as Diagnostic

/** An error about a word in a line, which writing it in capitals should fix. */
const misspelt = (word: string, line: number, more: More = {}): Diagnostic =>
  error(word, {
    file,
    line,
    column: 1,
    fix: { kind: 'value', from: word, to: word.toUpperCase() },
    ...more,
  })

/** An error in the first line, which another word at the start of a line should fix. */
const missing = (word: string, line: number, added: string): Diagnostic =>
  error(word, {
    file,
    line: 1,
    column: 1,
    fix: { kind: 'addition', ts: added, xml: added, at: { file, line, column: 1 } },
  })

const computeEdits: ComputeEdits = (text: string, one: Fix, at) => {
  const start = offsetOf(text, at)
  if (one.kind === 'addition') return [{ start, end: start, text: one.xml }]
  return text.startsWith(one.from, start)
    ? [{ start, end: start + one.from.length, text: one.to }]
    : []
}

/** Writes the words, one per line, and fixes them. Returns the words that are then in the file. */
async function fixed(
  words: string,
  check: (words: string) => readonly Diagnostic[] | undefined,
): Promise<string> {
  const text = words.replaceAll(' ', '\n')
  writeFileSync(file, text)
  const wordsIn = (lines: string) => lines.replaceAll('\n', ' ')
  const validate: Validate = async texts => check(wordsIn(texts.get(file) ?? text))
  const { diagnostics } = await fix(validate, computeEdits)
  assert.equal(diagnostics, [])
  return wordsIn(readFileSync(file, 'utf8'))
}

/** The errors whose words contain at least one of the words that cause them. */
const errorsIn = (words: string, errors: Readonly<Record<string, Diagnostic>>) =>
  Object.entries(errors).flatMap(([word, one]) => (words.split(' ').includes(word) ? [one] : []))

test('all fixes are kept if together they resolve all their errors', async () => {
  const errors = { a: misspelt('a', 1), b: misspelt('b', 2) }
  assert.is(await fixed('a b', words => errorsIn(words, errors)), 'A B')
})

test('a fix that does not resolve its error is left out, and the others are kept', async () => {
  const [a, b, c] = [misspelt('a', 1), misspelt('b', 2), misspelt('c', 3)]
  assert.is(await fixed('a b c', words => [...errorsIn(words, { a, c }), b]), 'A b C')
  assert.is(await fixed('a b', words => [...errorsIn(words, { a }), b]), 'A b')
})

test('a single fix that does not resolve its error is not kept', async () => {
  assert.is(await fixed('a', () => [misspelt('a', 1)]), 'a')
})

test('nothing is kept if the files can no longer be validated', async () => {
  const errors = [misspelt('a', 1), misspelt('b', 2)]
  assert.is(await fixed('a b', words => (words === 'a b' ? errors : undefined)), 'a b')
})

test('a fix is tried together with those that are kept already', async () => {
  const [a, b, c] = [misspelt('a', 1), misspelt('b', 2), misspelt('c', 3)]
  const check = (words: string) => [
    ...errorsIn(words, { a }),
    // The second fix helps only as long as the first word is wrong.
    ...(words.startsWith('a B') ? [] : [b]),
    c,
  ]
  assert.is(await fixed('a b c', check), 'A b c')
})

test('a corrected name is kept even if it leads to new errors, an addition is not', async () => {
  const revealed = { A: error('revealed') }
  const a = misspelt('a', 1)
  assert.is(await fixed('a', words => errorsIn(words, { a, ...revealed })), 'A')
  const b = missing('b', 1, 'A ')
  assert.is(
    await fixed('b', words => errorsIn(words, { b: words === 'b' ? b : error('c'), ...revealed })),
    'b',
  )
})

test('an addition that leads to new errors is left out, and a corrected name is kept', async () => {
  const [a, b] = [misspelt('a', 1), missing('b', 2, 'B ')]
  const check = (words: string) => [
    ...errorsIn(words, { a, B: error('caused') }),
    ...(words.includes('B') ? [] : [b]),
  ]
  assert.is(await fixed('a b', check), 'A b')
})

test('an error with another code or path is another error', async () => {
  for (const more of [{ code: 'VMC1001' }, { path: 'domain/b' }] as const) {
    const check = (words: string) => [words === 'a' ? misspelt('a', 1) : error('a', more)]
    assert.is(await fixed('a', check), 'A')
  }
})

test('a new warning does not prevent an addition', async () => {
  const warning = error('odd', { severity: 'warning' })
  const check = (words: string) => (words === 'b' ? [missing('b', 1, 'A ')] : [warning])
  assert.is(await fixed('b', check), 'A b')
})

test('an addition is not blamed for the errors of a fix that is kept already', async () => {
  const [a, b, c] = [misspelt('a', 1), missing('b', 2, 'B '), misspelt('c', 3)]
  const check = (words: string) => [
    ...errorsIn(words, { a, A: error('revealed') }),
    ...(words.includes('B') ? [] : [b]),
    c,
  ]
  assert.is(await fixed('a b c', check), 'A B b c')
})

test('a fix is blamed if an error comes back that an earlier fix resolved', async () => {
  const [a, b, c] = [misspelt('a', 1), missing('b', 2, 'B '), misspelt('c', 3)]
  const check = (words: string) => [
    ...(words.startsWith('A') && !words.includes('B') ? [] : [a]),
    ...(words.includes('B') ? [] : [b]),
    c,
  ]
  assert.is(await fixed('a b c', check), 'A b c')
})

test('an error that occurs several times must be resolved as many times', async () => {
  const often = (times: number) => misspelt('a', 1, { times })
  assert.is(await fixed('a', words => [often(words === 'a' ? 3 : 1)]), 'a')
  assert.is(await fixed('a', words => (words === 'a' ? [often(3)] : [])), 'A')
  const others = (times: number) => error('a', { times })
  const check = (left: number) => (words: string) =>
    words === 'a' ? [often(3), others(2)] : [others(left)]
  assert.is(await fixed('a', check(2)), 'A')
  assert.is(await fixed('a', check(3)), 'a')
  // Only one of the two equal errors can be fixed.
  const [first, second] = [misspelt('a', 1), error('a')]
  assert.is(await fixed('a', words => (words === 'a' ? [first, second] : [second])), 'A')
})

test('errors with the same fix must all be resolved by it', async () => {
  const [a, same] = [misspelt('a', 1), misspelt('a', 1, { path: 'domain/b' })]
  assert.is(await fixed('a', words => (words === 'a' ? [a, same] : [])), 'A')
  assert.is(await fixed('a', words => (words === 'a' ? [a, same] : [same])), 'a')
})

test('of fixes that overlap, only the first is tried', async () => {
  const wide = misspelt('ab', 1)
  const narrow = misspelt('b', 1, { column: 2 })
  assert.is(await fixed('ab', words => errorsIn(words, { ab: wide, aB: narrow })), 'AB')
  const check = (words: string) => (words === 'ab' ? [narrow, wide] : [])
  assert.is(await fixed('ab', check), 'aB')
})

test('the same fix in two files is two fixes', async () => {
  const files = ['one', 'two'].map(name => join(folder({ [name]: 'a' }), name))
  const validate: Validate = async texts =>
    files.filter(one => !texts.has(one)).map(one => misspelt('a', 1, { file: one, path: one }))
  const { files: changed } = await fix(validate, computeEdits)
  assert.equal(
    changed,
    files.map(one => ({ file: one, changes: [{ line: 1, before: ['a'], after: ['A'] }] })),
  )
  assert.equal(
    files.map(one => readFileSync(one, 'utf8')),
    ['A', 'A'],
  )
})

test.run()
