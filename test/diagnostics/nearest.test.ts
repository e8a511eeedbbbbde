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
  test(`${word} is most similar to ${meant}`, () => assert.is(nearest(word, BUSES), meant))

for (const word of ['', 'nvme', 'hyperthreading', 'pci', 'floppy', 'xyz'])
  test(`"${word}" is not similar to any known word`, () =>
    assert.is(nearest(word, BUSES), undefined))

test('of several equally similar words, the first is returned', () => {
  assert.is(nearest('sdc', ['sda', 'sdb', 'sdcc']), 'sda')
  assert.is(nearest('GIB', ['GB', 'GiB']), 'GiB')
})

test('an empty list has no similar word', () => {
  assert.is(nearest('a', []), undefined)
})

test('very long words are not compared', () => {
  // A comparison of these words would take hours.
  const long = 'x'.repeat(1_000_000)
  assert.is(nearest(long, [...BUSES, `${long.slice(2)}yy`]), undefined)
})

test.run()
