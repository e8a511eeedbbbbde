// The thread that puts the files of a large fleet on disk. outlet.ts starts it.
import { parentPort, workerData } from 'node:worker_threads'
import type { Answer, Call, Order } from './outlet.ts'
import { Output, type OutputOptions, Unwritable } from './output.ts'

const output = new Output(workerData as OutputOptions)

parentPort!.on('message', (order: Order) => {
  if (typeof order === 'string') parentPort!.postMessage(answer(order))
  else for (const file of order) output.add(file)
})

function answer(call: Call): Answer {
  try {
    return { value: output[call]() }
  } catch (error) {
    if (error instanceof Unwritable) return { refusal: error.message }
    throw error
  }
}
