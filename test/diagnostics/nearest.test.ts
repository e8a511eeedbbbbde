import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { nearest } from '../../src/diagnostics/nearest.ts'

const test = suite('diagnostics: nearest')

const BUSES = ['ide', 'fdc', 'scsi', 'virtio', 'xen', 'usb', 'sata', 'sd']

for (const [word, meant] of [
  ['virtoi', 'virtio'],
  ['virto', 'virtio'],
  ['virttio', 'virtio'],
  ['VIRTIO', 'virtio'],
  ['SCSI', 'scsi'],
  ['scis', 'scsi'],
  ['uesb', 'usb'],
  ['sdd', 'sd'],
  ['virtio', 'virtio'],
] as const)
  test(`${word} is near to ${meant}`, () => assert.is(nearest(word, BUSES), meant))

for (const word of ['', 'nvme', 'hyperthreading', 'pci', 'floppy', 'xyz'])
  test(`"${word}" is near to nothing`, () => assert.is(nearest(word, BUSES), undefined))

test('of several that are near, the first nearest is meant', () => {
  assert.is(nearest('sdc', ['sda', 'sdb', 'sdcc']), 'sda')
  assert.is(nearest('GIB', ['GB', 'GiB']), 'GiB')
})

test('there is nothing near in an empty list', () => {
  assert.is(nearest('a', []), undefined)
})

test('long words are compared with none', () => {
  // Letter by letter, this would take hours.
  const long = 'x'.repeat(1_000_000)
  assert.is(nearest(long, [...BUSES, `${long.slice(2)}yy`]), undefined)
})

test.run()
