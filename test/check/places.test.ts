import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Any, assertBeginnings, diagnosticsOf } from '../support/builders.ts'
import * as programs from './programs/places.ts'

const test = suite('validate: places')

const file = fileURLToPath(new URL('./programs/places.ts', import.meta.url))

/** What is told of a program of the file, with the place, and the places that have to do with it. */
const told = (builder: Any): readonly string[] =>
  diagnosticsOf(builder).flatMap(one => [
    `${one.file === file ? '' : one.file}${one.line}:${one.column} ${one.code} ${one.path}`,
    ...(one.related ?? []).map(
      also => `  ${also.line}:${also.column} ${also.message}${also.file === file ? '' : also.file}`,
    ),
  ])

test('a value is told at the method that was given it', () => {
  assert.equal(told(programs.call), ['4:80 VMC1002 domain/devices/disk[1]/target/@bus'])
})

test('a value deep in an object is told at its key, lines below the call', () => {
  assert.equal(told(programs.inObject), ['12:5 VMC1002 domain/devices/disk[1]/target/@bus'])
})

test('an unknown key is told at the key, and what it was meant to be is not missing as well', () => {
  assert.equal(told(programs.unknownKey), ['19:5 VMC1001 domain/devices/disk[1]/source/fiel'])
})

test('a value of a helper is told at the line of the helper, with the line that called it', () => {
  assert.equal(told(programs.inHelper), [
    '23:38 VMC1002 domain/devices/interface[1]/mac/@address',
    '  25:43 called from here',
  ])
})

test('a value of a preset is told where it was made, with the line that called the helper', () => {
  assert.equal(told(programs.inPreset), [
    '27:23 VMC1002 domain/devices/disk[1]/source/@file',
    '  28:28 called from here',
  ])
})

test('of several objects, the one with the mistake is told', () => {
  assert.equal(told(programs.second), ['34:54 VMC1002 domain/devices/disk[2]/source/@file'])
  assert.equal(told(programs.listed), ['49:7 VMC1002 domain/devices/interface[2]/mac/@address'])
})

test('of several keys of one name, the one with the mistake is told', () => {
  assert.equal(told(programs.outer), ['40:3 VMC1002 domain/devices/disk[1]/@type'])
})

test('a value of the wrong kind is told at its own call, not at the last that added to the list', () => {
  assert.equal(told(programs.early), ['54:36 VMC1005 domain/devices/disk[1]'])
})

test('what is missing is told at the call that should have given it', () => {
  assert.equal(told(programs.missing), ['56:38 VMC1003 domain/devices/interface[1]/@type'])
})

test('keys that belong elsewhere are told at their places', () => {
  assertBeginnings(
    diagnosticsOf(programs.elsewhere).map(one => `${one.line}:${one.column} ${one.help}`),
    [
      '61:5 "dev" belongs to <',
      '63:15 vmc knows libvirt',
      '63:29 "vcpu" belongs one level up, to <domain>',
    ],
  )
})

test('raw XML that is not well-formed is told at its call', () => {
  assert.equal(told(programs.raw), ['65:41 VMC3001 domain'])
})

test('a value that was made elsewhere is told at the nearest key that stands in the call', () => {
  assert.equal(told(programs.fromElsewhere), ['71:3 VMC1002 domain/devices/disk[1]/source/@file'])
  assert.equal(told(programs.nested), ['88:3 VMC1002 domain/devices/disk[1]/target/@bus'])
})

test('a value in the object of a word is told at its key', () => {
  assert.equal(told(programs.inWord), [
    '76:5 VMC1002 domain/devices/hostdev[1]/source/address/@bus',
  ])
  assert.equal(told(programs.machine), ['82:3 VMC1002 domain/os/type/@arch'])
})

test.run()
