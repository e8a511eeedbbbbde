// Preloaded into vmc by kills.conformance.ts: kills the process just before the nth file is renamed or removed (KILL_AT), or
// counts these calls in a file (COUNT_IN).
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const { KILL_AT, COUNT_IN } = process.env
let calls = 0

for (const name of ['renameSync', 'rmSync', 'unlinkSync', 'rmdirSync']) {
  const original = fs[name]
  fs[name] = (...args) => {
    calls++
    if (COUNT_IN) fs.appendFileSync(COUNT_IN, '.')
    if (calls === Number(KILL_AT)) process.kill(process.pid, 'SIGKILL')
    return original(...args)
  }
}
syncBuiltinESMExports()
