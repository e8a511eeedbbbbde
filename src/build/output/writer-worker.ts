// The worker that writes the files of a large fleet; writer.ts starts it.
import { parentPort, workerData } from 'node:worker_threads'
import { Output, type OutputOptions, Unwritable } from './output.ts'
import type { Answer, Order, OutputCall } from './writer.ts'

const output = new Output(workerData as OutputOptions)

parentPort!.on('message', (order: Order) => {
  if (typeof order === 'string') parentPort!.postMessage(answer(order))
  else for (const file of order) output.add(file)
})

function answer(call: OutputCall): Answer {
  try {
    return { value: output[call]() }
  } catch (error) {
    if (error instanceof Unwritable) return { refusal: error.message }
    throw error
  }
}
