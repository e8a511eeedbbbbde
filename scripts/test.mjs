// Runs tests in two processes: `test.mjs KIND [PATTERN]` runs each *.KIND.ts in test/ whose path matches the pattern.
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compiled, compileTests } from './test-build.mjs'

const PROCESSES = 2

const [kind, pattern = ''] = process.argv.slice(2)
await compileTests()
const files = readdirSync(`${compiled}/test`, { recursive: true })
  .filter(
    file => file.endsWith(`.${kind}.js`) && new RegExp(pattern).test(file.replace(/js$/, 'ts')),
  )
  .map(file => `${compiled}/test/${file}`)
  // Large files first, so that both processes end at about the same time.
  .sort((a, b) => statSync(b).size - statSync(a).size)
if (files.length === 0) {
  console.error(`no *.${kind}.ts in test/ matches /${pattern}/`)
  process.exit(1)
}

const claims = `${compiled}/claims`
mkdirSync(claims)
const worker = fileURLToPath(new URL('test-worker.mjs', import.meta.url))
const codes = await Promise.all(
  Array.from({ length: Math.min(PROCESSES, files.length) }, () => {
    const child = spawn(process.execPath, ['--enable-source-maps', worker, claims, ...files], {
      stdio: 'inherit',
      env: { ...process.env, XDG_STATE_HOME: `${compiled}/state` },
    })
    return new Promise(resolve => child.on('close', resolve))
  }),
)
process.exit(codes.every(code => code === 0) ? 0 : 1)
