// A thread that runs a program to tell where some of its calls stand; recall.ts starts it.
import { parentPort, workerData } from 'node:worker_threads'
import { execute } from '../../program/load/program.ts'
import { record } from '../../tree/origin.ts'
import type { Answer, Question } from './recall.ts'

const { entries, cwd, asked } = workerData as Question
const recording = record(0, asked)
await execute(entries, cwd, () => {})
const stacks = new Map([...recording.found].map(([nth, { stack }]) => [nth, stack]))
parentPort!.postMessage({ calls: recording.calls, stacks } satisfies Answer)
