// A worker that repeats a build with every call captured; locate-origins.ts starts it.
import { parentPort, workerData } from 'node:worker_threads'
import { arrange } from '../../diagnostics/diagnostic.ts'
import { run, type Take } from '../../program/load/program.ts'
import { textOverrides } from '../../program/load/transform.ts'
import { findingsOf, type RepeatedBuild, type RepeatedFindings } from './locate-origins.ts'
import { Pipeline } from './pipeline.ts'

// More than anyone reads. Locating each takes a tenth of a millisecond.
const MAX_FINDINGS = 10_000

const { entries, cwd, options, texts } = workerData as RepeatedBuild
for (const [file, text] of texts) textOverrides.set(file, text)
const pipeline = new Pipeline(options, { makesTexts: false })
let isCut = false
const take: Take = (domain, file) => {
  if (pipeline.findings < MAX_FINDINGS) pipeline.add(domain, file)
  else isCut = true
}
const { set } = options
const program = await run(entries, cwd, take, { maxCaptured: Number.POSITIVE_INFINITY, set })
const { checks, ...found } = await findingsOf(program, pipeline.endNow())
// If a whole fleet has the same error, many findings share few locations: arrange() merges them.
parentPort!.postMessage({ ...found, checks: arrange(checks), isCut } satisfies RepeatedFindings)
