import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { openBracketAt } from '../../../src/program/load/brackets.ts'

const test = suite('program: open brackets')

/** The innermost open bracket at the end of a text, as `( 1:7`. */
function open(text: string): string | undefined {
  const found = openBracketAt(text, text.length)
  return found && `${found.bracket} ${found.line}:${found.column}`
}

for (const [text, expected] of [
  ["domain('a')", undefined],
  ["domain('a'", '( 1:7'],
  ["domain('a')\n  .disk(file('/a')\n", '( 2:8'],
  ['f([1, 2', '[ 1:3'],
  ['const a = {', '{ 1:11'],
  // Brackets in strings, templates, comments and regular expressions.
  ["f(')'", '( 1:2'],
  ['f("(")', undefined],
  ['f(`(`)', undefined],
  [`f(\`\${g(\`(\`)}(\`)`, undefined],
  [`f(\`\${g(1`, '( 1:7'],
  ['f(/* ( */ 1)', undefined],
  ['f(1) // (', undefined],
  ['f(/[(]/)', undefined],
  ['f(a / b)', undefined],
  // A closing bracket of another kind does not close it.
  ['f([1, 2)', '[ 1:3'],
] as const)
  test(JSON.stringify(text), () => assert.is(open(text), expected))

test('at an offset', () => {
  assert.equal(openBracketAt('f(g(1), 2)', 8), { bracket: '(', line: 1, column: 2 })
})

test.run()
