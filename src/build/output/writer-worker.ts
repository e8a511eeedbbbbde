// writer.ts starts this worker. The worker writes the files of a large fleet to disk.
import { parentPort, workerData } from 'node:worker_threads'
import { Output, type OutputOptions } from './output.ts'
import { WriteError } from './write-error.ts'
import type { OutputCall, WorkerReply, WorkerRequest } from './writer.ts'

const output = new Output(workerData as OutputOptions)

parentPort!.on('message', (request: WorkerRequest) => {
  if (typeof request === 'string') parentPort!.postMessage(reply(request))
  else for (const file of request) output.add(file)
})

function reply(call: OutputCall): WorkerReply {
  try {
    return { value: output[call]() }
  } catch (error) {
    if (error instanceof WriteError) return { writeError: error.message }
    throw error
  }
}
