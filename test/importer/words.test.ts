// Every word and every piece of the language is found again in what it writes.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fill } from '../../src/build/domains/fill.ts'
import { template } from '../../src/dsl/builder.ts'
import { Lexicon } from '../../src/importer/lexicon.ts'
import { program } from '../../src/importer/program.ts'
import * as language from '../../src/index.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { emit } from '../../src/xml/emit.ts'
import { read } from '../../src/xml/read.ts'
import { nodeOf } from '../support/builders.ts'
import { examples, made } from '../support/doc-examples.ts'

const test = suite('importer: words')

const { bridge, file, GiB, MiB } = language

/** The program made of a domain that a program made, without its imports. */
function again(builder: language.DomainBuilder): string {
  const { node } = read(emit(fill([nodeOf(builder)])[0]!), domain)
  const { typescript, differences } = program([node!], { language, fill })
  assert.equal(differences, [])
  return typescript.slice(typescript.indexOf('export'))
}

const statements: readonly (readonly [string, language.DomainBuilder])[] = [
  ['.hvm()', language.domain('fv0').hvm()],
  [".hvm({ arch: 'x86_64' })", language.domain('fv0').hvm({ arch: 'x86_64' })],
  [
    '.q35()\n  .uefi({ secureBoot: true })',
    language.domain('fv0').q35().uefi({ secureBoot: true }),
  ],
  ['.hvm()\n  .memory(GiB(4))', language.domain('fv0').hvm().memory(GiB(4))],
  ['.linux()', language.domain('fv0').linux()],
  [".exe('/bin/sh')", language.domain('fv0').exe('/bin/sh')],
  ['.hvm()\n  .windows()', language.domain('fv0').hvm().windows()],
  [".hvm()\n  .pin(0, 4)\n  .pin(1, '5,7')", language.domain('fv0').hvm().pin(0, 4).pin(1, [5, 7])],
  ['.hvm()\n  .hugepages()', language.domain('fv0').hvm().hugepages()],
  ['.hvm()\n  .hugepages(MiB(2))', language.domain('fv0').hvm().hugepages(MiB(2))],
  [
    ".hvm()\n  .osinfo('http://debian.org/debian/13')",
    language.domain('fv0').hvm().osinfo('http://debian.org/debian/13'),
  ],
  [".hvm()\n  .disk(file('/fv0.qcow2'))", language.domain('fv0').hvm().disk(file('/fv0.qcow2'))],
  [".hvm()\n  .disk(file('/fv0'))", language.domain('fv0').hvm().disk(file('/fv0'))],
  [".hvm()\n  .cdrom('/debian.iso')", language.domain('fv0').hvm().cdrom('/debian.iso')],
  [
    ".hvm()\n  .nic(bridge('br0').model('virtio'))",
    language.domain('fv0').hvm().nic(bridge('br0').model('virtio')),
  ],
  [
    ".hvm()\n  .hostdev(pci('0000:3b:00.0'))",
    language.domain('fv0').hvm().hostdev(language.pci('0000:3b:00.0')),
  ],
  ['.hvm()\n  .uuid(false)', language.domain('fv0').hvm().uuid(false)],
  [
    ".hvm()\n  .nic(bridge('br0').mac(false))",
    language.domain('fv0').hvm().nic(bridge('br0').mac(false)),
  ],
  [
    ".hvm()\n  .disk(file('/fv0.qcow2').driver(false).target('sdc').bus('sata'))",
    language
      .domain('fv0')
      .hvm()
      .disk(file('/fv0.qcow2').driver(false).target({ dev: 'sdc', bus: 'sata' })),
  ],
]

for (const [text, builder] of statements)
  test(`finds ${text.split('\n').at(-1)!.trim()}`, () => {
    const told = again(builder)
      .replace(/\n {2}/g, '')
      .trimEnd()
    assert.is(told, `export const fv0 = domain('fv0')${text.replace(/\n {2}/g, '')}`)
  })

test('learns every word', () => {
  const lexicon = new Lexicon(language)
  const words = Object.entries(language).filter(
    ([, word]) => typeof word === 'function' && template in word,
  )
  assert.ok(words.length > 90)
  const unknown = words.filter(([name]) => !lexicon.knows(name)).map(([name]) => name)
  assert.equal(unknown, [])
})

/** What an example calls and an import of it need not. */
const OTHERWISE: Readonly<Record<string, string>> = {
  '.xml': 'what was raw is typed today',
  '.use': 'what is shared shows when a fleet is imported',
  '.allow': 'a waiver is not in the XML',
  '.host': 'the host is not in the XML',
  '.hvm': 'there is .q35()',
  '.cdrom': 'there is .disk()',
  spicevmc: 'it is what usbRedirection() takes',
}

const callsIn = (code: string): readonly string[] =>
  [
    ...code
      .replace(/\/\/.*$/gm, '')
      .replace(/'[^'\n]*'/g, "''")
      .matchAll(/(\.?)\b([A-Za-z_]\w*)\(/g),
  ].map(([, dot = '', name = '']) => dot + name)

for (const example of examples) {
  const domains = made(example).filter(({ element }) => element === domain)
  if (domains.length === 0) continue
  test(`finds what ${example.name} calls`, () => {
    const programs = domains.map(node => {
      const { typescript, differences } = program([read(emit(node), domain).node!], {
        language,
        fill,
      })
      assert.equal(differences, [])
      return typescript
    })
    const found = callsIn(programs.join('\n'))
    const lost = callsIn(example.code).filter(call => !found.includes(call))
    assert.equal(
      lost.filter(call => !(call in OTHERWISE)),
      [],
      programs.join('\n'),
    )
  })
}

test.run()
