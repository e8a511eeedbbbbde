// Correct programs in many styles. vmc must report no discarded builder for any of them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../../../dist/compiler.js'
import * as language from '../../../src/index.ts'
import { findDiscards } from '../../../src/program/discards/discards.ts'
import { collect } from '../../../src/program/load/collect.ts'
import { isCall, type Origin } from '../../../src/tree/origin.ts'
import { walk } from '../../../src/tree/walk.ts'
import { examples } from '../../support/doc-examples.ts'
import { folder } from '../../support/vmc.ts'

const test = suite('program: fleets without discarded builders')
const root = fileURLToPath(new URL('../../../', import.meta.url))

const IMPORTS = "import { bridge, cdrom, domain, file, GiB, type DomainBuilder } from 'libvmc'"

const PRESETS = `${IMPORTS}
export const small = (d: DomainBuilder) => d.hvm().memory('1GiB').vcpu(1)
export function networked(to = 'br0') { return (d: DomainBuilder) => d.nic(bridge(to)) }
export const images = { base: file('/base.qcow2'), other: file('/other.qcow2') }
export const never = (d: DomainBuilder) => d.acpi()
export default class Fleet {
  readonly all: DomainBuilder[] = []
  add(name: string): this { this.all.push(domain(name).use(small)); return this }
}
`
const IMPORT_PRESETS = "import Fleet, { images, networked, small } from './presets.ts'"

/** Programs that each export three domains. */
const fleets: Readonly<Record<string, string>> = {
  'a loop':
    "export const all: DomainBuilder[] = []\nfor (let i = 0; i < 3; i++) all.push(domain('d' + i).use(small))",
  'Array.from': "export default Array.from({ length: 3 }, (_, i) => domain('d' + i).use(small))",
  'map over records':
    "const rows = [{ n: 'a', m: 1 }, { n: 'b', m: 2 }, { n: 'c', m: 4 }]\nexport default rows.map(({ n, m }) => domain(n).hvm().memory(GiB(m)))",
  'a generator':
    "export default function* () { for (const n of 'abc') yield domain(n).use(small) }",
  'a generator of generators':
    "function* two(n: string) { yield domain(n + 1).use(small); yield domain(n + 2).use(small) }\nexport default function* () { yield* two('a'); yield domain('b').use(small) }",
  'an async generator':
    "export default async function* () { for (const n of 'abc') { await 0; yield domain(n).use(small) } }",
  'an async function':
    "const make = async (n: string) => { await 0; return domain(n).use(small) }\nexport default async () => [await make('a'), await make('b'), await make('c')]",
  'Promise.all':
    "export default Promise.all([...'abc'].map(async n => { await 0; return domain(n).use(small) }))",
  'a record':
    "export default { a: domain('a').use(small), b: domain('b').use(small), c: domain('c').use(small) }",
  'Object.fromEntries':
    "export default Object.fromEntries([...'abc'].map(n => [n, domain(n).use(small)]))",
  'a Map':
    "const all = new Map<string, DomainBuilder>()\n;[...'abc'].forEach(n => all.set(n, domain(n).use(small)))\nexport default all",
  'a Set':
    "const all = new Set<DomainBuilder>()\nfor (const n of 'abc') all.add(domain(n).use(small))\nexport default all",
  reduce:
    "export default [...'abc'].reduce<DomainBuilder[]>((all, n) => [...all, domain(n).use(small)], [])",
  'reduce over devices':
    "export default [...'abc'].map(n => [1, 2, 3].reduce((d, i) => d.disk(file('/' + n + i)), domain(n).use(small)))",
  recursion:
    "const make = (n: number): DomainBuilder[] => n === 0 ? [] : [domain('d' + n).use(small), ...make(n - 1)]\nexport default make(3)",
  'recursion on a builder':
    "const cards = (d: DomainBuilder, n: number): DomainBuilder => n === 0 ? d : cards(d.nic(bridge('br' + n)), n - 1)\nexport default [...'abc'].map(n => cards(domain(n).use(small), 2))",
  'a class': "export default new Fleet().add('a').add('b').add('c').all",
  'a class used by statements':
    "const fleet = new Fleet()\nfleet.add('a')\nfleet.add('b')\nfor (const n of ['c']) fleet.add(n)\nexport default fleet.all",
  'a class with fields and getters':
    "class Site { #n = 'a'; base = domain('b').use(small); get first() { return domain(this.#n).use(small) }\n static make() { return domain('c').use(small) } }\nconst site = new Site()\nexport default [site.first, site.base, Site.make()]",
  'a class that mutates itself':
    "class Vm { d\n constructor(n: string) { this.d = domain(n).use(small) }\n disk(p: string) { this.d = this.d.disk(file(p)); return this } }\nexport default [...'abc'].map(n => { const vm = new Vm(n); vm.disk('/' + n); return vm.d })",
  'conditions with let':
    "export default [...'abc'].map((n, i) => { let d = domain(n).use(small)\n if (i > 0) d = d.disk(file('/' + n))\n if (i > 1) d = d.nic(bridge('br0'))\n return d })",
  'conditional expressions':
    "export default [...'abc'].map((n, i) => i ? domain(n).use(small).acpi() : domain(n).use(small))",
  'optional presets':
    "export default [...'abc'].map((n, i) => domain(n).use(small).use(d => i ? d.nic(bridge('br0')) : d).use(i ? networked() : d => d))",
  'devices in a list, one of them unused':
    "const [a, b, spare] = ['/a', '/b', '/c'].map(p => file(p))\nexport default [a, b, a].map((one, i) => domain('d' + i).use(small).disk(one!.shareable()))",
  'a table of presets':
    "const kinds = { web: networked(), db: (d: DomainBuilder) => d.disk(images.base), idle: (d: DomainBuilder) => d } as const\nexport default (['web', 'db', 'idle'] as const).map(k => domain(k).use(small).use(kinds[k]))",
  'composition of presets':
    "const all = (...ps: ((d: DomainBuilder) => DomainBuilder)[]) => (d: DomainBuilder) => ps.reduce((x, p) => p(x), d)\nexport default [...'abc'].map(n => domain(n).use(all(small, networked('br1'))))",
  'a cache':
    "const cache = new Map<string, DomainBuilder>()\nconst get = (n: string) => { if (!cache.has(n)) cache.set(n, domain(n).use(small)); return cache.get(n)! }\nget('a'); get('b')\nexport default [get('a'), get('b'), get('c')]",
  'a cache by ??=':
    "const cache: Record<string, DomainBuilder> = {}\nconst get = (n: string) => (cache[n] ??= domain(n).use(small))\nget('a')\nexport default ['a', 'b', 'c'].map(get)",
  flatMap: "export default ['a', 'b', 'c'].flatMap(n => n === 'x' ? [] : [domain(n).use(small)])",
  'filter and find':
    "const all = [...'abcd'].map(n => domain(n).use(small))\nexport default all.filter(d => d !== all.find((_, i) => i === 3))",
  'named exports':
    "export const a = domain('a').use(small)\nconst base = domain('b').use(small)\nexport { base as b }\nexport const c = base.name('c').cdrom('/x.iso')",
  'a closure that collects':
    "const all: DomainBuilder[] = []\nconst vm = (n: string) => { const d = domain(n).use(small); all.push(d); return d }\nvm('a')\nvm('b')\n;['c'].forEach(vm)\nexport default all",
  'a closure that collects by assignment':
    "const all: Record<string, DomainBuilder> = {}\nconst vm = (n: string) => all[n] = domain(n).use(small)\nvm('a')\nvm('b')\nvm('c')\nexport default all",
  'try and switch':
    "const make = (n: string) => { try { switch (n) { case 'a': return domain(n).use(small); default: return domain(n).use(small).acpi() } } finally { cdrom.name } }\nexport default [...'abc'].map(make)",
  'tagged templates':
    'const vm = (t: TemplateStringsArray) => domain(t[0]!).use(small)\nexport default [vm`a`, vm`b`, vm`c`]',
}

test('there are at least thirty programs', () => assert.ok(Object.keys(fleets).length >= 30))

const asUnused = (calls: Iterable<Origin>) =>
  [...calls].map(origin => ({ origin, element: 'element' }))

/** The discarded builders that are found if every exported builder of a program counts as unused. */
async function falsePositives(file: string): Promise<readonly string[]> {
  const exports = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>
  const calls = new Set<Origin>()
  const note = (origin: Origin) => isCall(origin) && calls.add(origin)
  await collect(exports, domain =>
    walk(domain, node => {
      note(node.origin)
      for (const slot of Object.values(node.fields)) note(slot.origin)
    }),
  )
  return findDiscards(asUnused(calls)).map(
    ({ diagnostic: { line, message } }) => `${file}:${line} ${message}`,
  )
}

test('the check finds a discarded call', async () => {
  const program = `import { captureNow } from '${root}src/tree/origin.ts'
    export const calls: unknown[] = []
    const probe = () => calls.push(captureNow(probe))
    probe()
    export const kept = probe()`
  const cwd = folder({ 'infra.ts': program, 'empty.ts': 'export {}' })
  // The first build of a process installs the hooks that load TypeScript.
  await build('empty.ts', { cwd, typecheck: false })
  const { calls } = await import(pathToFileURL(join(cwd, 'infra.ts')).href)
  const found = findDiscards(asUnused(calls))
  assert.equal(
    found.map(({ diagnostic: { line, column } }) => [line, column]),
    [[4, 5]],
  )
})

for (const [what, code] of Object.entries(fleets)) {
  test(`no discarded builders with ${what}`, async () => {
    const program = `${IMPORTS}\n${IMPORT_PRESETS}\n${code}\n`
    const cwd = folder({ 'infra.ts': program, 'presets.ts': PRESETS })
    const { diagnostics, domains } = await build('infra.ts', { cwd, typecheck: false })
    assert.equal(diagnostics, [])
    assert.is(domains.length, 3)
    const own = (text: string) => text.replaceAll("'libvmc'", `'${root}src/index.ts'`)
    const copy = folder({ 'infra.ts': own(program), 'presets.ts': own(PRESETS) })
    assert.equal(await falsePositives(join(copy, 'infra.ts')), [])
  })
}

test('templates and examples have no discarded builders', async () => {
  for (const of of ['templates', 'examples']) {
    for (const name of readdirSync(join(root, of))) {
      const cwd = join(root, of, name)
      for (const entry of readdirSync(cwd).filter(file =>
        /^(?!presets|vmc\.config).*(?<!\.test)\.[jt]s$/.test(file),
      )) {
        const { diagnostics, domains } = await build(entry, { cwd, typecheck: false })
        assert.equal(diagnostics, [], join(cwd, entry))
        assert.ok(domains.length > 0)
      }
    }
  }
})

test('the examples in doc comments have no discarded builders if their values are exported', async () => {
  assert.ok(examples.length > 150)
  const words = Object.keys(language).join(', ')
  const files = examples.map(({ code }, nth) => {
    let exported = 0
    const lines = code
      .replace(/\/\/ .*$/gm, '')
      .trim()
      .split(/\n(?=\S)(?![)\]}])/)
      .map(line =>
        /^(const|export|let|import)\b/.test(line) ? line : `export const x${exported++} = ${line}`,
      )
    return [`${nth}.ts`, `import { ${words} } from 'libvmc'\n${lines.join('\n')}\n`] as const
  })
  const cwd = folder(Object.fromEntries(files))
  for (const [file] of files) {
    const { diagnostics } = await build(file, { cwd, typecheck: false })
    const found = diagnostics.filter(({ code }) => /^VMC400[23]|VMC4017/.test(code))
    assert.equal(found, [], readFileSync(join(cwd, file), 'utf8'))
  }
})

test.run()
