// Creates the file of a new rule from a template: `npm run new -- rule disk/foo`.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const rules = fileURLToPath(new URL('../src/rules/', import.meta.url))
const [kind, path = ''] = process.argv.slice(2)
const [, subject, slug] = /^([a-z]+)\/([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(path) ?? []
const subjects = readdirSync(rules, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name)
if (kind !== 'rule' || !subjects.includes(subject)) {
  fail(`usage: npm run new -- rule SUBJECT/SLUG, where SUBJECT is one of ${subjects.join(', ')}`)
}
const file = `${rules}${subject}/${slug}.ts`
if (existsSync(file)) fail(`src/rules/${path}.ts already exists`)
writeFileSync(file, text())
console.log(`src/rules/${path}.ts: fill it in, then run npm run docs and npm test`)

function text() {
  const name = slug.replace(/-(.)/g, (_, letter) => letter.toUpperCase())
  return `import { rule } from '../../check/rule.ts'

/** One sentence: what must hold. */
export const ${name} = rule({
  code: '${nextCode()}',
  slug: '${slug}',
  severity: 'error',
  title: 'the problem in a few words',
  help: 'Why it matters, and what to do.',
  for: 'qemu',
  source: 'qemu_validate.c: the function that makes this check',
  on: 'devices/disk',
  example: {
    xml: \`<devices>
  <disk type="file"><source file="/a.img"/><target dev="{wrong -> vda}" bus="virtio"/></disk>
</devices>\`,
  },
  *check(disk) {
    const dev = disk.text('target/dev')
    if (dev === 'wrong')
      yield disk.report('target/dev', \`what is wrong with "\${dev}"\`, 'what to write instead')
  },
})
`
}

/** The first unused code after the codes of the subject. */
function nextCode() {
  const codes = readdirSync(rules, { recursive: true, encoding: 'utf8' })
    .filter(entry => /[\\/].+\.ts$/.test(entry))
    .map(entry => ({
      entry,
      code: Number(/code: 'VMC(\d{4})'/.exec(readFileSync(`${rules}${entry}`, 'utf8'))?.[1]),
    }))
  const taken = new Set(codes.map(({ code }) => code))
  const own = codes.filter(({ entry }) => entry.startsWith(subject)).map(({ code }) => code)
  let code = own.length > 0 ? Math.max(...own) + 1 : 2001
  while (taken.has(code)) code++
  return `VMC${code}`
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
