import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkSchema } from '../../src/check/check-schema.ts'
import { type Disk, domain, iscsi, lun, nbd, rbd } from '../../src/index.ts'
import { devices, diagnosticLines, problemsOf, readDomain } from '../support/builders.ts'

const test = suite('validate: disk')

const of = (disk: Disk) => problemsOf(domain('fv0').disk(disk))
const ofXml = (disk: string) => {
  const { node, diagnostics } = readDomain(devices(disk))
  return diagnosticLines([...diagnostics, ...checkSchema(node!)])
}

test('a field of another protocol or type is reported with the one it belongs to', () => {
  assert.equal(problemsOf(domain('fv0').disk(nbd('h').source({ query: 'x' }))), [
    'VMC1004 domain/devices/disk[1]/source/@query: "query" belongs to <source> with protocol "http" or "https"; this one has protocol "nbd" (leave it out, or change protocol)',
  ])
  assert.equal(of({ type: 'block', source: { file: '/a' } }), [
    'VMC1004 domain/devices/disk[1]/source/@file: "file" belongs to <disk> with type "file"; this one has type "block" (with type "block", use "dev")',
  ])
})

test('an iSCSI target has one host, a Ceph cluster can have several or none', () => {
  assert.equal(problemsOf(domain('fv0').disk(rbd('pool/image', 'a', 'b'), rbd('pool/image'))), [])
  assert.equal(problemsOf(domain('fv0').disk(iscsi('iqn', 'a').source({ host: 'b' }))), [
    'VMC1007 domain/devices/disk[1]/source/host: <host> appears 2 times in <source>; only one is allowed when protocol is "iscsi"',
  ])
})

test('only a LUN can have rawio, and its type cannot be file', () => {
  assert.equal(problemsOf(domain('fv0').disk(lun('/dev/sda').rawio(true))), [])
  assert.equal(of({ type: 'block', source: { dev: '/dev/sda' }, rawio: true }), [
    'VMC1004 domain/devices/disk[1]/@rawio: "rawio" belongs to <disk> with device "lun"; this one has device "disk" (leave it out, or change device)',
  ])
  assert.match(of({ type: 'file', device: 'lun' })[0]!, /"file" is not a type of <disk>/)
  assert.match(of({ device: 'lun' })[0]!, /<disk> is missing attribute "type"/)
})

test('an identity needs a key for SSH, but not for NFS', () => {
  const over = (protocol: 'ssh' | 'nfs', identity: object) =>
    of({ type: 'network', source: { protocol, name: 'x', host: 'h', identity } }).length
  assert.is(over('ssh', { username: 'u', keyfile: '/k' }), 0)
  assert.is(over('ssh', { username: 'u' }), 1)
  assert.is(over('ssh', { username: 'u', keyfile: '/k', agentsock: '/s' }), 1)
  assert.is(over('nfs', { user: 'u', group: 'g' }), 0)
  assert.is(over('nfs', {}), 0)
})

test('a mirror has a job and a source, or, in the old form, a file', () => {
  const mirror = (mirror: NonNullable<Disk['mirror']>) => of({ mirror }).length
  assert.is(mirror({ job: 'copy', source: { file: '/a' } }), 0)
  assert.is(mirror({ file: '/a' }), 0)
  assert.is(mirror({ job: 'copy', file: '/a', format: 'raw' }), 0)
  assert.is(mirror({ job: 'active-commit', file: '/a' }), 1)
  assert.is(mirror({ ready: 'yes' }), 1)
})

test('a backing image needs a format, but can be empty', () => {
  assert.equal(of({ backingStore: {} }), [])
  assert.equal(of({ backingStore: true }), [])
  assert.equal(of({ backingStore: { source: { file: '/a' }, format: 'raw' } }), [])
  assert.equal(of({ backingStore: { source: { file: '/a' } } }), [
    'VMC1003 domain/devices/disk[1]/backingStore: <backingStore> has "source" but not "format" (add "format", which "source" requires)',
  ])
})

test('a disk in a document needs a target, and its slices before the data store', () => {
  assert.match(ofXml('<disk><source file="/a"/></disk>')[0]!, /<disk> is missing <target>/)
  const slices = '<slices><slice type="storage" offset="0" size="1"/></slices>'
  const store = '<dataStore><format type="raw"/><source file="/b"/></dataStore>'
  const seclabel = '<seclabel relabel="no"/>'
  const disk = (inner: string) =>
    ofXml(`<disk><source file="/a">${inner}</source><target dev="vda"/></disk>`)
  assert.equal(disk(seclabel + slices + store), [])
  assert.equal(disk(slices + seclabel + store), [])
  assert.match(disk(store + slices)[0]!, /^VMC1011 .*<slices> must come before <dataStore>/)
})

test('an unknown bus is reported once', () => {
  assert.equal(of({ target: { bus: 'virtoi' as never } }).length, 1)
})

test.run()
