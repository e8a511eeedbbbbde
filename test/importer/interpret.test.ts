// The interpreter evaluates the text of a program without running it. Unsupported code is an error.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fill } from '../../src/build/domains/fill.ts'
import { toXml } from '../../src/build/to-xml.ts'
import { interpret } from '../../src/importer/interpret.ts'
import { writeProgram } from '../../src/importer/program.ts'
import * as language from '../../src/index.ts'
import { nodeOf } from '../support/builders.ts'

const test = suite('importer: interpret')

const one = (expression: string): unknown =>
  interpret(
    `import { domain, file, GiB } from 'libvmc'\nexport const a = ${expression}`,
    language,
  ).get('a')

test('evaluates literals, lists and objects as JavaScript does', () => {
  assert.equal(one(`['a\\u2028', "b", \`c\nd\`, 1, -0, -1.5, true, false]`), [
    'a\u2028',
    'b',
    'c\nd',
    1,
    -0,
    -1.5,
    true,
    false,
  ])
  const object = one("{ a: 1, 'b-c': [2], ['__proto__']: 3 }") as object
  assert.equal(Object.entries(object), [
    ['a', 1],
    ['b-c', [2]],
    ['__proto__', 3],
  ])
  assert.is(Object.getPrototypeOf(object), Object.prototype)
})

test('evaluates factories and methods', () => {
  const made = one(
    "domain('fv0').hvm().memory(GiB(2)).disk(file('/fv0.qcow2').boot(1)).xml('<a/>')",
  )
  const { domain, file, GiB } = language
  const wanted = domain('fv0').hvm().memory(GiB(2)).disk(file('/fv0.qcow2').boot(1)).xml('<a/>')
  assert.is(toXml(made as language.DomainBuilder), toXml(wanted))
})

test('evaluates a table, a function and a loop', () => {
  const exported = interpret(
    `import { domain, GiB } from 'libvmc'

const webTable = [
  { name: 'web0', memory: 1 },
  { name: 'web1', memory: 2 },
] as const

const web = ({ name, memory }: (typeof webTable)[number]) =>
  domain(name).hvm().title(\`\${name} of \${memory}\`).memory(GiB(memory))

export const webs = webTable.map(web)
`,
    language,
  )
  assert.equal([...exported.keys()], ['webs'])
  const [web0, web1] = exported.get('webs') as readonly language.DomainBuilder[]
  assert.match(toXml(web0!), '<title>web0 of 1</title>')
  assert.match(toXml(web1!), '<memory unit="GiB">2</memory>')
})

const refused: readonly string[] = [
  'console.log(1)',
  "import { readFileSync } from 'node:fs'",
  "import * as all from 'libvmc'",
  "import all from 'libvmc'",
  "import 'libvmc'",
  "import { domain as other } from 'libvmc'",
  "import { nothing } from 'libvmc'",
  "import { toString } from 'libvmc'",
  "export * from 'libvmc'",
  "export default 'a'",
  "let a = 'a'",
  "var a = 'a'",
  "const a = 'a', b = 'b'",
  "const { a } = { a: 'a' }",
  "const a = 'a'\nconst a = 'b'",
  "import { domain } from 'libvmc'\nconst domain = 'a'",
  'function a() {}',
  'class A {}',
  'if (true) {}',
  'const a = (',
  "const a = 'a\nb'",
  'const a = process',
  'const a = globalThis.process.exit()',
  "const a = import('node:fs')",
  'const a = new Date()',
  'const a = eval("1")',
  'const a = domain',
  'const a = 1 + 1',
  'const a = +1',
  'const a = 1n',
  'const a = /a/',
  'const a = null',
  'const a = undefined',
  "const a = 'a'.length",
  "const a = 'a'.repeat(9)",
  'const a = [1].concat([2])',
  'const a = [...[1]]',
  'const a = [, 1]',
  "const a = { __proto__: 'a' }",
  "const a = { '__proto__': 'a' }",
  'const a = { ...{} }',
  'const a = { get b() { return 1 } }',
  'const a = { b() {} }',
  "const a = { [domain('a')]: 1 }",
  'const a = String.raw`a`',
  `const a = \`\${[1]}\``,
  'const a = (() => 1)()',
  "const a = 'a' as string",
  'const f = () => 1',
  'const f = (a, b) => a',
  'const f = (a = 1) => a',
  'const f = (...a) => a',
  'const f = async a => a',
  'const f = a => { return a }',
  'const f = ({ a: b }) => b',
  'const f = ({ a = 1 }) => a',
  'const f = ({ ...a }) => a',
  'const f = a => a\nconst b = f(1)',
  'const f = a => a\nconst b = f',
  'const f = ({ toString }) => toString\nconst a = [{}].map(f)',
  'const a = [1].map(a => a)',
  'const a = [1].map(domain)',
]

for (const text of refused)
  test(`refuses ${text.replace(/\n/g, ' ⏎ ')}`, () => {
    const start = text.startsWith('import') ? '' : "import { domain } from 'libvmc'\n"
    assert.throws(() => interpret(start + text, language), /contains unsupported code at \d+:\d+/)
  })

for (const call of [
  '.constructor()',
  '.toString()',
  '.valueOf()',
  '.use(a => a)',
  ".hasOwnProperty('a')",
  "['__defineGetter__']('a', 'b')",
  "[Symbol.for('libvmc.node')]()",
  '?.hvm()',
  '.hvm<1>()',
  '.hvm',
  '!.hvm()',
])
  test(`refuses domain('a')${call}`, () => {
    assert.throws(() => one(`domain('a')${call}`), /contains unsupported code/)
  })

test('reports the path at which the domain of a program differs from the imported domain', () => {
  const { domain, file } = language
  const node = fill([nodeOf(domain('fv0').hvm().disk(file('/honest.img')).title('true'))])[0]!
  const honest = writeProgram([node], { language, fill })
  assert.equal(honest.differences, [])
  // A factory whose result changes between calls.
  let calls = 0
  const lying = (path: string) => file(path === '/honest.img' && calls++ > 0 ? '/lie.img' : path)
  const means = { language: { ...language, file: lying }, fill }
  const { differences } = writeProgram([node], means)
  assert.equal(
    differences.map(({ path }) => path),
    ['domain/devices/disk[1]/source/file'],
  )
})

test.run()
