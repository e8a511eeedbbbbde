import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Any, assertBeginnings, diagnosticsOf } from '../support/builders.ts'
import * as programs from './programs/locations.ts'

const test = suite('validate: locations')

const file = fileURLToPath(new URL('./programs/locations.ts', import.meta.url))

/** The location, code and path of each diagnostic of a program, and its related locations. */
const locations = (builder: Any): readonly string[] =>
  diagnosticsOf(builder).flatMap(one => [
    `${one.file === file ? '' : one.file}${one.line}:${one.column} ${one.code} ${one.path}`,
    ...(one.related ?? []).map(
      also => `  ${also.line}:${also.column} ${also.message}${also.file === file ? '' : also.file}`,
    ),
  ])

test('an invalid value is reported at its method', () => {
  assert.equal(locations(programs.call), ['4:80 VMC1002 domain/devices/disk[1]/target/@bus'])
})

test('an invalid value in an object is reported at its key, some lines below the call', () => {
  assert.equal(locations(programs.inObject), ['12:5 VMC1002 domain/devices/disk[1]/target/@bus'])
})

test('an unknown key is reported at the key, and the key that was meant is not reported as missing', () => {
  assert.equal(locations(programs.unknownKey), ['19:5 VMC1001 domain/devices/disk[1]/source/fiel'])
})

test('an invalid value in a helper is reported in the helper, with the line that called it', () => {
  assert.equal(locations(programs.inHelper), [
    '23:38 VMC1002 domain/devices/interface[1]/mac/@address',
    '  25:43 called from here',
  ])
})

test('an invalid value in a preset is reported where it was made, with the line that called the helper', () => {
  assert.equal(locations(programs.inPreset), [
    '27:23 VMC1002 domain/devices/disk[1]/source/@file',
    '  28:28 called from here',
  ])
})

test('among several objects, the one with the mistake is reported', () => {
  assert.equal(locations(programs.second), ['34:54 VMC1002 domain/devices/disk[2]/source/@file'])
  assert.equal(locations(programs.listed), [
    '49:7 VMC1002 domain/devices/interface[2]/mac/@address',
  ])
})

test('among several keys with the same name, the one with the mistake is reported', () => {
  assert.equal(locations(programs.outer), ['40:3 VMC1002 domain/devices/disk[1]/@type'])
})

test('a value of the wrong type is reported at its own call, not at the last call for the list', () => {
  assert.equal(locations(programs.early), ['54:36 VMC1075 domain/devices/disk[1]'])
})

test('a missing field is reported at the call that should have set it', () => {
  assert.equal(locations(programs.missing), ['56:38 VMC1003 domain/devices/interface[1]/@type'])
})

test('keys of other elements are reported at their locations', () => {
  assertBeginnings(
    diagnosticsOf(programs.elsewhere).map(one => `${one.line}:${one.column} ${one.help}`),
    [
      '61:5 "dev" belongs to <',
      '63:15 <features> takes ',
      '63:29 "vcpu" belongs one level up, to <domain>',
    ],
  )
})

test('raw XML that is not well-formed is reported at its call', () => {
  assert.equal(locations(programs.raw), ['65:41 VMC3001 domain'])
})

test('a value from outside of the call is reported at the nearest key in the call', () => {
  assert.equal(locations(programs.fromElsewhere), [
    '71:3 VMC1002 domain/devices/disk[1]/source/@file',
  ])
  assert.equal(locations(programs.nested), ['88:3 VMC1002 domain/devices/disk[1]/target/@bus'])
})

test('an invalid value in the object of a factory is reported at its key', () => {
  assert.equal(locations(programs.inFactory), [
    '76:5 VMC1002 domain/devices/hostdev[1]/source/address/@bus',
  ])
  assert.equal(locations(programs.machine), ['82:3 VMC1002 domain/os/type/@arch'])
})

test.run()
