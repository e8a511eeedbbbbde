// Measures against peers, all in one run on one machine: `npm run bench`, or `npm run bench -- validate`. Figures are
// ratios; what a peer needs that is not installed is said.
import { cpus, release } from 'node:os'

const benches = { validate: () => import('./validate.ts') } as const

const wanted = process.argv.slice(2).filter(word => !word.startsWith('-'))
const names = (wanted.length > 0 ? wanted : Object.keys(benches)) as (keyof typeof benches)[]

console.log(
  `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, Linux ${release()}\n`,
)
for (const name of names) {
  const bench = benches[name]
  if (!bench) throw new Error(`there is no bench "${name}": ${Object.keys(benches).join(', ')}`)
  console.log(`${name}\n`)
  await (await bench()).run()
}
