// fix-program.ts starts this worker. The worker builds a program with edited source texts and posts the diagnostics. It
// writes no files.
import { parentPort, workerData } from 'node:worker_threads'
import { build } from '../build/build.ts'
import { loadConfig } from '../program/config.ts'
import { textOverrides } from '../program/load/transform.ts'
import type { DryRun } from './fix-program.ts'

const { entries, cwd, texts, target, only } = workerData as DryRun
for (const [file, text] of texts) textOverrides.set(file, text)
const { config } = await loadConfig(entries, cwd)
const { diagnostics } = await build(entries, {
  ...config,
  ...(target !== undefined && { target }),
  ...(only && { only }),
  cwd,
  typecheck: false,
})
parentPort!.postMessage(diagnostics)
