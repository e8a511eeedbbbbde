// A process that runs tests: `test-worker.mjs CLAIMS FILE…`. It runs each file that no other process has claimed by a file in
// the folder CLAIMS. It prints the output of a test file at once, so that processes do not mix their output, and finally a
// summary.
import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { callbackify } from 'node:util'

// Without this, uvu runs the tests of a file as soon as the file is imported.
globalThis.UVU_DEFER = 1
const { exec } = await import('uvu')

const [claims, ...files] = process.argv.slice(2)
const { write } = process.stdout
const counts = { Total: 0, Passed: 0, Skipped: 0 }
const failed = []

const elapsed = seconds()
for (const [index, file] of files.entries()) {
  if (claim(index)) await run(file)
}
const lines = [
  ...Object.entries(counts).map(([name, n]) => [name, n]),
  ['Duration', elapsed()],
  ...failed.map(file => ['Failed', file]),
]
print(`\n${lines.map(([name, value]) => `  ${`${name}:`.padEnd(10)} ${value}\n`).join('')}`)
// Programs in tests may leave timers or servers open, which would keep the process alive.
process.exit(failed.length > 0 ? 1 : 0)

function claim(index) {
  try {
    writeFileSync(`${claims}/${index}`, '', { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  }
}

async function run(file) {
  const name = relative(`${claims}/../test`, file).replace(/js$/, 'ts')
  const elapsed = seconds()
  let output = ''
  const flush = () => print(`${name} (${elapsed()})\n${output}`)
  process.stdout.write = (text, ...rest) => {
    output += text
    rest.findLast(one => typeof one === 'function')?.()
    return true
  }
  const fail = () => {
    flush()
    console.error(`${name} ended the process`)
    process.exitCode = 1
  }
  process.on('exit', fail)
  UVU_QUEUE.splice(0, UVU_QUEUE.length, [null])
  try {
    await detached(() => import(pathToFileURL(file).href))
    await detached(exec)
  } catch (error) {
    output += `${error?.stack ?? error}\n`
    process.exitCode = 1
  }
  process.off('exit', fail)
  process.stdout.write = write
  const [tests, summary] = split(output)
  output = tests
  const hasTests = addCounts(summary)
  if (process.exitCode !== 0 || !hasTests) failed.push(name)
  flush()
}

/** Runs a function with an empty stack. Otherwise vmc would report this file as a caller in the user's program. */
function detached(run) {
  return new Promise((resolve, reject) => {
    setImmediate(callbackify(run), error => (error ? reject(error) : resolve()))
  })
}

/** Splits the output of a test file into the output of its tests and the summary of uvu. */
function split(output) {
  const end = output.lastIndexOf('\n  Total:')
  return end < 0 ? [output, ''] : [output.slice(0, end), output.slice(end)]
}

/** Adds the counts of a summary to the counts of this process. Returns whether the file has tests. */
function addCounts(summary) {
  const numbers = [...summary.replace(/\u001b\[\d+m/g, '').matchAll(/(\w+): +(\d+)$/gm)]
  for (const [, name, n] of numbers) counts[name] += Number(n)
  return numbers.some(([, , n]) => Number(n) > 0)
}

function print(text) {
  write.call(process.stdout, text)
}

/** Starts a stopwatch and returns a function that reads it. */
function seconds() {
  const start = Date.now()
  return () => `${((Date.now() - start) / 1000).toFixed(1)} s`
}
