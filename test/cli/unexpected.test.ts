import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { changedGlobals } from '../../src/cli/changed-globals.ts'
import { unexpectedReport } from '../../src/cli/unexpected.ts'
import { reportOf, type Unexpected } from '../../src/cli/unexpected-report.ts'

const test = suite('unexpected errors')

const unexpected = (
  error: Partial<Unexpected['error']>,
  changed: readonly string[] = [],
): Unexpected => ({
  error: { name: 'Error', message: 'no', stack: '', code: '', syscall: '', ...error },
  changed,
  format: 'frame',
  cwd: '/project',
  folders: ['/project'],
})

test('an error in vmc is a bug', () => {
  const [node, outside] = ['node:fs:1:2', '/elsewhere/a.ts:1:2']
  for (const place of [node, outside]) {
    const stack = `Error: no\n    at x (${place})`
    assert.is(
      reportOf(unexpected({ stack })),
      `vmc failed unexpectedly. This is probably a bug, please report it:\n${stack}\n`,
    )
  }
})

test('an error in a function of the program is an error of the program', () => {
  const stack = 'Error: no\n    at get (file:///project/infra.ts:3:4)\n    at x (node:fs:1:2)'
  assert.match(reportOf(unexpected({ stack })), /^error\[VMC4003\]: Error: no\n --> infra.ts:3:4\n/)
})

test('an error after the program changed a function of JavaScript names the function', () => {
  const text = reportOf(unexpected({}, ['Array.prototype.map', 'Buffer']))
  assert.match(text, /^error\[VMC4060\]: the program changed Array.prototype.map, Buffer, and then/)
})

test('an error of the operating system is not a bug', () => {
  const message = 'EMFILE: too many open files'
  const text = reportOf(unexpected({ message, code: 'EMFILE', syscall: 'open' }))
  assert.match(text, /^error\[VMC4061\]: EMFILE: too many open files\n/)
})

test('finds the functions that a program changed', () => {
  assert.equal([...changedGlobals()], [])
  const { map } = Array.prototype
  const { parse } = JSON
  const changed = (): readonly string[] => {
    Array.prototype.map = (() => []) as typeof map
    Reflect.deleteProperty(JSON, 'parse')
    Reflect.set(Object.prototype, 'host', 'x')
    try {
      return changedGlobals()
    } finally {
      Array.prototype.map = map
      JSON.parse = parse
      Reflect.deleteProperty(Object.prototype, 'host')
    }
  }
  assert.equal(
    [...changed()].sort(),
    ['Array.prototype.map', 'JSON.parse', 'Object.prototype.host'].sort(),
  )
})

test('a worker reports values that are not errors', () => {
  const text = unexpectedReport('no', ['build'], 'json', '/project')
  assert.match(text, /^vmc failed unexpectedly.*\nError: 'no'\n$/)
})

test.run()
