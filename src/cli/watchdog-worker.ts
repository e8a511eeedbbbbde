// watchdog.ts starts this worker. The worker ends the process if the main thread makes no progress, for example in an endless
// loop.
import { writeSync } from 'node:fs'
import { Session } from 'node:inspector'
import { resolve } from 'node:path'
import { workerData } from 'node:worker_threads'
import type { WatchdogData } from './watchdog.ts'

const { entries, timeout, format, cwd, beats } = workerData as WatchdogData
const counter = new Int32Array(beats)
const sleeping = new Int32Array(new SharedArrayBuffer(4))
// How often the worker reads the counter during one timeout. The counter changes with each domain. The worker does not wait for
// changes, because waking it for each domain would make up a tenth of the duration of a large build.
const LOOKS = 4
for (let quiet = 0, last = -1; quiet < LOOKS; ) {
  const now = Atomics.load(counter, 0)
  quiet = now === last ? quiet + 1 : 0
  last = now
  Atomics.wait(sleeping, 0, 0, timeout / LOOKS)
}

const message = `did not finish within ${timeout / 1000} seconds`
const help = 'look for an endless loop, or allow more time with --timeout'
// The modules for the report are loaded only now, because the worker starts with every build but rarely needs them.
const { diagnose } = await import('../diagnostics/diagnostic.ts')
const { noPaint } = await import('../diagnostics/paint.ts')
const { isMachine } = await import('../diagnostics/render/formats.ts')
const { version } = await import('../program/package.ts')
const { renderers } = await import('../diagnostics/render/render.ts')
const text = renderers[format](
  entries.map(entry => ({
    ...diagnose('VMC4006', { message, help }),
    file: resolve(cwd, entry),
  })),
  { cwd, paint: noPaint, width: 100, version },
)
// The maximum time, in milliseconds, that the worker waits for an answer of the main thread. It is long enough for a busy
// machine.
const MAX_ANSWER = 10_000

writeSync(isMachine(format) ? 1 : 2, text)
endProcess()

// Ends the process with exit code 1. Only the main thread can do this, so the debugger interrupts the endless loop and runs
// an expression in the main thread. The expression first closes stderr, because Node would print a line about the debugger.
// If the debugger gets no answer, the process is killed.
function endProcess(): void {
  const session = new Session()
  session.connectToMainThread()
  session.on('Debugger.paused', ({ params }) => {
    const { callFrameId } = params.callFrames[0]!
    const expression = `process.getBuiltinModule('fs').closeSync(2); process.reallyExit(1)`
    session.post('Debugger.evaluateOnCallFrame', { callFrameId, expression })
  })
  session.post('Debugger.enable')
  session.post('Debugger.pause')
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), MAX_ANSWER)
}
