// Seeds faults into a copy of src/, one at a time, and prints which of them `npm test` catches: `seed-faults.mjs SEED COUNT`.
// A fault is a small change that the type checker accepts: an opposite comparison, a statement left out, a number that is one
// higher. A seed makes the same faults while src/ stays the same. For each fault, the tests of its folder run first, and all
// tests only if those pass.
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { faultPlaces } from './fault-places.mjs'

const GENERATED = ['src/rules/all.ts', 'src/dsl/rule-slugs.ts']
/** A fault can make a loop endless. */
const MAX_MINUTES = 15

const [seed, count] = process.argv.slice(2).map(Number)
if (!(seed >= 0 && count > 0)) {
  console.error('usage: seed-faults.mjs SEED COUNT')
  process.exit(1)
}
const root = fileURLToPath(new URL('..', import.meta.url))
const files = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .stdout.split('\0')
  .filter(Boolean)
const copy = copyCheckout()
/** What the last command printed. */
let output = ''
/** Stops the running command. */
let stopCommand = () => {}
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    stopCommand()
    process.exit(1)
  })
if (!(await builds()) || !(await testsPass())) {
  console.error(`${output}\nthe tests fail without a fault`)
  process.exit(1)
}

const places = files
  .filter(file => /^src\/.*\.ts$/.test(file) && !GENERATED.includes(file))
  .flatMap(file => faultPlaces(source(file)).map(place => ({ file, ...place })))
const random = randomNumbers()
const totals = { caught: 0, missed: 0, refused: 0 }
while (totals.caught + totals.missed < count && places.length > 0) {
  const [{ file, start, end, changes }] = places.splice(random(places.length), 1)
  const change = changes[random(changes.length)]
  const text = source(file)
  writeFileSync(join(copy, file), text.slice(0, start) + change + text.slice(end))
  const result = await check(file)
  totals[result]++
  const line = text.slice(0, start).split('\n').length
  console.log(`${result}: ${file}:${line}: ${shown(text.slice(start, end))}  ->  ${shown(change)}`)
  writeFileSync(join(copy, file), text)
}
console.log(
  `${totals.caught} faults caught, ${totals.missed} missed, ${totals.refused} refused by the type checker`,
)

/** Copies the files of the checkout and its packages, so that a fault never touches them. */
function copyCheckout() {
  const folder = mkdtempSync(join(tmpdir(), 'vmc-faults-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const file of files) cpSync(join(root, file), join(folder, file))
  const packages = 'node_modules'
  cpSync(join(root, packages), join(folder, packages), { recursive: true, verbatimSymlinks: true })
  return folder
}

/** Who finds the fault in a file: the type checker, the tests or nobody. Tests of the command run what is built. */
async function check(file) {
  if (!(await run('npm', 'run', '-s', 'types:7'))) return 'refused'
  const folder = file.split('/')[1]
  const isOwn = existsSync(join(copy, 'test', folder)) && folder !== 'cli'
  if (isOwn && !(await testsPass(`^${folder}/`))) return 'caught'
  return (await builds()) && (await testsPass()) ? 'missed' : 'caught'
}

function builds() {
  return run('npm', 'run', '-s', 'build')
}

function testsPass(...pattern) {
  return run('node', 'scripts/test.mjs', 'test', ...pattern)
}

/** Runs a command in the copy until it ends or a test fails, and returns whether it succeeded. */
function run(command, ...args) {
  const child = spawn(command, args, {
    cwd: copy,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  stopCommand = stop
  const timer = setTimeout(stop, MAX_MINUTES * 60_000)
  output = ''
  child.stdout.setEncoding('utf8').on('data', data => {
    output += data
    if (/^ *FAIL /m.test(data)) stop()
  })
  return new Promise(resolve => {
    child.on('close', code => {
      clearTimeout(timer)
      resolve(code === 0)
    })
  })

  function stop() {
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch (error) {
      if (error.code !== 'ESRCH') throw error
    }
  }
}

function source(file) {
  return readFileSync(join(copy, file), 'utf8')
}

function shown(text) {
  return text.replace(/\s+/g, ' ').slice(0, 100)
}

/** Random whole numbers below a bound, by the mulberry32 algorithm. */
function randomNumbers() {
  let state = seed
  return bound => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound
  }
}
