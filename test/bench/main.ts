// Measures against peers, all in one run on one machine: `npm run bench`, or `npm run bench -- validate`. Figures are
// ratios of medians; what a peer needs that is not installed is said. A whole run is kept in BENCHMARKS.md, whose figures
// the README has; `--quick` takes a minute and keeps nothing.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, release, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Findings, told } from './measure.ts'

const benches: Readonly<Record<string, () => Promise<{ run(quick: boolean): Promise<Findings> }>>> =
  {
    fleet: () => import('./fleet.ts'),
    import: () => import('./import.ts'),
    rules: () => import('./rules.ts'),
    start: () => import('./start.ts'),
    validate: () => import('./validate.ts'),
  }

const words = process.argv.slice(2)
const quick = words.includes('--quick')
const wanted = words.filter(word => !word.startsWith('-'))
const unknown = wanted.find(name => !Object.hasOwn(benches, name))
if (unknown) throw new Error(`there is no bench "${unknown}": ${Object.keys(benches).join(', ')}`)

const machine = `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, Linux ${release()}, ${microsecondsOfAFile()} µs to make a file in the folder of temporary files`
console.log(`${machine}\n`)
for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) {
  const text = told(await (await benches[name]!()).run(quick))
  console.log(`## ${name}\n\n${text}`)
  if (!quick) keep(name, `${machine}\n\n${text}`)
}

// All peers make the same files, and where that is slow, it is most of what a figure says: TMPDIR names another folder.
function microsecondsOfAFile(): number {
  const folder = mkdtempSync(join(tmpdir(), 'vmc-'))
  const text = 'x'.repeat(2000)
  const started = performance.now()
  for (let nth = 0; nth < 1000; nth++) writeFileSync(join(folder, String(nth)), text)
  const took = performance.now() - started
  rmSync(folder, { recursive: true })
  return Math.round(took)
}

/** Puts what a bench found in the place of what it found before. */
function keep(name: string, text: string): void {
  const file = new URL('../../BENCHMARKS.md', import.meta.url)
  const [head = '', ...sections] = readFileSync(file, 'utf8').split(/^(?=## )/m)
  const title = `## ${name}\n`
  const others = sections.filter(section => !section.startsWith(title))
  const all = [...others, `${title}\n${text}\n`].map(section => `${section.trimEnd()}\n`).sort()
  writeFileSync(file, [head, all.join('\n')].join(''))
}
