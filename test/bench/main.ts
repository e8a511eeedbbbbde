// Compares vmc with other tools, all in one run on one machine: `npm run bench`, or `npm run bench -- validate`. It reports
// tools that are not installed. A full run updates BENCHMARKS.md, from which `npm run docs` takes the figures of the README;
// `--quick` takes a minute and updates nothing, and neither does GROWTH, which names some rows of a table.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, release, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Findings, toMarkdown } from './measure.ts'

const benches: Readonly<Record<string, () => Promise<{ run(quick: boolean): Promise<Findings> }>>> =
  {
    editor: () => import('./editor.ts'),
    fleet: () => import('./fleet.ts'),
    growth: () => import('./growth.ts'),
    hosts: () => import('./hosts.ts'),
    import: () => import('./import.ts'),
    parts: () => import('./parts.ts'),
    rules: () => import('./rules.ts'),
    start: () => import('./start.ts'),
    validate: () => import('./validate.ts'),
  }

const words = process.argv.slice(2)
const quick = words.includes('--quick')
const wanted = words.filter(word => !word.startsWith('-'))
const unknown = wanted.find(name => !Object.hasOwn(benches, name))
if (unknown)
  throw new Error(`unknown benchmark "${unknown}": use ${Object.keys(benches).join(', ')}`)

const machine = `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, Linux ${release()}, load ${loadavg()[0]!.toFixed(1)}, ${microsecondsPerFile()} µs to create a temporary file`
console.log(`${machine}\n`)
for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) {
  const text = toMarkdown(await (await benches[name]!()).run(quick))
  console.log(`## ${name}\n\n${text}`)
  if (!quick && process.env.GROWTH === undefined) updateSection(name, `${machine}\n\n${text}`)
}

// All tools create the same files. On a slow file system that dominates the figures; TMPDIR can name another folder.
function microsecondsPerFile(): number {
  const folder = mkdtempSync(join(tmpdir(), 'vmc-'))
  const text = 'x'.repeat(2000)
  const started = performance.now()
  for (let nth = 0; nth < 1000; nth++) writeFileSync(join(folder, String(nth)), text)
  const took = performance.now() - started
  rmSync(folder, { recursive: true })
  return Math.round(took)
}

/** Replaces the section of a benchmark in BENCHMARKS.md. */
function updateSection(name: string, text: string): void {
  const file = new URL('../../BENCHMARKS.md', import.meta.url)
  const [head = '', ...sections] = readFileSync(file, 'utf8').split(/^(?=## )/m)
  const title = `## ${name}\n`
  const others = sections.filter(section => !section.startsWith(title))
  const all = [...others, `${title}\n${text}\n`].map(section => `${section.trimEnd()}\n`).sort()
  writeFileSync(file, [head, all.join('\n')].join(''))
}
