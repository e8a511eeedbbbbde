// Builders are immutable, so a call whose result is not used has no effect. vmc reports the call as an error.
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../../../dist/compiler.js'
import { folder } from '../../support/vmc.ts'

const test = suite('program: discarded builders')

const IMPORTS = "import { block, bridge, cdrom, domain, file, type DomainBuilder } from 'libvmc'"
const START = `${IMPORTS}
export let a = domain('a').hvm().memory('1GiB')
const big = process.argv.length > 0;
`

interface Report {
  readonly at: string
  readonly message: string
  readonly help: string | undefined
  readonly related: readonly string[]
}

let programs = 0

/** The discarded builders that vmc reports. `at` is the source text from the location of the error. */
async function discardsIn(
  program: string,
  files: Readonly<Record<string, string>> = {},
  name = 'infra.ts',
): Promise<readonly Report[]> {
  const entry = `${programs++}-${name}`
  const cwd = folder({ ...files, [entry]: program })
  const { diagnostics, domains } = await build(entry, { cwd, typecheck: false })
  const textAt = (file: string, line: number, column: number): string => {
    const text = file === join(cwd, entry) ? program : files[file.slice(cwd.length + 1)]!
    return text.split('\n')[line - 1]!.slice(column - 1)
  }
  const others = diagnostics.filter(one => one.code !== 'VMC4017' && one.severity === 'error')
  assert.equal(
    others.map(({ code, message }) => `${code} ${message}`),
    [],
  )
  assert.is(domains.length === 0, diagnostics.length > 0)
  return diagnostics.map(({ file, line, column, message, help, related = [] }) => ({
    at: textAt(file!, line!, column!),
    message,
    help,
    related: related.map(one => textAt(one.file, one.line, one.column)),
  }))
}

/** Statements that discard a builder, with the source text at the error and the help. */
const discarded: Readonly<Record<string, readonly [code: string, at: string, help: string]>> = {
  'a statement': ["a.disk(file('/x'))", "disk(file('/x'))", 'write a = a.disk(…)'],
  'a condition': ["if (big) a.nic(bridge('br0'))", "nic(bridge('br0'))", 'write a = a.nic(…)'],
  'the end of a chain': ["a.disk(file('/x')).acpi()", 'acpi()', 'write a = a.disk(…).acpi()'],
  'a chain over several lines': [
    "a\n  .disk(file('/x'))\n  .nic(bridge('br0'))\n  .acpi()",
    'acpi()',
    'write a = a.disk(…).nic(…) …',
  ],
  'the right side of &&': ["big && a.disk(file('/x'))", 'disk', 'write a = a.disk(…)'],
  'a branch of a conditional': ["big ? a.disk(file('/x')) : a", 'disk', 'write a = a.disk(…)'],
  'the left side of a comma': ["a = (a.disk(file('/x')), a)", 'disk', 'write a = a.disk(…)'],
  void: ["void a.disk(file('/x'))", 'disk', 'write a = a.disk(…)'],
  'the step of a loop': [
    "for (let i = 0; i < 2; i++, a.disk(file('/x'))) {}",
    'disk',
    'write a = a.disk(…)',
  ],
  'a loop': [
    "for (const name of ['x', 'y']) a.disk(file('/' + name))",
    'disk',
    'write a = a.disk(…)',
  ],
  'type assertions around the call': [
    "(a.disk(file('/x')) as DomainBuilder)!",
    'disk',
    'write a = a.disk(…)',
  ],
  'type assertions around the builder': [
    "(a as DomainBuilder)!.disk(file('/x'))",
    'disk',
    'write a = a.disk(…)',
  ],
  'an optional call': ["a?.disk(file('/x'))", 'disk', 'write a = a.disk(…)'],
  'a computed name': ["a['disk'](file('/x'))", "](file('/x'))", 'write a = a.…(…)'],
  'a constant': [
    "const b = domain('b').hvm()\nb.disk(file('/x'))",
    'disk',
    'write b = b.disk(…), and declare b with let',
  ],
  'a property': [
    "const all = { web: domain('b').hvm() }\nall.web.disk(file('/x'))",
    'disk',
    'write all.web = all.web.disk(…)',
  ],
  'a factory': [
    "file('/x')",
    "file('/x')",
    'pass it to the builder that should hold it, or remove it',
  ],
  'a factory with methods': [
    "block('/x').bus('sata')",
    "block('/x').bus",
    'pass it to the builder that should hold it, or remove it',
  ],
  'a new domain': [
    "domain('b').hvm()",
    "domain('b')",
    'write "export default" in front of it, or export it by a name',
  ],
  'a preset': ['a.use(d => d.acpi())', 'use', 'write a = a.use(…)'],
  'a named preset': [
    "const net = (d: DomainBuilder) => d.nic(bridge('br0'))\na.use(net)",
    'use(net)',
    'write a = a.use(…)',
  ],
  'a helper': [
    "const addNic = (d: DomainBuilder) => d.nic(bridge('br0'))\naddNic(a)",
    'addNic(a)',
    'write a = addNic(a)',
  ],
  'a helper with a condition and two parameters': [
    "function addNic(d: DomainBuilder, to: string) { return big ? d.nic(bridge(to)) : d }\naddNic(a, 'br0')",
    'addNic(a',
    'write a = addNic(a, …)',
  ],
  'a helper that calls a helper': [
    'const acpi = (d: DomainBuilder) => d.acpi()\nconst both = (d: DomainBuilder) => acpi(d)\nboth(a)',
    'both(a)',
    'write a = both(a)',
  ],
  'a helper that creates a domain': [
    "const make = (name: string) => domain(name).hvm()\nconst name = 'b'\nmake(name)",
    'make(name)',
    'use the result of make(…)',
  ],
  'an awaited helper': [
    'const later = async (d: DomainBuilder) => { await 0; return d.acpi() }\nawait later(a)',
    'later(a)',
    'write a = await later(a)',
  ],
  'a method of a class': [
    'class Fleet { web(d: DomainBuilder) { return d.acpi() } }\nconst fleet = new Fleet()\nfleet.web(a)',
    'web(a)',
    'write a = fleet.web(a)',
  ],
  'a field of a class': [
    "class Fleet { vm = domain('b').hvm()\n add() { this.vm.disk(file('/x')) } }\nnew Fleet().add()",
    'disk',
    'write this.vm = this.vm.disk(…)',
  ],
  forEach: ["['br0', 'br1'].forEach(to => a.nic(bridge(to)))", 'nic(bridge', 'write a = a.nic(…)'],
  'forEach over domains': [
    'const list = [a]\nlist.forEach(one => one.acpi())',
    'forEach',
    'forEach drops what its function returns: use map and keep its result',
  ],
  'map as a statement': [
    'const list = [a]\nlist.map(one => one.acpi())',
    'map',
    'use the result of list.map(…)',
  ],
  '.xml()': ["a.xml('<x/>')", 'xml', 'write a = a.xml(…)'],
  '.allow()': ["a.allow('memory-plausible', 'small')", 'allow', 'write a = a.allow(…)'],
  '.host()': ["a.host('hv1')", 'host', 'write a = a.host(…)'],
  '.formerly()': ["a.formerly('b')", 'formerly', 'write a = a.formerly(…)'],
  '.cdrom()': ['a.cdrom()', 'cdrom()', 'write a = a.cdrom()'],
  '.exe()': ["a.exe('/x')", 'exe', 'write a = a.exe(…)'],
}

for (const [what, [code, at, help]] of Object.entries(discarded)) {
  test(`discarded: ${what}`, async () => {
    const found = await discardsIn(`${START}${code}\n`)
    assert.is(found.length, 1, JSON.stringify(found))
    const [one] = found
    assert.ok(one!.at.startsWith(at), `${one!.at} does not start with ${at}`)
    assert.is(one!.help, help)
  })
}

test('the message names the element of the builder', async () => {
  const messages = async (code: string) =>
    (await discardsIn(`${START}${code}\n`)).map(one => one.message)
  assert.equal(await messages('a.acpi()'), ['this returns a new domain that nothing uses'])
  assert.equal(await messages("file('/x')"), ['this returns a new disk that nothing uses'])
  assert.equal(await messages("bridge('br0')"), ['this returns a new interface that nothing uses'])
})

/** Programs that keep every builder they create, even if it is unused. */
const kept: Readonly<Record<string, string>> = {
  'a constant whose name begins with an underscore': "const _spare = domain('b').hvm()",
  'a constant that is exported by name':
    "const spare = domain('b').hvm().memory('1GiB')\nexport { spare }",
  'a constant that only a function reads':
    "const disk = file('/x')\nexport const web = () => a.disk(disk)",
  'a constant that a type names': "const spare = file('/x')\nexport type Spare = typeof spare",
  'a new value for a variable': "a = a.disk(file('/x'))",
  'a variable that is used conditionally': "const d = file('/x')\nif (!big) a = a.disk(d)",
  'an exported list of disks': "export const disks = [file('/x'), file('/y')]",
  'an exported record': "export const parts = { disk: file('/x') }",
  'an exported disk': "export const disk = file('/x')",
  'a conditional expression': "a = big ? a.disk(file('/x')) : a.disk(file('/y'))",
  'a helper that returns':
    "const web = () => domain('b').hvm().memory('1GiB')\nexport const b = web()",
  'a helper whose result is kept': "const web = () => domain('b').hvm()\nconst _b = web()",
  'a helper that stores its argument':
    "const all: unknown[] = []\nconst add = (x: unknown) => all.push(x)\nadd(file('/x'))",
  'a callback whose result is stored':
    'const all: unknown[] = []\nconst keep = (make: () => unknown) => { all.push(make()) }\nkeep(() => file("/x"))',
  map: "const _disks = ['/x', '/y'].map(path => file(path))",
  'a factory passed to map': "const _disks = ['/x', '/y'].map(path => path).map(file)",
  'map followed by forEach':
    'const out: unknown[] = []\n;["/x"].map(path => file(path)).forEach(one => out.push(one))',
  'push in forEach': "const out: unknown[] = []\n;['/x'].forEach(path => out.push(file(path)))",
  'assignment in forEach':
    "const out: Record<string, unknown> = {}\n;['/x'].forEach(path => (out[path] = file(path)))",
  reduce:
    "export const b = ['/x', '/y'].reduce((d, path) => d.disk(file(path)), domain('b').hvm().memory('1GiB'))",
  'reduce with a stored result': "const _b = ['/x'].reduce((d, path) => d.disk(file(path)), a)",
  spread: "const disks = [...['/x'].map(path => file(path))]",
  'an argument': "console.assert(a.disk(file('/x')))",
  'a template': `console.assert(\`\${a.disk(file('/x'))}\`)`,
  'default parameters':
    "const web = (disk = file('/x'), other = file('/y')) => a.disk(disk)\na = web()",
  'a record of presets':
    "const presets = { small: (d: DomainBuilder) => d.acpi(), disk: file('/x') }\na = a.use(presets.small)",
  'a preset that returns its argument': 'a = a.use(d => d)',
  'a preset that returns another domain': "a = a.use(() => domain('b').hvm().memory('1GiB'))",
  'fields of a class':
    "class Fleet { web = domain('b').hvm(); static base = file('/x') }\nnew Fleet()",
  'a constructor': 'class Fleet { disk\n constructor() { this.disk = file("/x") } }\nnew Fleet()',
  'a getter': 'const fleet = { get web() { return domain("b").hvm() } }\nconsole.assert(fleet.web)',
  'a generator that yields':
    "function* disks() { yield file('/x'); return file('/y') }\nconst list = [...disks()]",
  'a call of next() on a generator': "function* disks() { yield file('/x') }\ndisks().next()",
  'an async function':
    "const later = async () => { await 0; return file('/x') }\nconst _disk = await later()",
  'a stored promise that is also awaited':
    "const later = async () => { await 0; return file('/x') }\nconst promise = later()\nawait promise\nconst list = [promise]",
  'Promise.all': "const disks = await Promise.all(['/x'].map(async path => file(path)))",
  'a Map': "const disks = new Map([['x', file('/x')]])\ndisks.set('y', file('/y'))",
  'a Map filled by a callback':
    "const disks = new Map<string, unknown>()\nconst at = (key: string, make: () => unknown) => { disks.set(key, make()) }\nat('x', () => file('/x'))",
  'a logical assignment': "let disk: unknown\ndisk ??= file('/x')",
  'the last operand of a comma': "const _disk = (a, file('/x'))",
  'the left side of &&': "if (file('/x') && big) a = a.acpi()",
  'a nested object': "const wrapped = { inner: { disk: file('/x') } }",
  'a thrown value': "try { throw file('/x') } catch {}",
  typeof: "if (typeof file('/x') !== 'object') throw new Error()",
  'a shared disk':
    "const shared = file('/x')\na = a.disk(shared)\nexport const b = domain('b').hvm().memory('1GiB').disk(cdrom('/y'))",
  eval: "const _disk = (0, eval)('1') && file('/x')",
}

for (const [what, code] of Object.entries(kept)) {
  test(`kept: ${what}`, async () => {
    assert.equal(await discardsIn(`${START}${code}\n`), [])
  })
}

/** Variables that hold a builder and are never used, with the source text at the warning, the message and the help. */
const unread: Readonly<Record<string, readonly [code: string, message: string, help: string]>> = {
  'a domain': [
    "const spare = domain('b').hvm()",
    'the domain in the variable "spare" is never used',
    'export the domain, as in: export const spare = …; or remove it',
  ],
  'a disk': [
    "const data = file('/x').bus('virtio')",
    'the disk in the variable "data" is never used',
    'pass data to the builder that should hold it, or remove it',
  ],
  'the result of a helper': [
    "const web = () => domain('b').hvm()\nconst b = web()",
    'the domain in the variable "b" is never used',
    'export the domain, as in: export const b = …; or remove it',
  ],
  'a branch of a conditional': [
    "const spare = big ? domain('b') : domain('c')",
    'the domain in the variable "spare" is never used',
    'export the domain, as in: export const spare = …; or remove it',
  ],
  'a variable in a function': [
    "const web = () => { const nic = bridge('br0'); return a }\nexport const b = web()",
    'the interface in the variable "nic" is never used',
    'pass nic to the builder that should hold it, or remove it',
  ],
}

for (const [what, [code, message, help]] of Object.entries(unread)) {
  test(`a variable that is never used: ${what}`, async () => {
    const cwd = folder({ 'infra.ts': `${START}${code}\n` })
    const { diagnostics, domains } = await build('infra.ts', { cwd, typecheck: false })
    assert.equal(
      diagnostics.map(one => [one.code, one.severity, one.message, one.help]),
      [['VMC4025', 'warning', message, help]],
    )
    assert.ok(domains.length > 0, 'a warning does not stop the build')
  })
}

test('a discarded result of an imported helper is reported at the call', async () => {
  const helper = `${IMPORTS}\nexport const addNic = (d: DomainBuilder) =>\n  d.nic(bridge('br0'))\n`
  const found = await discardsIn(`import { addNic } from './helper.ts'\n${START}addNic(a)\n`, {
    'helper.ts': helper,
  })
  assert.equal(found, [
    {
      at: 'addNic(a)',
      message: 'this returns a new domain that nothing uses',
      help: 'write a = addNic(a)',
      related: ["nic(bridge('br0'))"],
    },
  ])
})

test('the help for an imported builder suggests a new constant', async () => {
  const base = `${IMPORTS}\nexport const base = domain('base').hvm().memory('1GiB')\n`
  const program = `import { base } from './base.ts'\nbase.acpi()\nexport default base\n`
  assert.equal(
    (await discardsIn(program, { 'base.ts': base })).map(one => one.help),
    ['keep the result: const changed = base.acpi()'],
  )
})

test('a module of presets may contain unused presets', async () => {
  const presets = `${IMPORTS}
    export const web = (d: DomainBuilder) => d.acpi()
    export const db = (d: DomainBuilder) => d.disk(file('/db'))
    export const seed = cdrom('/seed.iso')
    export const lan = bridge('br0')
    export default { spare: domain('spare').hvm() }`
  const program = `import { web } from './presets.ts'\n${START}a = a.use(web)\n`
  assert.equal(await discardsIn(program, { 'presets.ts': presets }), [])
})

test('discarded builders in imported modules are reported', async () => {
  const disks = `${IMPORTS}\nexport let web = domain('web').hvm().memory('1GiB')\nweb.disk(file('/x'))\n`
  const program = `export { web } from './disks.ts'\n`
  assert.equal(
    (await discardsIn(program, { 'disks.ts': disks })).map(one => one.at),
    ["disk(file('/x'))"],
  )
})

test('discarded builders in JavaScript and generators are reported', async () => {
  const js = `import { domain, file } from 'libvmc'
    export default async function* () {
      for (const name of ['a', 'b']) {
        const vm = domain(name).hvm().memory('1GiB')
        vm.disk(file('/' + name))
        yield vm
      }
    }`
  for (const name of ['infra.js', 'infra.mjs', 'infra.mts', 'infra.tsx']) {
    assert.equal(
      (await discardsIn(js, { 'package.json': '{ "type": "module" }' }, name)).map(one => one.help),
      ['write vm = vm.disk(…), and declare vm with let'],
      name,
    )
  }
})

test('a discarded builder in a large program is reported', async () => {
  const program = `${IMPORTS}
    export default function* fleet(): Generator<DomainBuilder> {
      for (let i = 0; i < 1500; i++) {
        const _unused = file('/unused')
        let vm = domain('vm' + i).hvm().memory('1GiB').disk(file('/vm' + i))
        if (i === 1400) vm.nic(bridge('br0'))
        yield vm
      }
    }`
  const found = await discardsIn(program)
  assert.equal(
    found.map(({ at, help }) => [at, help]),
    [["nic(bridge('br0'))", 'write vm = vm.nic(…)']],
  )
})

test('a call in a loop is reported once', async () => {
  const program = `${START}for (let i = 0; i < 50; i++) a.acpi()\n`
  assert.is((await discardsIn(program)).length, 1)
})

test('a discarded domain in a program without exports is one error', async () => {
  const found = await discardsIn(`${IMPORTS}\ndomain('b').hvm()\n`)
  assert.equal(
    found.map(({ at }) => at),
    ["domain('b').hvm()"],
  )
})

test('concurrent builds report only their own discarded builders', async () => {
  const cwd = folder({
    'good.ts': `${START.replaceAll("'a'", "'good'")}a = a.acpi()\n`,
    'bad.ts': `${START}await 0\na.acpi()\n`,
  })
  const [good, bad] = await Promise.all(
    ['good.ts', 'bad.ts'].map(one => build(one, { cwd, typecheck: false })),
  )
  assert.equal(
    [good!, bad!].map(({ diagnostics }) => diagnostics.map(one => one.code)),
    [[], ['VMC4017']],
  )
})

test.run()
