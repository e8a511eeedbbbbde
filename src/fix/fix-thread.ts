// A thread that builds a program as if some of its files held other texts, to tell what would be wrong with it then; it
// writes nothing. fix-program.ts starts it.
import { parentPort, workerData } from 'node:worker_threads'
import { build } from '../build/build.ts'
import { loadConfig } from '../program/config.ts'
import { instead } from '../program/load/transform.ts'
import type { Play } from './fix-program.ts'

const { entries, cwd, texts, target, only } = workerData as Play
for (const [file, text] of texts) instead.set(file, text)
const { config } = await loadConfig(cwd)
const { diagnostics } = await build(entries, {
  ...config,
  ...(target !== undefined && { target }),
  ...(only && { only }),
  cwd,
  typecheck: false,
})
parentPort!.postMessage(diagnostics)
