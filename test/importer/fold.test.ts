// Documents that differ only slightly become one function, a table of the differences and a loop.
import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { importDocuments } from '../../src/build/documents/import-xml.ts'
import { fill } from '../../src/build/domains/fill.ts'
import { withoutComments } from '../../src/importer/omit-defaults.ts'
import * as language from '../../src/index.ts'
import { esbuild } from '../../src/program/load/esbuild.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { difference } from '../../src/tree/equal.ts'
import { read } from '../../src/xml/read.ts'
import { nodeOf } from '../support/builders.ts'

const test = suite('importer: fold')

interface Guest {
  readonly name: string
  readonly memory?: number
  readonly mac?: string
  readonly image?: string
  readonly model?: string
  readonly more?: string
}

const xmlOf = ({
  name,
  memory = 2,
  mac,
  image = `/images/${name}.qcow2`,
  model = 'virtio',
  more = '',
}: Guest) =>
  `<domain type="kvm"><name>${name}</name><memory unit="GiB">${memory}</memory><vcpu>2</vcpu>
  <os><type arch="x86_64">hvm</type></os><features><acpi/><apic/></features><devices>
  <disk type="file" device="disk"><driver name="qemu" type="qcow2"/><source file="${image}"/><target dev="vda" bus="virtio"/></disk>
  <interface type="bridge">${mac === undefined ? '' : `<mac address="${mac}"/>`}<source bridge="br0"/><model type="${model}"/></interface>
  ${more}</devices></domain>`

const mac = (nth: number): string => `52:54:00:00:00:0${nth}`

/** The program for several documents. importDocuments throws if the program does not build the same domains. */
function programOf(documents: readonly string[], fold = true): string {
  const { typescript, diagnostics } = importDocuments(
    documents.map((xml, nth) => ({ xml, file: `${nth}.xml` })),
    { fold },
  )
  assert.equal(diagnostics, [])
  return typescript
}

test('writes a table, a function and a loop', () => {
  const guests = [1, 2, 3].map(nth => ({ name: `web-${nth}`, memory: nth, mac: mac(nth) }))
  assert.is(
    programOf(guests.map(xmlOf)),
    `import { bridge, domain, file, GiB } from 'libvmc'

const webTable = [
  { name: 'web-1', memory: 1, mac: '52:54:00:00:00:01' },
  { name: 'web-2', memory: 2, mac: '52:54:00:00:00:02' },
  { name: 'web-3', memory: 3, mac: '52:54:00:00:00:03' },
] as const

const web = ({ name, memory, mac }: (typeof webTable)[number]) =>
  domain(name)
    .hvm({ arch: 'x86_64' })
    .uuid(false)
    .memory(GiB(memory))
    .vcpu(2)
    .acpi()
    .apic()
    .disk(file(\`/images/\${name}.qcow2\`))
    .nic(bridge('br0').mac(mac).model('virtio'))

export const webs = webTable.map(web)
`,
  )
})

test('names the function and table after the common beginning of the domain names', () => {
  const called = (...names: readonly string[]): string =>
    /export const (\w+) = (\w+Table|\[.*\])\.map\((\w+)\)/s
      .exec(programOf(names.map((name, nth) => xmlOf({ name, mac: mac(nth) }))))!
      .slice(1)
      .join(' ')
  assert.is(called('ct-web-1', 'ct-web-2', 'ct-web-3'), 'ctWebs ctWebTable ctWeb')
  assert.is(called('1a', '1b', '1c'), 'vms vmTable vm')
  assert.is(called('one', 'two', 'three'), 'vms vmTable vm')
  assert.is(called('box1', 'box2', 'box3'), 'boxes boxTable box')
  assert.is(called('class1', 'class2', 'class3'), 'class2s class2Table class2')
  assert.is(called('日本1', '日本2', '日本3'), 'vms vmTable vm')
})

test('writes a list if only the name differs', () => {
  const program = programOf(['db0', 'db1', 'db2'].map(name => xmlOf({ name })))
  assert.match(program, 'const db = (name: string) =>\n  domain(name)\n')
  assert.match(program, "export const dbs = ['db0', 'db1', 'db2'].map(db)\n")
  assert.not.match(program, 'Table')
})

test('omits the defaults of every domain', () => {
  const made = fill(['box0', 'box1', 'box2'].map(name => read(xmlOf({ name }), domain).node!)).map(
    node => String(node.fields.uuid?.value),
  )
  const documents = ['box0', 'box1', 'box2'].map((name, nth) =>
    xmlOf({ name }).replace('</name>', `</name><uuid>${made[nth]}</uuid>`),
  )
  const program = programOf(documents)
  assert.not.match(program, 'uuid')
  assert.match(program, "['box0', 'box1', 'box2'].map(box)")
})

test('writes separate domains for few or different documents, and without fold', () => {
  const guests = [1, 2, 3].map(nth => ({ name: `web${nth}`, mac: mac(nth) }))
  const other =
    '<domain type="lxc"><name>ct</name><memory>1</memory><os><type>exe</type><init>/bin/sh</init></os></domain>'
  assert.not.match(programOf(guests.slice(1).map(xmlOf)), 'Table')
  assert.not.match(programOf(guests.map(xmlOf), false), 'Table')
  const [first, ...others] = guests.map(xmlOf)
  const program = programOf([first!, other, ...others])
  assert.ok(program.indexOf('webs =') < program.indexOf('export const ct ='))
})

test('writes a loop for each of two groups', () => {
  const web = [1, 2, 3].map(nth => xmlOf({ name: `web${nth}`, mac: mac(nth) }))
  const db = [4, 5, 6].map(nth =>
    xmlOf({
      name: `db${nth}`,
      mac: mac(nth),
      more: '<rng model="virtio"><backend model="random"/></rng>',
    }),
  )
  const program = programOf([web[0]!, db[0]!, web[1]!, db[1]!, web[2]!, db[2]!])
  assert.match(program, 'export const webs = webTable.map(web)')
  assert.match(program, 'export const dbs = dbTable.map(db)')
})

test('uses one parameter for equal differences, and numbers parameters with the same name', () => {
  const nics = (nth: number): string =>
    `<interface type="network"><mac address="${mac(9 - nth)}"/><source network="default"/></interface>`
  const program = programOf(
    [1, 2, 3]
      .map(nth =>
        xmlOf({ name: `n${nth}`, mac: mac(nth), more: nics(nth) }).replace(
          '<vcpu>2</vcpu>',
          `<currentMemory unit="GiB">${nth}</currentMemory><vcpu>2</vcpu>`,
        ),
      )
      .map((xml, nth) => xml.replace('<memory unit="GiB">2', `<memory unit="GiB">${nth + 1}`)),
  )
  assert.match(program, 'n = ({ name, memory, mac, mac2 }')
  assert.match(program, '.memory(GiB(memory))\n    .currentMemory(GiB(memory))')
})

test('writes the comment of a document in front of its table row', () => {
  const program = programOf(
    [1, 2, 3].map(nth => `<!-- the ${nth}th */ -->${xmlOf({ name: `c${nth}`, mac: mac(nth) })}`),
  )
  assert.match(program, "  // the 2th */\n  { name: 'c2', mac: '52:54:00:00:00:02' },\n")
})

test('writes whole expressions in the table if units differ', () => {
  const documents = [1, 2, 3].map(nth => xmlOf({ name: `u${nth}`, mac: mac(nth) }))
  const program = programOf([
    documents[0]!,
    documents[1]!,
    documents[2]!.replace('"GiB">2', '"MiB">512'),
  ])
  assert.match(program, "{ name: 'u3', memory: MiB(512), mac: '52:54:00:00:00:03' }")
})

test('does not name a parameter like a factory that the function calls', () => {
  const documents = [1, 2, 3].map(nth =>
    xmlOf({
      name: `f${nth}`,
      more: `<filesystem type="mount"><source dir="/srv/${nth * 7}"/><target dir="data"/></filesystem>`,
    }),
  )
  const program = programOf(documents)
  assert.match(program, ".filesystem(mount(filesystem, 'data'))")
})

/** The trees that a program builds. */
function builtBy(typescript: string) {
  const { code } = esbuild().transformSync(typescript, { loader: 'ts', format: 'cjs' })
  const module = { exports: {} as Record<string, unknown> }
  new Function('module', 'require', code)(module, () => language)
  return fill(
    Object.values(module.exports)
      .flat()
      .map(one => nodeOf(one as language.DomainBuilder)),
  )
}

const hostile = fc
  .string({
    unit: fc.constantFrom('web', 'a', '0', '1', '-', '`', '${', '}', '$', '\\', "'", '*/', '//'),
    minLength: 1,
    maxLength: 8,
  })
  .map(text => text.replaceAll('/', '_'))

test('builds the imported domains with random names and paths', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(hostile, { minLength: 3, maxLength: 6 }),
      fc.array(fc.record({ memory: fc.integer({ min: 1, max: 3 }), path: fc.option(hostile) }), {
        minLength: 6,
        maxLength: 6,
      }),
      (names, rest) => {
        const documents = names.map((name, nth) => {
          const { memory, path } = rest[nth]!
          return xmlOf({ name, memory, ...(path !== null && { image: `/${path}.qcow2` }) })
        })
        const made = builtBy(programOf(documents))
        assert.is(made.length, names.length)
        for (const [nth, name] of names.entries()) {
          const wanted = read(documents[nth]!, domain).node!
          const one = made.find(node => node.fields.name?.value === name)!
          assert.is(difference(withoutComments(wanted), withoutComments(one)), undefined)
        }
      },
    ),
    { numRuns: 200 },
  )
})

test.run()
