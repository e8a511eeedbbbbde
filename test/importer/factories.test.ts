// An import finds every factory and shorthand again in the XML that it writes.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { keepUnknown } from '../../src/build/documents/keep-unknown.ts'
import { fill } from '../../src/build/domains/fill.ts'
import { template } from '../../src/dsl/builder.ts'
import { Lexicon } from '../../src/importer/lexicon.ts'
import { writeProgram } from '../../src/importer/program.ts'
import * as language from '../../src/index.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { emit } from '../../src/xml/emit.ts'
import { read } from '../../src/xml/read.ts'
import { nodeOf } from '../support/builders.ts'
import { examples, made } from '../support/doc-examples.ts'

const test = suite('importer: factories')

const { bridge, file, GiB, MiB } = language

/** The program for a domain, without its imports. */
function importedCode(builder: language.DomainBuilder): string {
  const { node } = read(emit(fill([nodeOf(builder)])[0]!), domain)
  const { typescript, differences } = writeProgram([node!], { language, fill })
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
  [
    ".hvm()\n  .windows({ hyperv: 'host-model' })",
    language.domain('fv0').hvm().windows({ hyperv: 'host-model' }),
  ],
  ['.q35()\n  .uefi({ varstore: true })', language.domain('fv0').q35().uefi({ varstore: true })],
  [
    ".q35()\n  .uefi({ secureBoot: true, varstore: '/a.json' })",
    language.domain('fv0').q35().uefi({ secureBoot: true, varstore: '/a.json' }),
  ],
  [
    ".hvm()\n  .iommufd()\n  .hostdev(pci('0000:3b:00.0').iommufd(true))",
    language.domain('fv0').hvm().iommufd().hostdev(language.pci('0000:3b:00.0').iommufd(true)),
  ],
  [
    ".hvm()\n  .disk(file('/fv0.qcow2').bus('nvme').serial('A1'))",
    language.domain('fv0').hvm().disk(file('/fv0.qcow2').bus('nvme').serial('A1')),
  ],
  ['.hvm()\n  .pin(0, 4)', language.domain('fv0').hvm().pin(0, 4)],
  [".hvm()\n  .pins({ 0: 4, 1: '5,7' })", language.domain('fv0').hvm().pin(0, 4).pin(1, [5, 7])],
  // A record cannot express another order.
  ['.hvm()\n  .pin(1, 4)\n  .pin(0, 5)', language.domain('fv0').hvm().pin(1, 4).pin(0, 5)],
  [".hvm()\n  .nvram('/a.fd')", language.domain('fv0').hvm().nvram('/a.fd')],
  [
    ".q35()\n  .uefi({ code: '/code.fd', vars: '/vars.fd' })",
    language.domain('fv0').q35().uefi({ code: '/code.fd', vars: '/vars.fd' }),
  ],
  [
    ".q35()\n  .uefi({ secureBoot: true, code: '/code.fd', vars: '/vars.fd', nvram: '/a.fd' })",
    language
      .domain('fv0')
      .q35()
      .uefi({ secureBoot: true, code: '/code.fd', vars: '/vars.fd', nvram: '/a.fd' }),
  ],
  [
    '.q35()\n  .uefi({ secureBoot: true, enrolledKeys: false })',
    language.domain('fv0').q35().uefi({ secureBoot: true, enrolledKeys: false }),
  ],
  [
    '.q35()\n  .uefi({ secureBoot: false, enrolledKeys: false })',
    language.domain('fv0').q35().uefi({ secureBoot: false, enrolledKeys: false }),
  ],
  [
    '.q35()\n  .uefi({ enrolledKeys: false })',
    language.domain('fv0').q35().uefi({ enrolledKeys: false }),
  ],
  [".q35()\n  .uefi()\n  .smbios('host')", language.domain('fv0').q35().uefi().smbios('host')],
  [".hvm()\n  .smbios('sysinfo')", language.domain('fv0').hvm().smbios('sysinfo')],
  [".q35()\n  .uefi({ nvram: '/a.fd' })", language.domain('fv0').q35().uefi({ nvram: '/a.fd' })],
  ['.hvm()\n  .suspend(false)', language.domain('fv0').hvm().suspend(false)],
  ['.hvm()\n  .clock(pcClock())', language.domain('fv0').hvm().clock(language.pcClock())],
  [
    ".hvm()\n  .clock(pcClock('variable').adjustment(0))",
    language.domain('fv0').hvm().clock(language.pcClock('variable').adjustment(0)),
  ],
  [
    ".hvm()\n  .clock(windowsClock('utc'))",
    language.domain('fv0').hvm().clock(language.windowsClock('utc')),
  ],
  [
    '.hvm()\n  .controller(virtioSerial())\n  .usb2()\n  .pcieRootPorts(2)',
    language.domain('fv0').hvm().controller(language.virtioSerial()).usb2().pcieRootPorts(2),
  ],
  [
    ".hvm()\n  .hostdev(pci('0000:01:00.0'))\n  .pciDevice('0000:0b:00', { bus: 6, rom: '/gpu.rom' })",
    language
      .domain('fv0')
      .hvm()
      .hostdev(language.pci('0000:01:00.0'))
      .pciDevice('0000:0b:00', { bus: 6, rom: '/gpu.rom' }),
  ],
  // Two functions in slots of their own may be two devices.
  [
    ".hvm()\n  .hostdev(pci('0000:0b:00.0'))\n  .hostdev(pci('0000:0b:00.1'))",
    language.domain('fv0').hvm().pciDevice('0000:0b:00'),
  ],
  [
    ".hvm()\n  .nic(bridge('br0').address('0000:06:00.0'))",
    language.domain('fv0').hvm().nic(bridge('br0').address('0000:06:00.0')),
  ],
  [
    ".hvm()\n  .nic(bridge('br0').address(pciAddress('0000:06:00.0').multifunction(true)))",
    language
      .domain('fv0')
      .hvm()
      .nic(bridge('br0').address(language.pciAddress('0000:06:00.0').multifunction(true))),
  ],
  [
    ".hvm()\n  .cpu(hostPassthrough().feature('topoext', { policy: 'disable', name: 'svm' }))",
    language
      .domain('fv0')
      .hvm()
      .cpu(language.hostPassthrough().feature('topoext', { policy: 'disable', name: 'svm' })),
  ],
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
    const code = importedCode(builder)
      .replace(/\n {2}/g, '')
      .trimEnd()
    assert.is(code, `export const fv0 = domain('fv0')${text.replace(/\n {2}/g, '')}`)
  })

test('the lexicon contains every factory', () => {
  const lexicon = new Lexicon(language)
  const factories = Object.entries(language).filter(
    ([, factory]) => typeof factory === 'function' && template in factory,
  )
  assert.ok(factories.length > 90)
  const unknown = factories.filter(([name]) => !lexicon.has(name)).map(([name]) => name)
  assert.equal(unknown, [])
})

/** The calls in examples that an import replaces or leaves out, with the reason. */
const REPLACED_CALLS: Readonly<Record<string, string>> = {
  '.xml': 'vmc has typed methods for these elements now',
  '.use': 'only an import of several domains finds shared settings',
  '.allow': 'a waiver is not in the XML',
  '.host': 'the host is not in the XML',
  '.formerly': 'an earlier name is not in the XML',
  '.hvm': '.q35() replaces it',
  '.cdrom': '.disk() replaces it',
  spicevmc: 'it is the default of usbRedirection()',
  param: 'a parameter is not in the XML',
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
      const document = keepUnknown(read(emit(node), domain).node!).node
      const { typescript, differences } = writeProgram([document], { language, fill })
      assert.equal(differences, [])
      return typescript
    })
    const found = callsIn(programs.join('\n'))
    const lost = callsIn(example.code).filter(call => !found.includes(call))
    assert.equal(
      lost.filter(call => !(call in REPLACED_CALLS)),
      [],
      programs.join('\n'),
    )
  })
}

test.run()
