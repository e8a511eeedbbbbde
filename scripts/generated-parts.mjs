// Writes the generated parts of the README and the docs, each between two markers: the table of all rules, the figures from
// BENCHMARKS.md, and the libvirt release that vmc knows. With --check it writes nothing and fails if a part is not up to date.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rules } from '../dist/rules/index.js'

const path = name => fileURLToPath(new URL(`../${name}`, import.meta.url))
const read = name => readFileSync(path(name), 'utf8')

const parts = [
  ['README.md', 'speed', speedTable(read('BENCHMARKS.md'))],
  ['docs/language.md', 'format', formatSentence(read('src/schema/domain/libvirt-release.ts'))],
  ['docs/rules.md', 'rules', rulesTable()],
]

for (const [file, name, text] of parts) {
  const before = read(file)
  const after = before.replace(
    new RegExp(`(<!-- ${name}: npm run docs -->\\n)[\\s\\S]*?(<!-- /${name} -->)`),
    (_, start, end) => `${start}${text}${end}`,
  )
  if (after === before) continue
  if (!process.argv.includes('--check')) writeFileSync(path(file), after)
  else {
    console.error(`${file}: generated parts are not up to date; run npm run docs`)
    process.exitCode = 1
  }
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
  return `There are ${rules.length} rules: ${count('error')} errors, ${count('warning')} warnings and ${count('info')} hints.

| code | slug | severity | what it finds |
|---|---|---|---|
${rows.join('\n')}
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
  const save = start
    .find(line => line.includes('F(100), from saving'))
    .split('|')[3]
    .trim()
  const names = {
    vmc: 'vmc',
    'tsx + xmlbuilder2': 'tsx and xmlbuilder2',
    'Go, encoding/xml': 'Go',
    'Python, Jinja2': 'Python and Jinja2',
  }
  const rows = Object.entries(names).map(
    ([name, shown]) => `| ${[shown, ...row(name).slice(1, 5)].join(' | ')} |`,
  )
  return `| | | 1 domain | 1,000 | 10,000 |
|---|---|---|---|---|
${rows.join('\n')}

If a program exports a JavaScript generator, vmc builds 100,000 domains in ${last('time')} with ${last('peak memory')} of memory. With
\`--watch\`, vmc writes 100 domains ${save} after you save a file. (${fleet[2]}.)
`
}
