import { fileURLToPath } from 'node:url'
import { Project, ts } from 'ts-morph'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { golden } from './support/golden.ts'

const test = suite('hover')

const root = fileURLToPath(new URL('../', import.meta.url))

// What an editor shows comes from the built package, as for a person who installed it.
const SOURCE = `import { block, bridge, domain, file, GiB, usb, type Disk, type Nic } from 'libvmc'

export const fv0 = domain('fv0').hvm().memory(GiB(2)).vcpu(2).nic(bridge('br0').model('virtio').mac('x'))
  .disk(file('/a').bus('virtio').readonly().target('vda').driver('qcow2'), block('/dev/vg/a'))
  .acpi().on_crash('restart').boot('hd').hostdev(usb(1, 2)).cdrom('/iso').q35().uefi().uuid(false)
  .memballoon('none')
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

/** What an editor shows for a part of the program: the declaration, then its doc comment. */
function hover(piece: string): string {
  const info = service.getQuickInfoAtPosition(program.getFilePath(), SOURCE.indexOf(piece))
  assert.ok(info, `no hover text for ${piece}`)
  const tags = (info.tags ?? []).map(
    ({ name, text }) => `@${name} ${ts.displayPartsToString(text).replaceAll('\n', '\n  ')}`,
  )
  return [
    ts.displayPartsToString(info.displayParts),
    ts.displayPartsToString(info.documentation),
    ...tags,
  ]
    .filter(part => part !== '')
    .join('\n')
}

test('the program type-checks', () => {
  const found = program.getPreEmitDiagnostics()
  assert.equal(
    found.map(one => ts.flattenDiagnosticMessageText(one.compilerObject.messageText, ' ')),
    [],
  )
})

/** The parts of the program that a person points at. */
const PIECES = [
  "domain('fv0",
  'hvm()',
  'memory(',
  'GiB(2',
  'vcpu(2',
  'nic(',
  "bridge('br0",
  "model('virtio",
  "mac('x",
  'disk(',
  "file('/a",
  "bus('virtio",
  'readonly()',
  "target('vda",
  "driver('qcow2",
  'acpi()',
  "on_crash('",
  "boot('hd",
  'hostdev(',
  'usb(1',
  "cdrom('/iso",
  'q35()',
  'uefi()',
  'uuid(',
  'memballoon(',
  "source: { bridge: 'br0",
  "type: 'bridge'",
  "dev: 'vda'",
  'Disk = {',
  'fv0 = ',
]

test('an editor shows words, documented parameters and an example', () => {
  const shown = PIECES.map(piece => `## ${piece}\n\n${hover(piece)}\n`)
  golden(new URL('golden/hover.txt', import.meta.url), shown.join('\n'))
})

/** The builders of the language, as a program makes them. */
const BUILDERS = {
  domain: 'fv0',
  bridge: "bridge('x')",
  file: "file('/x')",
  usb: 'usb(1, 2)',
}

test('every method of every builder shows a doc comment, an example and types without riddles', () => {
  const bare: string[] = []
  for (const [word, expression] of Object.entries(BUILDERS)) {
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
      )!
      const shown = ts.displayPartsToString(details.displayParts)
      const isForJavaScript = ['toString', 'toJSON'].includes(name)
      if (ts.displayPartsToString(details.documentation).length < 5) bare.push(`${word}.${name}`)
      if (!isForJavaScript && !details.tags?.some(tag => tag.name === 'example'))
        bare.push(`${word}.${name}: no example`)
      // A closed list of values is shown whole.
      if (shown.length > 600 || /Accepts<|args_0|\$1/.test(shown))
        bare.push(`${word}.${name}: ${shown}`)
    }
  }
  assert.equal(bare, [])
})

test.run()
