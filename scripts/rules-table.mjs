// Writes the table of all rules into the README, between its two marks. With --check it writes nothing, and fails where the
// table is not up to date.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rules } from '../dist/validate/index.js'

const file = fileURLToPath(new URL('../README.md', import.meta.url))
const before = readFileSync(file, 'utf8')
const count = severity => rules.filter(rule => rule.severity === severity).length
const rows = rules.map(
  ({ code, slug, severity, title }) =>
    `| ${code} | \`${slug}\` | ${severity} | ${title.replaceAll('|', '\\|').replaceAll('<', '&lt;')} |`,
)
const table = `<details>
<summary>All ${rules.length} rules: ${count('error')} errors, ${count('warning')} warnings, ${count('info')} hints</summary>

| code | slug | severity | what it finds |
|---|---|---|---|
${rows.join('\n')}

</details>
`
const after = before.replace(
  /(<!-- rules: npm run docs -->\n)[\s\S]*?(<!-- \/rules -->)/,
  (_, start, end) => `${start}${table}${end}`,
)
if (after !== before && process.argv.includes('--check')) {
  console.error("README.md: the table of rules is not up to date; 'npm run docs' writes it")
  process.exitCode = 1
} else if (after !== before) writeFileSync(file, after)
