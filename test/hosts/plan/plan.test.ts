import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fill } from '../../../src/build/domains/fill.ts'
import { HostError } from '../../../src/hosts/host-error.ts'
import type { HostDomain } from '../../../src/hosts/inventory.ts'
import type { Marker } from '../../../src/hosts/marker.ts'
import { definitionOf } from '../../../src/hosts/plan/host-definition.ts'
import { type Impact, impactOf } from '../../../src/hosts/plan/impact.ts'
import { isSameMachine } from '../../../src/hosts/plan/machine-alias.ts'
import { isSettled, makePlan, type PlannedDomain } from '../../../src/hosts/plan/plan.ts'
import { ProgramFiles } from '../../../src/hosts/plan/program-files.ts'
import { recordedDefinition, recordedProgram } from '../../../src/hosts/plan/secrets.ts'
import type { ReadHost } from '../../../src/hosts/read-hosts.ts'
import { cdrom, type DomainBuilder, domain, file, GiB, vnc } from '../../../src/index.ts'
import { scalarAt } from '../../../src/tree/node.ts'
import { emit } from '../../../src/xml/emit.ts'
import { nodeOf } from '../../support/builders.ts'
import { markerXml } from '../../support/marker-xml.ts'
import { folder } from '../../support/vmc.ts'

const test = suite('hosts: plan')

const web0 = domain('web0').hvm({ machine: 'q35' }).memory(GiB(2)).vcpu(2).disk(file('/a'))
const filled = (program: DomainBuilder) => fill([nodeOf(program)], 'shop')[0]!
const xmlOf = (program: DomainBuilder): string => emit(filled(program))
const uuid = String(scalarAt(filled(web0), 'uuid'))

const marker = (change: Partial<Marker> = {}): string =>
  markerXml({
    ...{ project: 'shop', name: 'web0', uuid, host: 'hv1', libvirt: '9.0.0' },
    ...{ program: xmlOf(web0), definition: xmlOf(web0) },
    ...change,
  })

const onHost = (xml: string, marked = ''): HostDomain => ({
  uuid: /<uuid>(.*?)<\/uuid>/.exec(xml)![1]!,
  name: /<name>(.*?)<\/name>/.exec(xml)![1]!,
  ...{ state: 'shut off', isActive: false, isPersistent: true },
  ...{ hasAutostart: false, hasManagedSave: false },
  xml: withMetadata(xml, marked),
})

function withMetadata(xml: string, marked: string): string {
  if (marked === '') return xml
  return xml.includes('</metadata>')
    ? xml.replace('</metadata>', `${marked}</metadata>`)
    : xml.replace('</name>', `</name><metadata>${marked}</metadata>`)
}

const host = (name: string, ...domains: readonly HostDomain[]): ReadHost => ({
  name,
  uri: `qemu+ssh://${name}/system`,
  inventory: { libvirt: '9.0.0', domains },
})
const down: ReadHost = { name: 'hv9', uri: 'qemu:///x', error: new HostError('unreached', 'down') }

function plan(hosts: readonly ReadHost[], ...programs: readonly DomainBuilder[]) {
  const domains = programs.map(program => {
    const written = nodeOf(program)
    const note = written.notes?.find(({ kind }) => kind === 'host')
    return { written, filled: filled(program), ...(note && { host: note }) }
  })
  return makePlan({ project: 'shop', domains, hosts })
}

function planned(hosts: readonly ReadHost[], program: DomainBuilder): PlannedDomain {
  const { domains, diagnostics } = plan(hosts, program)
  assert.equal(diagnostics, [])
  return domains[0]!
}

const reasonOf = (one: PlannedDomain) => (one.status === 'refused' ? one.reason : one.status)
const changesOf = (one: PlannedDomain) =>
  'wanted' in one ? one.wanted.map(({ kind, path }) => `${kind} ${path}`) : [one.status]

test('a domain that no host has is new', () => {
  assert.is(planned([host('hv1')], web0).status, 'new')
})

test('it is not new while a host is not read, because that host may have it', () => {
  const one = planned([host('hv1'), down], web0.host('hv1'))
  assert.equal([one.status, 'unread' in one && one.unread], ['unknown', ['hv9']])
})

test('a domain without a marker is not managed, and compared with all that the program sets', () => {
  const one = planned([host('hv1', onHost(xmlOf(web0)))], web0.vcpu(4))
  assert.equal([one.status, changesOf(one)], ['unmarked', ['changed vcpu/value']])
})

test('a marked domain without changes is settled', () => {
  const one = planned([host('hv1', onHost(xmlOf(web0), marker()))], web0)
  assert.equal([one.status, isSettled(one)], ['owned', true])
})

test('a domain that was applied with --uri stays managed when its host gets a name', () => {
  const marked = onHost(xmlOf(web0), marker({ host: 'qemu+ssh://hv1/system' }))
  assert.is(planned([host('hv1', marked)], web0).status, 'owned')
  assert.equal(
    plan([host('hv1', marked)]).orphans.map(({ name }) => name),
    ['web0'],
  )
})

test('changes of the program and changes on the host are distinguished', () => {
  const one = planned([host('hv1', onHost(xmlOf(web0.memory(GiB(3))), marker()))], web0.vcpu(4))
  assert.equal(changesOf(one), ['changed vcpu/value'])
  assert.equal('drift' in one && one.drift.map(({ path }) => path), ['memory/value'])
})

test('what both changed is a conflict', () => {
  const one = planned([host('hv1', onHost(xmlOf(web0.vcpu(3)), marker()))], web0.vcpu(4))
  assert.equal('wanted' in one && one.wanted.map(change => change.isConflict), [true])
})

test('what a newer libvirt adds is not a change by others, but a disk is', () => {
  const newer = xmlOf(web0).replace(
    '</devices>',
    "<controller type='usb' index='0'/><disk type='file'><source file='/x'/><target dev='vdx'/></disk></devices>",
  )
  const [same, upgraded] = ['9.0.0', '8.0.0'].map(libvirt => {
    const one = planned([host('hv1', onHost(newer, marker({ libvirt })))], web0)
    return 'drift' in one && one.drift.map(({ path }) => path)
  })
  assert.equal(same, ['devices/disk[vdx]', 'devices/controller[usb 0]'])
  assert.equal(upgraded, ['devices/disk[vdx]'])
})

test('a domain of another project is refused', () => {
  const one = planned([host('hv1', onHost(xmlOf(web0), marker({ project: 'crm' })))], web0)
  assert.is(reasonOf(one), 'the domain belongs to project "crm"')
})

test('a copied marker counts as none', () => {
  for (const copy of [{ uuid: uuid.replace('d', 'e') }, { host: 'hv2' }])
    assert.is(planned([host('hv1', onHost(xmlOf(web0), marker(copy)))], web0).status, 'unmarked')
})

test('another domain of the same name is refused', () => {
  const other = xmlOf(web0.uuid('00000000-0000-4000-8000-000000000001'))
  const one = planned([host('hv1', onHost(other))], web0)
  assert.is(reasonOf(one), 'hv1 has a domain of this name with another UUID')
})

test('a domain on another host is refused with the command that moves it', () => {
  const one = planned([host('hv1'), host('hv2', onHost(xmlOf(web0), marker()))], web0.host('hv1'))
  assert.is(reasonOf(one), 'the domain is on hv2')
  assert.match(
    one.status === 'refused' ? one.help : '',
    `virsh -c 'qemu+ssh://hv2/system' migrate --offline --persistent --undefinesource ${uuid} 'qemu+ssh://hv1/system'`,
  )
})

test('a domain on two hosts is refused', () => {
  const both = [host('hv1', onHost(xmlOf(web0), marker())), host('hv2', onHost(xmlOf(web0)))]
  assert.is(reasonOf(planned(both, web0.host('hv1'))), 'hv1 and hv2 both have the domain')
})

test('a domain of the project that no program has is an orphan, and another is not', () => {
  const db = domain('db').hvm().memory(GiB(1))
  const own = String(scalarAt(filled(db), 'uuid'))
  const hosts = [
    host('hv1', onHost(xmlOf(db), marker({ uuid: own })), onHost(xmlOf(web0), marker())),
    host('hv2', onHost(xmlOf(db.name('x').uuid(uuid.replace('d', 'e'))))),
  ]
  const { orphans } = plan(hosts, web0.host('hv1'))
  assert.equal(
    orphans.map(({ name, host: { name: at } }) => [name, at]),
    [['db', 'hv1']],
  )
})

test('a domain of another program of the project is not an orphan, unless that program is gone', () => {
  const db = domain('db').hvm().memory(GiB(1))
  const own = String(scalarAt(filled(db), 'uuid'))
  const root = folder({ 'web.ts': '', 'db/db.ts': '' })
  const missing = (recorded: readonly string[], ...built: readonly string[]) => {
    const hosts = [host('hv1', onHost(xmlOf(db), marker({ uuid: own, files: recorded })))]
    const files = new ProgramFiles(
      root,
      built.map(file => join(root, file)),
    )
    const { orphans, others } = makePlan({ project: 'shop', domains: [], hosts, files })
    return { orphans: orphans.length, others: others.map(one => one.files) }
  }
  assert.equal(missing(['db/db.ts'], 'web.ts'), { orphans: 0, others: [['db/db.ts']] })
  assert.equal(missing(['db/db.ts', 'web.ts'], 'web.ts'), { orphans: 0, others: [['db/db.ts']] })
  assert.equal(missing(['db/db.ts'], 'web.ts', 'db/db.ts'), { orphans: 1, others: [] })
  assert.equal(missing(['gone.ts'], 'web.ts'), { orphans: 1, others: [] })
  assert.equal(missing([], 'web.ts'), { orphans: 1, others: [] })
})

test('a record cannot make vmc look for a file outside the project', () => {
  const files = new ProgramFiles(folder({}), [])
  assert.equal(files.othersOf(['/etc/passwd', '../../../../etc/passwd', './x', 'a\nb', '']), [])
})

test('without .host(), a domain needs a configuration with a single host', () => {
  const { domains, diagnostics } = plan([host('hv1'), host('hv2')], web0, web0.host('hv3'))
  assert.equal(domains, [])
  assert.equal(
    diagnostics.map(({ code, message }) => [code, message]),
    [
      ['VMC7007', 'domain "web0" names no host, and the configuration has several'],
      ['VMC7002', 'the configuration has no URI for host "hv3"'],
    ],
  )
})

test('a definition that vmc cannot read is refused', () => {
  const one = planned([host('hv1', { ...onHost(xmlOf(web0)), xml: '<domain' })], web0)
  assert.is(reasonOf(one), 'vmc cannot read the definition on the host')
})

/** The program as vmc records it. */
const recorded = (program: DomainBuilder) => ({
  program: emit(recordedProgram(definitionOf(xmlOf(program))!)),
  definition: emit(recordedDefinition(definitionOf(xmlOf(program))!)),
})

test('of a password, only its presence is compared', () => {
  const open = web0.graphics(vnc().listen('127.0.0.1'))
  const secret = (passwd: string) => web0.graphics(vnc().listen('127.0.0.1').passwd(passwd))
  const changes = (before: DomainBuilder, after: DomainBuilder) =>
    changesOf(planned([host('hv1', onHost(xmlOf(open), marker(recorded(before))))], after))
  assert.equal(changes(secret('one'), secret('two')), [])
  assert.equal(changes(open, secret('one')), ['added devices/graphics[1]/passwd'])
  assert.equal(changes(secret('one'), open), ['removed devices/graphics[1]/passwd'])
  assert.not.match(recorded(secret('hunter2')).program, 'hunter2')
})

const notes = (text: string) => web0.metadata(`<a:note xmlns:a="urn:a">${text}</a:note>`)
const args = (...list: readonly string[]) =>
  web0.xml(
    `<qemu:commandline xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">${list.map(one => `<qemu:arg value="${one}"/>`).join('')}</qemu:commandline>`,
  )

for (const [what, make] of [
  ['raw XML', notes],
  ['arguments for QEMU', args],
] as const)
  test(`a change of ${what} is seen, and its text is not in the record of the program`, () => {
    const [before, after] = [make('secret'), make('other')]
    const compared = (onIt: DomainBuilder, program: DomainBuilder) => {
      const one = planned([host('hv1', onHost(xmlOf(onIt), marker(recorded(before))))], program)
      return [changesOf(one).length > 0, 'drift' in one && one.drift.length > 0]
    }
    assert.not.match(recorded(before).program, 'secret')
    assert.equal(compared(before, before), [false, false])
    assert.equal(compared(before, after), [true, false])
    // Metadata belongs to others, who may change it.
    if (make === args) assert.equal(compared(after, before), [false, true])
  })

test('a machine type and the version that QEMU resolves it to are the same', () => {
  assert.equal(
    [
      ['q35', 'pc-q35-7.2'],
      ['pc-i440fx-9.2', 'pc'],
      ['virt', 'virt-10.0'],
      ['q35', 'pc-i440fx-7.2'],
      ['pc', 'pc-q35-7.2'],
      ['pc-q35-7.1', 'pc-q35-7.2'],
    ].map(([a = '', b = '']) => isSameMachine(a, b)),
    [true, true, true, false, false, false],
  )
  const resolved = xmlOf(web0).replace('machine="q35"', 'machine="pc-q35-7.2"')
  assert.equal(changesOf(planned([host('hv1', onHost(resolved))], web0)), [])
})

/** What the changes between two programs mean. */
function impacts(before: DomainBuilder, after: DomainBuilder): readonly Impact['kind'][] {
  const xml = xmlOf(before)
  const one = planned([host('hv1', onHost(xml, marker({ program: xml, definition: xml })))], after)
  return 'wanted' in one ? one.wanted.map(change => impactOf(change).kind) : []
}

const same = domain('web0').hvm()
for (const [what, before, after, ...expected] of [
  ['memory', same.memory(GiB(1)), same.memory(GiB(2)), 'next-boot'],
  ['the title', same, same.title('x'), 'live'],
  ['the machine type', same.machine('pc'), same.machine('q35'), 'dangerous'],
  ['UEFI', same, same.uefi(), 'dangerous'],
  ['a new disk', same, same.disk(file('/a')), 'live'],
  ['a removed disk', same.disk(file('/a')), same, 'dangerous'],
  ['a removed drive', same.disk(cdrom('/a.iso')), same, 'next-boot'],
  ['another image', same.disk(file('/a')), same.disk(file('/b')), 'dangerous'],
  ['another CD', same.cdrom('/a.iso'), same.cdrom('/b.iso'), 'live'],
  [
    'the cache',
    same.disk(file('/a')),
    same.disk(file('/a').driver({ cache: 'none' })),
    'next-boot',
  ],
  ['a sound card', same, same.sound({ model: 'ich9' }), 'next-boot'],
] as const)
  test(`${what}: ${expected}`, () => {
    assert.equal([...new Set(impacts(before, after))], expected)
  })

test.run()
