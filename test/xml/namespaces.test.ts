import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkSchema } from '../../src/check/check-schema.ts'
import { domain } from '../../src/index.ts'
import { emit } from '../../src/xml/emit.ts'
import { diagnosticLines, readDomain, testSpellings, xmlOf } from '../support/builders.ts'

const test = suite('xml: namespaces')

const QEMU = 'http://libvirt.org/schemas/domain/qemu/1.0'

/** A domain document that declares the namespace of a hypervisor. */
const declaring = (prefix: string, inner: string): string =>
  `<domain type="kvm" xmlns:${prefix}="http://libvirt.org/schemas/domain/${prefix}/1.0">
  <name>fv0</name>
${inner.trim().replace(/^/gm, '  ')}
</domain>
`

// Writing declares a namespace on <domain> if the domain uses it.

testSpellings(
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

testSpellings(
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

testSpellings(
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
  testSpellings(
    test,
    `a command line for ${prefix}`,
    declaring(
      prefix,
      `<${prefix}:commandline>\n  <${prefix}:arg value="-s"/>\n</${prefix}:commandline>`,
    ),
    { methods: () => domain('fv0')[`${prefix}Commandline`]({ arg: '-s' }) },
  )

testSpellings(
  test,
  'the data center of VMware',
  declaring('vmware', '<vmware:datacenterpath>folder/dc1</vmware:datacenterpath>'),
  { methods: () => domain('fv0').vmwareDatacenterpath('folder/dc1') },
)

test('unused namespaces are not declared', () => {
  assert.not.match(xmlOf(domain('fv0').hvm()), 'xmlns')
})

test('a namespace is declared once if both fields and raw parts use it', () => {
  const xml = xmlOf(domain('fv0').qemuDeprecation('omit').xml('<qemu:newer/>'))
  assert.is(xml.split('xmlns:qemu=').length, 2)
})

// Reading uses the namespace URI, not the prefix.

const READ: Readonly<Record<string, string>> = {
  'a different prefix': `<domain type="kvm" xmlns:ns0="${QEMU}"><name>fv0</name><ns0:commandline><ns0:arg value="-s"/></ns0:commandline></domain>`,
  'a prefix declared on the element': `<domain type="kvm"><name>fv0</name><q:commandline xmlns:q="${QEMU}"><q:arg value="-s"/></q:commandline></domain>`,
  'no prefix': `<domain type="kvm"><name>fv0</name><commandline xmlns="${QEMU}"><arg value="-s"/></commandline></domain>`,
  'the usual prefix bound to a different namespace': `<domain type="kvm" xmlns:qemu="urn:dummy" xmlns:ns0="${QEMU}"><name>fv0</name><ns0:commandline><ns0:arg value="-s"/></ns0:commandline></domain>`,
}

for (const [how, xml] of Object.entries(READ))
  test(`a command line is read with ${how}`, () => {
    const { node, diagnostics } = readDomain(xml)
    assert.equal(diagnosticLines([...diagnostics, ...checkSchema(node!)]), [])
    assert.is(
      emit(node!),
      declaring('qemu', '<qemu:commandline>\n  <qemu:arg value="-s"/>\n</qemu:commandline>'),
    )
  })

const reported = (inner: string): readonly string[] => {
  const { node, diagnostics } = readDomain(
    `<domain type="kvm" xmlns:ns0="${QEMU}" xmlns:qemu="urn:dummy"><name>fv0</name>${inner}</domain>`,
  )
  return diagnosticLines([...diagnostics, ...checkSchema(node!)])
}

test('an element with the usual prefix in a different namespace is unknown', () => {
  assert.equal(reported('<qemu:commandline/>'), [
    'VMC1001 domain/qemu:commandline: <domain> has no element "qemu:commandline" ("urn:dummy" is not the namespace of qemu; write xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0")',
  ])
})

test('a known element name in a namespace is an unknown element', () => {
  assert.equal(reported('<features xmlns="urn:x"/>'), [
    'VMC1001 domain/features: <domain> has no element "features" ("urn:x" is the namespace of another program; put its elements into <metadata>)',
  ])
  assert.match(reported('<ns0:features/>')[0]!, /^VMC1001 domain\/ns0:features: /)
  assert.match(
    reported('<ns0:commandline><arg value="x"/></ns0:commandline>')[0]!,
    'no element "arg"',
  )
})

test('a misspelled name in a namespace is reported with the correct spelling', () => {
  assert.equal(reported('<ns0:comandline/>'), [
    'VMC1001 domain/ns0:comandline: <domain> has no element "ns0:comandline" (did you mean "qemu:commandline"?)',
  ])
  assert.equal(reported('<ns0:commandline><ns0:agr value="x"/></ns0:commandline>'), [
    'VMC1001 domain/ns0:commandline/ns0:agr: <ns0:commandline> has no element "ns0:agr" (did you mean "qemu:arg"?)',
  ])
})

test('a root element in an unknown namespace is an error', () => {
  assert.equal(diagnosticLines(readDomain('<domain xmlns="urn:x"/>').diagnostics), [
    'VMC3003 : the root element is <domain> in the namespace "urn:x", not <domain>',
  ])
})

test.run()
