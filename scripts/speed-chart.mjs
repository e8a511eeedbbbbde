// Writes docs/speed.svg, the chart of the fleet benchmark, from BENCHMARKS.md. With --check it writes nothing and fails if the
// chart is not up to date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const path = name => fileURLToPath(new URL(`../${name}`, import.meta.url))
const FILE = 'docs/speed.svg'

/** The rows of BENCHMARKS.md that the chart shows, with their names and colours in it. */
const PROGRAMS = [
  { row: 'vmc', name: 'vmc: all checks on', color: '#0969da' },
  { row: 'tsx + xmlbuilder2', name: 'tsx and xmlbuilder2: no checks', color: '#9198a1' },
  { row: 'Go, encoding/xml', name: 'Go, precompiled: no checks', color: '#c8ced5' },
]

const svg = chart(fleets(readFileSync(path('BENCHMARKS.md'), 'utf8')))
if (!process.argv.includes('--check')) writeFileSync(path(FILE), svg)
else if (!existsSync(path(FILE)) || readFileSync(path(FILE), 'utf8') !== svg) {
  console.error(`${FILE} is not up to date; run npm run docs`)
  process.exitCode = 1
}

/** The times of the programs in seconds, for each size of a fleet. */
function fleets(benchmarks) {
  const section = benchmarks.split(/^## /m).find(part => part.startsWith('fleet\n'))
  const cellsOf = line =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim())
  const lines = section.split('\n').filter(line => line.startsWith('|'))
  const sizes = cellsOf(lines[0])
    .map((cell, column) => ({ column, size: /^n = (\d+)$/.exec(cell)?.[1] }))
    .filter(({ size }) => size !== undefined && size !== '1')
  return sizes.map(({ column, size }) => ({
    title: `${Number(size).toLocaleString('en')} domains`,
    bars: PROGRAMS.map(({ row, name, color }) => {
      const line = lines.find(one => cellsOf(one)[0] === row)
      const [, seconds] = /^([\d.]+) s$/.exec(cellsOf(line)[column])
      return { name, color, seconds: Number(seconds) }
    }),
  }))
}

function chart(groups) {
  const [left, width, bar, gap] = [240, 380, 24, 40]
  const longest = Math.max(...groups.flatMap(({ bars }) => bars.map(one => one.seconds)))
  const text = (x, y, content, more = '') => `<text x="${x}" y="${y}"${more}>${content}</text>`
  let y = 24
  const parts = groups.flatMap(({ title, bars }) => {
    y += gap
    const heading = text(20, y - 12, title, ' font-weight="bold"')
    return [
      heading,
      ...bars.map(({ name, color, seconds }) => {
        const length = Math.max(2, Math.round((seconds / longest) * width))
        const at = y
        y += bar
        return `${text(left - 10, at + 15, name, ' text-anchor="end"')}<rect x="${left}" y="${at}" width="${length}" height="${bar - 4}" fill="${color}"/>${text(left + length + 8, at + 15, `${seconds.toFixed(2)} s`)}`
      }),
    ]
  })
  const [fullWidth, height] = [left + width + 80, y + 16]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${fullWidth}" height="${height}" viewBox="0 0 ${fullWidth} ${height}" font-family="system-ui, 'DejaVu Sans', sans-serif" font-size="13" fill="#1f2328">
<title>Time to write the XML of a fleet: shorter is better</title>
<rect width="${fullWidth}" height="${height}" fill="#fff"/>
${text(20, 22, 'Time to write the XML of a fleet (shorter is better)')}
${parts.join('\n')}
</svg>
`
}
