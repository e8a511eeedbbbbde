import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkSchema } from '../../src/check/check-schema.ts'
import { domain } from '../../src/index.ts'
import { emit } from '../../src/xml/emit.ts'
import { readDomain, spells, told, xmlOf } from '../support/builders.ts'

const test = suite('xml: namespaces')

const QEMU = 'http://libvirt.org/schemas/domain/qemu/1.0'

/** The document of a domain that declares one of the hypervisors' namespaces. */
const declaring = (prefix: string, inner: string): string =>
  `<domain type="kvm" xmlns:${prefix}="http://libvirt.org/schemas/domain/${prefix}/1.0">
  <name>fv0</name>
${inner.trim().replace(/^/gm, '  ')}
</domain>
`

// A namespace is declared on <domain> where something of it is used.

spells(
  test,
  'a command line for QEMU',
  declaring(
    'qemu',
    `
<qemu:commandline>
  <qemu:arg value="-device"/>
  <qemu:arg value="edu"/>
  <qemu:env name="QEMU_AUDIO_DRV" value="none"/>
  <qemu:env name="EMPTY"/>
</qemu:commandline>`,
  ),
  {
    methods: () =>
      domain('fv0')
        .qemuCommandline({ arg: ['-device', 'edu'] })
        .qemuCommandline({ env: [{ name: 'QEMU_AUDIO_DRV', value: 'none' }, { name: 'EMPTY' }] }),
  },
)

spells(
  test,
  "what QEMU is able to do, and its devices' properties",
  declaring(
    'qemu',
    `
<qemu:capabilities>
  <qemu:add capability="blockdev"/>
  <qemu:del capability="drive"/>
</qemu:capabilities>
<qemu:override>
  <qemu:device alias="ua-disk0">
    <qemu:frontend>
      <qemu:property name="queues" type="unsigned" value="4"/>
      <qemu:property name="scsi" type="remove"/>
    </qemu:frontend>
  </qemu:device>
</qemu:override>
<qemu:deprecation behavior="crash"/>`,
  ),
  {
    methods: () =>
      domain('fv0')
        .qemuDeprecation('crash')
        .qemuCapabilities({ add: 'blockdev', del: 'drive' })
        .qemuOverride({
          device: {
            alias: 'ua-disk0',
            frontend: {
              property: [
                { name: 'queues', type: 'unsigned', value: '4' },
                { name: 'scsi', type: 'remove' },
              ],
            },
          },
        }),
  },
)

spells(
  test,
  'namespaces that a container shares',
  declaring(
    'lxc',
    `
<lxc:namespace>
  <lxc:sharenet type="netns" value="red"/>
  <lxc:shareipc type="pid" value="12345"/>
  <lxc:shareuts type="name" value="container1"/>
</lxc:namespace>`,
  ),
  {
    methods: () =>
      domain('fv0').lxcNamespace({
        shareuts: { type: 'name', value: 'container1' },
        sharenet: { type: 'netns', value: 'red' },
        shareipc: { type: 'pid', value: '12345' },
      }),
  },
)

for (const prefix of ['xen', 'bhyve'] as const)
  spells(
    test,
    `a command line for ${prefix}`,
    declaring(
      prefix,
      `<${prefix}:commandline>\n  <${prefix}:arg value="-s"/>\n</${prefix}:commandline>`,
    ),
    { methods: () => domain('fv0')[`${prefix}Commandline`]({ arg: '-s' }) },
  )

spells(
  test,
  'the data center of VMware',
  declaring('vmware', '<vmware:datacenterpath>folder/dc1</vmware:datacenterpath>'),
  { methods: () => domain('fv0').vmwareDatacenterpath('folder/dc1') },
)

test('nothing is declared that is not used', () => {
  assert.not.match(xmlOf(domain('fv0').hvm()), 'xmlns')
})

test('a namespace is declared once, whether fields or raw parts use it', () => {
  const xml = xmlOf(domain('fv0').qemuDeprecation('omit').xml('<qemu:newer/>'))
  assert.is(xml.split('xmlns:qemu=').length, 2)
})

// Reading goes by the namespace, not by its prefix.

const READ: Readonly<Record<string, string>> = {
  'another prefix': `<domain type="kvm" xmlns:ns0="${QEMU}"><name>fv0</name><ns0:commandline><ns0:arg value="-s"/></ns0:commandline></domain>`,
  'a prefix of its own': `<domain type="kvm"><name>fv0</name><q:commandline xmlns:q="${QEMU}"><q:arg value="-s"/></q:commandline></domain>`,
  'no prefix': `<domain type="kvm"><name>fv0</name><commandline xmlns="${QEMU}"><arg value="-s"/></commandline></domain>`,
  'the usual prefix taken by somebody else': `<domain type="kvm" xmlns:qemu="urn:dummy" xmlns:ns0="${QEMU}"><name>fv0</name><ns0:commandline><ns0:arg value="-s"/></ns0:commandline></domain>`,
}

for (const [how, xml] of Object.entries(READ))
  test(`a command line is read with ${how}`, () => {
    const { node, diagnostics } = readDomain(xml)
    assert.equal(told([...diagnostics, ...checkSchema(node!)]), [])
    assert.is(
      emit(node!),
      declaring('qemu', '<qemu:commandline>\n  <qemu:arg value="-s"/>\n</qemu:commandline>'),
    )
  })

const toldOf = (inner: string): readonly string[] => {
  const { node, diagnostics } = readDomain(
    `<domain type="kvm" xmlns:ns0="${QEMU}" xmlns:qemu="urn:dummy"><name>fv0</name>${inner}</domain>`,
  )
  return told([...diagnostics, ...checkSchema(node!)])
}

test('the usual prefix says nothing where it stands for something else', () => {
  assert.equal(toldOf('<qemu:commandline/>'), [
    'VMC1001 domain/qemu:commandline: <domain> has no element "qemu:commandline" ("urn:dummy" is a namespace of another program; its elements belong into <metadata>)',
  ])
})

test('an element of the format that is put into a namespace is another one', () => {
  assert.equal(toldOf('<features xmlns="urn:x"/>'), [
    'VMC1001 domain/features: <domain> has no element "features" ("urn:x" is a namespace of another program; its elements belong into <metadata>)',
  ])
  assert.match(toldOf('<ns0:features/>')[0]!, /^VMC1001 domain\/ns0:features: /)
  assert.match(
    toldOf('<ns0:commandline><arg value="x"/></ns0:commandline>')[0]!,
    'no element "arg"',
  )
})

test('what is misspelt in a namespace is told, with the right spelling', () => {
  assert.equal(toldOf('<ns0:comandline/>'), [
    'VMC1001 domain/ns0:comandline: <domain> has no element "ns0:comandline" (did you mean "qemu:commandline"?)',
  ])
  assert.equal(toldOf('<ns0:commandline><ns0:agr value="x"/></ns0:commandline>'), [
    'VMC1001 domain/ns0:commandline/ns0:agr: <ns0:commandline> has no element "ns0:agr" (did you mean "qemu:arg"?)',
  ])
})

test('a whole document of another namespace is no domain', () => {
  assert.equal(told(readDomain('<domain xmlns="urn:x"/>').diagnostics), [
    'VMC3003 : the outermost element is <domain> of the namespace "urn:x", not <domain>',
  ])
})

test.run()
