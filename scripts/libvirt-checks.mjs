// Writes docs/libvirt-checks.md from the tables in test/conformance/libvirt-checks. With --check it writes nothing and fails if the
// page is not up to date.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../test/conformance/libvirt-checks/', import.meta.url))
const page = fileURLToPath(new URL('../docs/libvirt-checks.md', import.meta.url))

// The dispositions by the first word of their column, and what the page says about each.
const DISPOSITIONS = {
  rule: 'a rule of vmc reports it; with a code VMC1…, also the table of the format',
  schema:
    "vmc's table of the format reports it: an unknown name, a wrong value, a missing or a misplaced part",
  host: 'only the host, its QEMU or its files decide',
  other:
    'not a check of a domain that QEMU runs: another driver, another kind of document, a change of a running guest',
  open: 'vmc does not report it yet',
}
const kinds = Object.keys(DISPOSITIONS)

const tables = readdirSync(folder)
  .filter(file => file.endsWith('.tsv'))
  .sort()
  .map(file => ({ name: `${file.slice(0, -4)}.c`, rows: rowsOf(file) }))

const text = `# The checks of libvirt

These files of libvirt 11.3.0 refuse definitions in ${tables.reduce((sum, { rows }) => sum + rows.length, 0)} places. This page lists each place: what is checked, in our words, and what vmc does.
It is generated from \`test/conformance/libvirt-checks\` with \`npm run docs\`.

| disposition | meaning |
|---|---|
${Object.entries(DISPOSITIONS)
  .map(([name, meaning]) => `| ${name} | ${meaning} |`)
  .join('\n')}

| file | ${kinds.join(' | ')} | all |
|---|${kinds.map(() => '--:|').join('')}--:|
${[...tables, { name: 'all', rows: tables.flatMap(({ rows }) => rows) }].map(countsOf).join('\n')}
${tables.map(sectionOf).join('')}`

if (!process.argv.includes('--check')) writeFileSync(page, text)
else if (readFileSync(page, 'utf8') !== text) {
  console.error('docs/libvirt-checks.md is not up to date; run npm run docs')
  process.exitCode = 1
}

function rowsOf(file) {
  const [, ...lines] = readFileSync(`${folder}${file}`, 'utf8').trimEnd().split('\n')
  return lines.map(line => {
    const [number, name, check, disposition, note = ''] = line.split('\t')
    return { number, name, check, disposition, note, kind: disposition.split(' ')[0] }
  })
}

function countsOf({ name, rows }) {
  const counts = kinds.map(kind => rows.filter(row => row.kind === kind).length)
  return `| ${[name, ...counts, rows.length].join(' | ')} |`
}

function sectionOf({ name, rows }) {
  const lines = rows.map(
    ({ number, name, check, disposition, note }) =>
      `| ${[number, `\`${name}\``, check, disposition, note].map(cellText).join(' | ')} |`,
  )
  return `
## ${name}

| line | function | check | disposition | note |
|--:|---|---|---|---|
${lines.join('\n')}
`
}

/** A value as Markdown in a cell of a table. */
function cellText(value) {
  return value.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}
