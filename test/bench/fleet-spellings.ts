import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builder } from './fleet-peers.ts'
import { cpuRatio, type Findings, medians, ratio, seconds } from './measure.ts'

const programs = {
  'infra.ts': 'F(n): a generator, and .use() for what all domains have',
  'array.ts': 'an array, without .use() and .bus()',
  'bridges.ts': 'two bridges per domain, with digits in their names',
  'mixed.ts': '20 kinds of virtual machines',
} as const

/** Builds of fleets of the same size that are written in other ways. None should be much slower than another. */
export function spellings(program: string, out: string, quick: boolean): Findings {
  const n = quick ? 1000 : 10_000
  for (const file of Object.keys(programs))
    cpSync(fileURLToPath(new URL(`fleet/${file}`, import.meta.url)), join(program, file))
  const taken = medians(
    Object.fromEntries(Object.keys(programs).map(file => [file, builder(program, out, file)(n)])),
    quick ? 3 : 7,
  )
  const first = taken['infra.ts']!
  const rows = Object.entries(programs).map(([file, what]) => ({ file, what, taken: taken[file]! }))
  return {
    tables: [
      [
        [`fleets of ${n}`, 'time', '× F(n)', 'CPU time, × F(n)'],
        ...rows.map(({ what, taken }) => [
          what,
          seconds(taken.ms),
          ratio(taken, first).toFixed(2),
          cpuRatio(taken, first).toFixed(2),
        ]),
      ],
    ],
    targets: rows.slice(1).map(({ file, taken }) => ({
      what: `${file}, CPU time, compared with F(${n})`,
      figure: cpuRatio(taken, first),
      most: 1.5,
    })),
  }
}
