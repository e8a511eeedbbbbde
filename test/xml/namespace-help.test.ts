// <qemu:commandline> without the declaration of its namespace, or with a misspelt one.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { domain as build } from '../../src/index.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { read } from '../../src/xml/read.ts'
import { problemsOf } from '../support/builders.ts'

const test = suite('namespaces of hypervisors')

const QEMU = 'xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0"'

const problemsIn = (head: string, inner: string) =>
  read(`<domain type="kvm" ${head}>\n${inner}</domain>`, domain).diagnostics.map(
    ({ code, line, column, help }) => `${code} ${line}:${column} ${help}`,
  )

test('a prefix that is not declared', () => {
  const add = `add ${QEMU} to <domain>`
  assert.equal(problemsIn('', '<qemu:commandline/>'), [`VMC3001 2:1 ${add}`])
  assert.equal(problemsIn('', '<os qemu:a="b"/>'), [`VMC3001 2:5 ${add}`])
  assert.equal(problemsIn('', '<qem:commandline/>'), [
    `VMC3001 2:1 did you mean "qemu"? It needs ${QEMU} on <domain>`,
  ])
  assert.equal(problemsIn('', '<other:thing/>'), [
    'VMC3001 2:1 declare the namespace with xmlns:other="…"',
  ])
})

test('a misspelt namespace', () => {
  for (const uri of [
    'http://libvirt.org/schemas/domain/qemu',
    'https://libvirt.org/schemas/domain/qemu/1.0',
    'http://libvirt.org/schemas/domain/qemu/1.1',
    'http://www.libvirt.org/qemu/1.0',
    'qemu',
  ])
    assert.equal(problemsIn(`xmlns:qemu="${uri}"`, '<qemu:commandline/>'), [
      `VMC1001 2:1 "${uri}" is not the namespace of qemu; write ${QEMU}`,
    ])
  assert.equal(problemsIn('xmlns:q="http://libvirt.org/schemas/domain/qemu"', '<q:commandline/>'), [
    `VMC1001 2:1 "http://libvirt.org/schemas/domain/qemu" is not the namespace of qemu; write ${QEMU}`,
  ])
  assert.equal(problemsIn('xmlns:x="urn:x"', '<x:y/>'), [
    'VMC1001 2:1 "urn:x" is the namespace of another program; put its elements into <metadata>',
  ])
  assert.equal(problemsIn(QEMU, '<qemu:commandline/>'), [])
})

test('an element without its prefix', () => {
  assert.equal(problemsIn('', '<capabilities/>'), [
    `VMC1001 2:1 write <qemu:capabilities>, and add ${QEMU} to <domain>`,
  ])
})

test('raw XML of a program', () => {
  const problems = (xml: string) => problemsOf(build('a').hvm().memory('1GiB').xml(xml))
  assert.equal(problems('<qemu:commandline/>'), [])
  assert.equal(problems(`<qemu:commandline ${QEMU}/>`), [])
  assert.equal(problems('<x:y xmlns:x="urn:x"/>'), [])
  assert.equal(problems('<qemu:commandline xmlns:qemu="http://libvirt.org/qemu"/>'), [
    `VMC1001 domain: libvirt ignores <qemu:commandline>, because its namespace is unknown ("http://libvirt.org/qemu" is not the namespace of qemu; write ${QEMU})`,
  ])
  assert.equal(problems('<qem:commandline/>'), [
    `VMC3001 domain: this XML is not well-formed: the namespace prefix "qem" is not declared (did you mean "qemu"? It needs ${QEMU} on <domain>)`,
  ])
})

test.run()
