// locate-origins.ts starts this worker. The worker repeats a build and captures the location of every call.
import { parentPort, workerData } from 'node:worker_threads'
import { arrange } from '../../diagnostics/diagnostic.ts'
import { run, type Take } from '../../program/load/program.ts'
import { textOverrides } from '../../program/load/transform.ts'
import { findingsOf, type RepeatedBuild, type RepeatedFindings } from './locate-origins.ts'
import { Pipeline } from './pipeline.ts'

// The maximum number of diagnostics whose locations are determined. Each location takes a tenth of a millisecond, and no user
// reads more diagnostics.
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
// If all domains of a fleet have the same error, many diagnostics have the same location. arrange() merges these diagnostics.
parentPort!.postMessage({ ...found, checks: arrange(checks), isCut } satisfies RepeatedFindings)
