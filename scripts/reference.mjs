// Writes the reference of the domain format to reference/, as Markdown: one page for each child of <domain> and <devices>, with
// the content that `vmc explain` prints.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { references } from '../dist/cli/reference.js'

const folder = fileURLToPath(new URL('../reference/', import.meta.url))
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)

const pages = new Map()
for (const one of references()) {
  const [, first = 'domain', second] = one.path.split('/')
  const name = first === 'devices' && second !== undefined ? second : first
  pages.set(name, [...(pages.get(name) ?? []), section(one)])
}
for (const [name, sections] of pages) {
  writeFileSync(`${folder}${name.replace(':', '-')}.md`, `# ${name}\n\n${sections.join('\n')}`)
}
const list = [...pages.keys()].sort().map(name => `- [${name}](${name.replace(':', '-')}.md)`)
writeFileSync(`${folder}README.md`, `# The domain format\n\n${list.join('\n')}\n`)
console.log(`${pages.size} pages in reference/`)

function section({ path, doc, page, fields, example }) {
  const rows = fields.map(
    ({ name, facts, takes, doc }) =>
      `| ${cell(`\`${name}\``)} | ${cell(doc)} | ${cell(takes)} | ${cell(facts.join('; '))} |`,
  )
  const table = ['| | what it is | takes | |', '|---|---|---|---|', ...rows].join('\n')
  const link = page === undefined ? '' : `\n[libvirt's manual](${page})\n`
  return `## ${path}\n\n${doc}\n\n${table}\n\n\`\`\`ts\n${example.ts}\n\`\`\`\n\n\`\`\`xml\n${example.xml}\n\`\`\`\n${link}`
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll(/<(?=[a-z])(?![^`]*`)/g, '&lt;')
}
