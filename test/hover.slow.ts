import { fileURLToPath } from 'node:url'
import { Project, ts } from 'ts-morph'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const test = suite('hover')

const root = fileURLToPath(new URL('../', import.meta.url))

const SOURCE = `import { bridge, domain, file, GiB, usb, type Disk, type Nic } from './src/index.ts'

export const fv0 = domain('fv0').hvm().memory(GiB(2)).nic(bridge('br0').model('virtio').mac('x'))
  .disk(file('/a').bus('virtio').readonly().target('vda')).acpi().on_crash('restart').boot('hd')
  .hostdev(usb(1, 2)).cdrom('/iso')
export const nic: Nic = { type: 'bridge', source: { bridge: 'br0' }, model: 'virtio' }
export const disk: Disk = { target: { dev: 'vda', bus: 'virtio' } }
`

const project = new Project({
  tsConfigFilePath: `${root}tsconfig.json`,
  skipAddingFilesFromTsConfig: true,
})
const program = project.createSourceFile(`${root}hover-program.ts`, SOURCE)
project.resolveSourceFileDependencies()
const service = project.getLanguageService().compilerObject

interface Hover {
  /** The declaration, as the editor shows it. */
  readonly shown: string
  readonly documentation: string
}

/** What an editor shows for a part of the program. */
function hover(piece: string, offset = 0): Hover {
  const at = SOURCE.indexOf(piece) + offset
  const info = service.getQuickInfoAtPosition(program.getFilePath(), at)
  assert.ok(info, `no hover text for ${piece}`)
  return {
    shown: ts.displayPartsToString(info.displayParts),
    documentation: ts.displayPartsToString(info.documentation),
  }
}

test('the program type-checks', () => {
  const found = program.getPreEmitDiagnostics()
  assert.equal(
    found.map(one => ts.flattenDiagnosticMessageText(one.compilerObject.messageText, ' ')),
    [],
  )
})

const HOVERS: Readonly<Record<string, readonly [piece: string, shown: string, doc: string]>> = {
  'a method for a child element': [
    'model(',
    '(property) model: (value: Accepts<NicModel>) => NicBuilder',
    'The model of the emulated NIC.',
  ],
  'a method for a repeatable element': [
    'disk(file',
    '(property) disk: (...values: readonly Accepts<Disk>[]) => DomainBuilder',
    'Hard disks, CD-ROM drives and floppy drives.',
  ],
  'a method for a field that vmc fills in': [
    "mac('x')",
    '(property) mac: (value: false | Accepts<NicMac>) => NicBuilder',
    'The MAC address of the NIC.',
  ],
  'a method for a flag': [
    'acpi()',
    '(property) acpi: (value?: boolean) => DomainBuilder',
    'Whether the guest has ACPI.',
  ],
  'a method for a list of values': [
    "on_crash('",
    '(property) on_crash: (value: "destroy" | "restart" | ',
    'The lifecycle action after the guest crashes.',
  ],
  'a method for a size': [
    'memory(',
    '(property) memory: (value: Accepts<',
    'The maximum amount of memory that the guest has at start.',
  ],
  'a factory in a program': [
    "bridge('br0').model",
    '(alias) bridge(name: string): NicBuilder',
    'A NIC on a bridge of the host',
  ],
  'a shorthand method': [
    "cdrom('/iso')",
    '(method) DomainBuilder.cdrom(image?: string | DiskBuilder): DomainBuilder',
    'Adds a CD-ROM drive',
  ],
  'a key of an object': [
    'source: { bridge',
    '(property) source?: Accepts<NicSource> | undefined',
    'The network or device to which the NIC is connected.',
  ],
  'a required key of an object': [
    "type: 'bridge'",
    '(property) type: "network" | "bridge"',
    'The type of network connection.',
  ],
  'a nested key': ["dev: 'vda'", '(property) dev?:', 'The logical name of the disk'],
  'a type': ['Disk = {', 'interface Disk', ''],
  'a variable': ['fv0 = ', 'const fv0: DomainBuilder', ''],
}

for (const [what, [piece, shown, doc]] of Object.entries(HOVERS))
  test(`hovering over ${what} shows a short type and its documentation`, () => {
    const over = hover(piece)
    assert.ok(over.shown.includes(shown), over.shown)
    assert.ok(over.documentation.startsWith(doc), over.documentation)
    assert.ok(over.shown.length < 200, over.shown)
  })

test('every method of every builder shows a doc comment and one line', () => {
  const bare: string[] = []
  for (const [word, expression] of Object.entries({
    domain: 'fv0',
    bridge: "bridge('x')",
    file: "file('/x')",
    usb: 'usb(1, 2)',
  })) {
    const file = project.createSourceFile(
      `${root}hover-${word}.ts`,
      `${SOURCE}\nexport const ${word}Of = ${expression}\n${word}Of.`,
      { overwrite: true },
    )
    const at = file.getFullText().length
    const options = { includeCompletionsWithInsertText: false }
    const completions = service.getCompletionsAtPosition(file.getFilePath(), at, options)!
    assert.ok(completions.entries.length > 5, word)
    for (const { name } of completions.entries) {
      const details = service.getCompletionEntryDetails(
        file.getFilePath(),
        at,
        name,
        {},
        undefined,
        options,
        undefined,
      )
      const documentation = ts.displayPartsToString(details?.documentation)
      const shown = ts.displayPartsToString(details?.displayParts)
      if (documentation.length < 5) bare.push(`${word}.${name}`)
      if (shown.length > 400) bare.push(`${word}.${name}: ${shown}`)
    }
  }
  assert.equal(bare, [])
})

test.run()
