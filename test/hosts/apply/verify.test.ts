import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { compareReadBack } from '../../../src/hosts/apply/verify.ts'
import { definitionOf } from '../../../src/hosts/plan/domain-plan.ts'
import type { Change } from '../../../src/tree/merge/merge.ts'

const test = suite('hosts: reading back')

const WRITTEN = `<domain type="qemu"><name>web0</name><uuid>d7447ddd-f64c-5183-bcf7-69f2bf621007</uuid>
<memory unit="KiB">65536</memory><os><type machine="q35">hvm</type><nvram>/vars.fd</nvram></os><devices>
<disk type="file" device="disk"><source file="/a"/><target dev="vda" bus="virtio"/><alias name="ua-os"/><address type="pci" slot="0x04"/></disk>
<interface type="user"><mac address="52:54:00:00:00:01"/></interface></devices></domain>`

/** What is found if libvirt makes the written definition into another one. */
function found(from: string | RegExp, to: string, ...wanted: readonly (readonly string[])[]) {
  const [written, readBack] = [WRITTEN, WRITTEN.replace(from, to)].map(xml => definitionOf(xml)!)
  const changes = wanted.map(keys => ({ keys, kind: 'changed' }) as unknown as Change)
  return compareReadBack(written!, readBack!, changes)
}
const nothing = { lost: [], moved: [], others: [] }

test('what libvirt fills in and spells differently is not reported', () => {
  for (const [from, to] of [
    ['machine="q35"', 'machine="pc-q35-7.2"'],
    ['unit="KiB">65536', 'unit="MiB">64'],
    ['slot="0x04"', 'slot="4" bus="0"'],
    ['</devices>', '<memballoon model="virtio"/></devices>'],
  ] as const)
    assert.equal(found(from, to, ['memory'], ['os', 'type']), nothing)
})

test('a value of the program that is missing or different is lost', () => {
  const [from, to] = ['65536', '32768']
  assert.equal(found(from, to, ['memory', 'value']), { ...nothing, lost: ['memory'] })
  assert.equal(found(from, to, ['os']), { ...nothing, others: ['memory'] })
})

test('an existing device that lost what the guest knows it by has moved', () => {
  for (const [from, to, path] of [
    ['slot="0x04"', 'slot="0x05"', 'devices/disk[ua-os]/address/slot'],
    ['/vars.fd', '/other.fd', 'os/nvram/path'],
    [/<interface.*interface>/, '', 'devices/interface[52:54:00:00:00:01]'],
  ] as const)
    assert.equal(found(from, to, ['memory']), { ...nothing, moved: [path] })
})

test('in a new domain, everything that libvirt does not keep is lost', () => {
  const [written, readBack] = [WRITTEN, WRITTEN.replace('/a', '/b')].map(xml => definitionOf(xml)!)
  assert.equal(compareReadBack(written!, readBack!).lost, ['devices/disk[ua-os]/source/file'])
})

test.run()
