// Lists the rules: every file of src/validate/rules/ that holds one, in the order of their codes, as index.ts beside them;
// and their slugs as a type, for `.allow()` to complete. Both are made before anything is compiled, and neither is in git.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const src = `${resolve(process.argv[2] ?? fileURLToPath(new URL('../src', import.meta.url)))}/`
const folder = `${src}validate/rules/`
const MADE = '// Made by scripts/rules.mjs; a rule is listed by being a file of this folder.\n'

const files = readdirSync(folder)
  .filter(file => file.endsWith('.ts') && !['rule.ts', 'index.ts'].includes(file))
  .sort()
const found = await load(files)
const wrong = [...found.flatMap(faultsOf), ...clashes('code'), ...clashes('slug')]
if (wrong.length > 0) {
  console.error(wrong.map(fault => `src/validate/rules/${fault}`).join('\n'))
  process.exit(1)
}
found.sort((a, b) => (a.rule.code < b.rule.code ? -1 : 1))
write(`${folder}index.ts`, index())
write(`${src}dsl/slugs.ts`, slugs())

/** What each file exports, as esbuild reads it: Node 20 cannot load TypeScript. */
async function load(files) {
  const { outputFiles } = await build({
    stdin: {
      contents: files.map((file, n) => `export * as _${n} from './${file}'`).join('\n'),
      resolveDir: folder,
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  })
  const modules = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`)
  return files.map((file, n) => {
    const [[name, rule] = [], ...more] = Object.entries(modules[`_${n}`])
    return { file, name, rule, more }
  })
}

function faultsOf({ file, rule, more }) {
  if (more.length > 0 || !rule?.code || !rule.slug)
    return [`${file}: a file of this folder exports one rule, and nothing else`]
  return file === `${rule.slug}.ts` ? [] : [`${file}: the file of ${rule.slug} is ${rule.slug}.ts`]
}

function clashes(key) {
  const first = new Map()
  return found.flatMap(({ file, rule }) => {
    const value = rule?.[key]
    if (value === undefined) return []
    const before = first.get(value)
    if (before === undefined) first.set(value, file)
    return before === undefined ? [] : [`${file}: ${before} has the ${key} ${value} already`]
  })
}

function index() {
  const imports = [
    ...found.map(({ file, name }) => [`./${file}`, `import { ${name} } from './${file}'`]),
    ['./rule.ts', "import type { Rule } from './rule.ts'"],
  ].sort(([a], [b]) => (a < b ? -1 : 1))
  const list = found.map(({ name }) => `  ${name},`).join('\n')
  return `${MADE}${imports.map(([, line]) => line).join('\n')}

/** Every rule, in the order of the codes. */
export const rules: readonly Rule[] = [
${list}
]
`
}

function slugs() {
  const list = found.map(({ rule }) => `  | '${rule.slug}'`).join('\n')
  return `${MADE.replace('this folder', 'src/validate/rules/')}
/** The name of a rule of vmc's own. */
export type RuleSlug =
${list}
`
}

// What stays the same keeps its time stamp.
function write(file, text) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
}
