// Writes the generated parts of the README, each between two markers: the table of all rules, the figures from BENCHMARKS.md, and
// the libvirt release that vmc knows. With --check it writes nothing and fails if a part is not up to date.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rules } from '../dist/rules/index.js'

const read = path => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8')

const parts = {
  rules: rulesTable(),
  speed: speedTable(read('../BENCHMARKS.md')),
  format: formatSentence(read('../src/schema/domain/libvirt-release.ts')),
}

const before = read('../README.md')
let after = before
for (const [name, text] of Object.entries(parts)) {
  after = after.replace(
    new RegExp(`(<!-- ${name}: npm run docs -->\\n)[\\s\\S]*?(<!-- /${name} -->)`),
    (_, start, end) => `${start}${text}${end}`,
  )
}
if (after !== before && process.argv.includes('--check')) {
  console.error('README.md: generated parts are not up to date; run npm run docs')
  process.exitCode = 1
} else if (after !== before) {
  writeFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), after)
}

/** The sentence about the libvirt release that vmc knows, from the source of its constant. */
function formatSentence(constant) {
  const [, release] = /'(\d+\.\d+)\.\d+'/.exec(constant)
  return `vmc supports the whole domain format of libvirt ${release}, for all hypervisors: every element, attribute and value is typed,
documented on hover, checked, written and read. If you set \`--target\` to an older release, vmc reports newer features as errors.
With \`.xml()\`, \`.attributes()\` and \`unchecked()\` you can write XML that vmc does not know yet.
`
}

function rulesTable() {
  const count = severity => rules.filter(rule => rule.severity === severity).length
  const rows = rules.map(
    ({ code, slug, severity, title }) =>
      `| ${code} | \`${slug}\` | ${severity} | ${title.replaceAll('|', '\\|').replaceAll('<', '&lt;')} |`,
  )
  return `<details>
<summary>All ${rules.length} rules: ${count('error')} errors, ${count('warning')} warnings, ${count('info')} hints</summary>

| code | slug | severity | what it finds |
|---|---|---|---|
${rows.join('\n')}

</details>
`
}

/** A table of the most important figures in BENCHMARKS.md. */
function speedTable(benchmarks) {
  const linesOf = name =>
    benchmarks
      .split(/^## /m)
      .find(part => part.startsWith(`${name}\n`))
      .split('\n')
  const [fleet, start] = [linesOf('fleet'), linesOf('start')]
  const row = (name, lines = fleet) =>
    lines
      .find(line => line.startsWith(`| ${name} `))
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim())
  const last = (name, lines) => row(name, lines).at(-1)
  const names = { vmc: 'vmc', 'tsx + xmlbuilder2': 'tsx and xmlbuilder2', 'Go, encoding/xml': 'Go' }
  const rows = Object.entries(names).map(
    ([name, shown]) => `| ${[shown, ...row(name).slice(1)].join(' | ')} |`,
  )
  return `| | | 1 domain | 1,000 | 10,000 |
|---|---|---|---|---|
${rows.join('\n')}

vmc builds 100,000 domains from a generator in ${last('time')} with ${last('peak memory')}. With \`--watch\`, 100 domains are written
${last('vmc build --watch', start)} after a save. (${fleet[2]}.)
`
}
