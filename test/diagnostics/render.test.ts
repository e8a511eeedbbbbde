import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { explainData } from '../../src/cli/explain-data.ts'
import { codeFrame } from '../../src/diagnostics/code-frame.ts'
import { arrange, type Diagnostic, diagnose, fails } from '../../src/diagnostics/diagnostic.ts'
import { linesOf } from '../../src/diagnostics/locate-key.ts'
import { ansiPaint, noPaint } from '../../src/diagnostics/paint.ts'
import { shown } from '../../src/diagnostics/render/frame.ts'
import { renderers } from '../../src/diagnostics/render/render.ts'
import { memoryPlausible } from '../../src/rules/memory/memory-plausible.ts'
import { golden } from '../support/golden.ts'

const test = suite('diagnostics: render')

const here = fileURLToPath(new URL('./sources/', import.meta.url))
const goldens = (name: string) => new URL(`./golden/${name}`, import.meta.url)
const infra = `${here}infra.txt`
const odd = `${here}odd.txt`

const some: readonly Diagnostic[] = [
  diagnose('VMC1001', {
    message: '<source> has no element or attribute "fiel"',
    path: 'domain/devices/disk[1]/source/fiel',
    origin: { file: infra, line: 9, column: 15 },
    help: 'did you mean "file"?',
  }),
  diagnose('VMC1002', {
    message: '"52:54:00" is not an address of <mac>',
    path: 'domain/devices/interface[1]/mac/@address',
    origin: { file: infra, line: 3, column: 45 },
    help: 'expected a MAC address',
    related: [{ message: 'called from here', origin: { file: infra, line: 11, column: 8 } }],
  }),
  diagnose(memoryPlausible, { message: 'a warning\nof two lines', path: 'domain/memory' }),
  diagnose('VMC4007', { message: 'no place and no path at all' }),
  diagnose('VMC3001', {
    message: 'a file that is gone',
    origin: { file: `${here}gone.xml`, line: 3, column: 7 },
  }),
  diagnose('VMC3001', {
    message: 'a line that is gone',
    origin: { file: infra, line: 99, column: 7 },
  }),
]

for (const [name, renderer] of Object.entries(renderers))
  test(`${name} shows every diagnostic`, () => {
    const text = renderer(some, {
      cwd: here,
      paint: noPaint,
      width: 80,
      version: '0.0.0',
      facts: explainData(),
    })
    golden(goldens(`${name}.txt`), text.replaceAll(here, '<here>/'))
  })

test('frame uses colours', () => {
  const text = renderers.frame(some.slice(1, 2), {
    cwd: here,
    paint: ansiPaint,
    width: 80,
    version: '0.0.0',
  })
  golden(goldens('frame-painted.txt'), text.replaceAll('\u001b', '␛'))
})

test('json is an array of the diagnostics', () => {
  const text = renderers.json(some)
  assert.equal(JSON.parse(text), JSON.parse(JSON.stringify(some)))
  assert.is(renderers.json([]), '[]\n')
})

test('plain prints each diagnostic on one line', () => {
  const text = renderers.plain(some, { cwd: here, paint: noPaint, width: 80, version: '0.0.0' })
  assert.is(text.split('\n').length, some.length + 1)
})

test('a path inside the working folder is shown as a relative path', () => {
  assert.is(shown('/a/b/infra.ts', '/a/b'), 'infra.ts')
  assert.is(shown('/a/b/c/infra.ts', '/a/b'), 'c/infra.ts')
  assert.is(shown('/a/infra.ts', '/a/b'), '/a/infra.ts')
})

const frameOf = (line: number, column: number, width: number) =>
  codeFrame(linesOf(odd), line, column, 'here', noPaint, width)

test('the caret is below its column in lines with wide, combining and control characters', () => {
  golden(
    goldens('code-frames.txt'),
    [
      frameOf(1, 6, 80),
      '\na tab is a space',
      frameOf(2, 8, 80),
      '\ncontrol characters too',
      frameOf(3, 9, 80),
      '\na column past the end',
      frameOf(5, 50, 80),
      '\na line past the end',
      frameOf(50, 3, 80),
      ...[80, 40].flatMap(width => [
        `\na long line in ${width} columns: its beginning, its middle, its end`,
        frameOf(4, 7, width),
        frameOf(4, 216, width),
        frameOf(4, 419, width),
      ]),
      '\na line of characters that are two cells wide: its beginning, its middle, its end',
      frameOf(6, 14, 60),
      frameOf(6, 27, 60),
      frameOf(6, 70, 60),
      '',
    ].join('\n'),
  )
})

test('no line except a long label is wider than the terminal', () => {
  for (const width of [40, 60, 80])
    for (const column of [1, 2, 30, 37, 100, 200, 300, 400, 419, 420, 421]) {
      const [bar, code, mark] = frameOf(4, column, width).split('\n')
      assert.is(bar, '  |')
      assert.ok(code!.length <= width, `${code!.length} of ${width} at ${column}`)
      const at = mark!.indexOf('^')
      // The caret is below the character of the column.
      const line = linesOf(odd)[3]!
      if (column <= line.length) assert.is(code![at], line[column - 1], `${column} of ${width}`)
    }
})

test('terminal control characters are not printed', () => {
  assert.not.match(frameOf(3, 1, 80), /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
})

const at = (file: string | undefined, line?: number, column?: number): Diagnostic => ({
  code: 'VMC1001',
  severity: 'error',
  message: 'x',
  path: 'domain',
  ...(file && { file }),
  ...(line && { line }),
  ...(column && { column }),
})

test('diagnostics are sorted by location, with lines compared as numbers', () => {
  const sorted = [at(undefined), at('a', 2, 9), at('a', 10, 1), at('a', 10, 2), at('b', 1, 1)]
  assert.equal(arrange([...sorted].reverse()), sorted)
})

test('equal diagnostics at the same location are merged into one with a count', () => {
  const one = at('a', 1, 1)
  assert.equal(arrange([one, { ...one, path: 'domain/devices' }]), [{ ...one, times: 2 }])
  assert.is(arrange([one, { ...one, message: 'y' }]).length, 2)
  const placeless = at(undefined)
  assert.is(arrange([placeless, { ...placeless, path: 'domain/devices' }]).length, 2)
})

test('errors fail, and warnings fail only with strict', () => {
  const warning: Diagnostic = { ...at('a'), severity: 'warning' }
  assert.is(fails([]), false)
  assert.is(fails([], true), false)
  assert.is(fails([warning]), false)
  assert.is(fails([warning], true), true)
  assert.is(fails([warning, at('a')]), true)
})

test.run()
