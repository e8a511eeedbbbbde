import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { stepsOf } from '../../src/tree/stack.ts'

const test = suite('tree: stack')

test('the steps of a stack trace are locations and native functions, innermost first', () => {
  const stack = `Error
    at add (/p/infra.ts:3:5)
    at Array.map (<anonymous>)
    at /p/infra.ts:4:1`
  assert.equal(stepsOf(stack), [
    { file: '/p/infra.ts', line: 3, column: 5, function: 'add', isAwait: false },
    { native: 'Array.map' },
    { file: '/p/infra.ts', line: 4, column: 1, isAwait: false },
  ])
})

test('the promise queue between two async functions is not a step', () => {
  const stack = `Error
    at later (/p/infra.ts:3:5)
    at process.processTicksAndRejections (node:internal/process/task_queues:103:5)
    at async /p/infra.ts:4:1`
  assert.equal(
    stepsOf(stack).map(step => 'native' in step || [step.line, step.isAwait]),
    [
      [3, false],
      [4, true],
    ],
  )
})

test.run()
