// This worker, started by unexpected.ts, describes an error that no command expected.
import { workerData } from 'node:worker_threads'
import type { WorkerInput } from './unexpected.ts'
import { reportOf } from './unexpected-report.ts'

const { unexpected, done, port } = workerData as WorkerInput
port.postMessage(reportOf(unexpected))
Atomics.store(done, 0, 1)
Atomics.notify(done, 0)
