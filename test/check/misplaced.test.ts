// A name that an element does not have: where it belongs, or the nearest name.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkSchema } from '../../src/check/check-schema.ts'
import { domain } from '../../src/index.ts'
import { domain as domainElement } from '../../src/schema/domain/domain.ts'
import { read } from '../../src/xml/read.ts'
import { problemsOf } from '../support/builders.ts'

const test = suite('misplaced names')

/** The help of each unknown name in the content of a `<domain>`. */
function helpsIn(xml: string): readonly (string | undefined)[] {
  const { node, diagnostics } = read(`<domain type="kvm">${xml}</domain>`, domainElement)
  return [...diagnostics, ...(node ? checkSchema(node) : [])]
    .filter(({ code }) => code === 'VMC1001')
    .map(({ help }) => help)
}

for (const [xml, help] of [
  // An element that belongs to a child, the parent or further away.
  ['<hyperv/>', '"hyperv" belongs to <features>'],
  ['<acpi/>', '"acpi" belongs to <features>'],
  ['<devices><clock/></devices>', '"clock" belongs one level up, to <domain>'],
  [
    '<devices><acpi index="1"/></devices>',
    '"acpi" belongs to <disk>, <controller>, <filesystem> and other elements',
  ],
  ['<devices><acpi/></devices>', '"acpi" belongs to <features>: domain/features/acpi'],
  ['<topology/>', '"topology" belongs to <cpu>'],
  ['<features><timer/></features>', '"timer" belongs to <clock>: domain/clock/timer'],
  ['<os><disk/></os>', '"disk" belongs to <devices>: domain/devices/disk'],
  ['<devices><disk><vcpu/></disk></devices>', '"vcpu" belongs to <domain>: domain/vcpu'],
  // The same name in several elements.
  [
    '<devices><portForward/><mac/></devices>',
    ['"portForward" belongs to <interface>', '"mac" belongs to <interface>'],
  ],
  [
    '<devices><source/></devices>',
    '"source" belongs to <disk>, <filesystem>, <interface> and other elements',
  ],
  // An attribute as an element and the other way round.
  [
    '<devices><disk><type>file</type></disk></devices>',
    '"type" is an attribute of <disk>, not an element',
  ],
  [
    '<devices><disk><bus>virtio</bus></disk></devices>',
    '"bus" is an attribute of <target> or <address>',
  ],
  ['<devices><disk file="/a"/></devices>', '"file" belongs to <source> or <mirror>'],
  // A typing mistake, of an own name and of a name elsewhere.
  ['<devices><disk><sorce/></disk></devices>', 'did you mean "source"?'],
  ['<hypervv/>', 'did you mean "hyperv"? "hyperv" belongs to <features>'],
  ['<feature/>', 'did you mean "features"? "feature" belongs to <cpu>'],
  // A name that belongs one level up is more likely than a typing mistake.
  ['<devices><pm/></devices>', '"pm" belongs one level up, to <domain>; or did you mean "tpm"?'],
  // An attribute with a value that it cannot have elsewhere.
  [
    '<devices><disk type="file"><source file="/a"><seclabel model="dac" type="none"/></source></disk></devices>',
    '<seclabel> takes model, relabel, labelskip; vmc knows libvirt up to 12.9, and this may be newer',
  ],
  ['<features><acpi default="on"/></features>', '<acpi> takes no attributes'],
] as const)
  test(xml, () => assert.equal(helpsIn(xml), [help].flat()))

test('only a typing mistake is fixed, not the name of another element', () => {
  const fixesIn = (xml: string) =>
    read(`<domain type="kvm">${xml}</domain>`, domainElement).diagnostics.map(({ fix }) => fix)
  assert.equal(fixesIn('<devices><pm/></devices>'), [undefined])
  assert.equal(fixesIn('<devices><dsik/></devices>'), [{ kind: 'name', from: 'dsik', to: 'disk' }])
})

test('an element is an attribute', () => {
  const { diagnostics } = read('<domain type="kvm" name="a"/>', domainElement)
  assert.equal(diagnostics, [])
  assert.equal(helpsIn('<devices><disk target="vda"/></devices>'), [
    '"target" is an element of <disk>, not an attribute',
  ])
})

test('a name that exists nowhere is newer than vmc or near an own name', () => {
  assert.match(helpsIn('<quux/>')[0]!, 'vmc knows libvirt up to')
  assert.match(helpsIn('<devices><zzz/></devices>')[0]!, '<devices> takes emulator, disk')
})

test('in a program', () => {
  // biome-ignore lint/suspicious/noExplicitAny: the types do not allow these keys
  const fv0 = (): any => domain('fv0')
  assert.equal(problemsOf(fv0().devices({ clock: { offset: 'utc' } })), [
    'VMC1001 domain/devices/clock: <devices> has no element or attribute "clock" ("clock" belongs one level up, to <domain>)',
  ])
  assert.equal(problemsOf(fv0().os({ type: 'hvm', apic: true })), [
    'VMC1001 domain/os/apic: <os> has no element or attribute "apic" ("apic" belongs to <features>: domain/features/apic)',
  ])
  assert.equal(problemsOf(fv0().disk({ type: 'file', source: { file: '/a' }, bus: 'virtio' })), [
    'VMC1001 domain/devices/disk[1]/bus: <disk> has no element or attribute "bus" ("bus" belongs to <target> or <address>)',
  ])
})

test.run()
