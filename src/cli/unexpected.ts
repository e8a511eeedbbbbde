import { dirname, resolve } from 'node:path'
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Format } from '../diagnostics/render/formats.ts'
import { describeThrown, type ErrorTexts, errorTexts, readOr } from '../diagnostics/thrown.ts'
import { ownModule } from '../program/package.ts'
import { changedGlobals } from './changed-globals.ts'
import { reportOf, type Unexpected } from './unexpected-report.ts'

/**
 * The data for the worker thread that writes the report: the error, the port for the report, and a number that the worker sets
 * when it has sent the report.
 */
export interface WorkerInput {
  readonly unexpected: Unexpected
  readonly port: MessagePort
  readonly done: Int32Array
}

/** The time in milliseconds that vmc waits for the report of the worker. */
const MAX_WAIT = 10_000

/**
 * Returns the report about an error that vmc does not expect. A worker thread writes the report, because it has its own
 * built-in JavaScript functions, while the program may have changed those of the main thread.
 */
export function unexpectedReport(
  thrown: unknown,
  words: readonly string[],
  format: Format,
  cwd: string,
): string {
  const folders = readOr(() => [cwd, ...words.map(word => dirname(resolve(cwd, word)))], [cwd])
  const error = errorTexts(thrown) ?? withoutStack(readOr(() => describeThrown(thrown), ''))
  const unexpected = { error, changed: readOr(changedGlobals, []), format, cwd, folders }
  return (
    readOr(() => fromWorker(unexpected), undefined) ??
    readOr(() => reportOf(unexpected), undefined) ??
    plainReport(unexpected)
  )
}

// This report is built without function calls, because the program may have changed any function.
const plainReport = ({ error, changed }: Unexpected): string =>
  changed.length > 0
    ? `error[VMC4060]: the program changed ${changed[0]}, and then vmc failed: ${error.stack}\n`
    : `vmc failed unexpectedly. This is probably a bug, please report it:\n${error.stack}\n`

const withoutStack = (text: string): ErrorTexts => ({
  name: 'Error',
  message: text,
  stack: '',
  code: '',
  syscall: '',
})

function fromWorker(unexpected: Unexpected): string | undefined {
  const done = new Int32Array(new SharedArrayBuffer(4))
  const { port1, port2: port } = new MessageChannel()
  const workerData: WorkerInput = { unexpected, done, port }
  new Worker(ownModule('cli/unexpected-worker'), { workerData, transferList: [port] }).unref()
  Atomics.wait(done, 0, 0, MAX_WAIT)
  const received = receiveMessageOnPort(port1) as { readonly message: string } | undefined
  port1.close()
  return received?.message
}
