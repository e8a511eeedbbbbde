// Machines whose name contains a QEMU release, with and without a QEMU in the target.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { xmlDomains } from '../../src/build/check-rule.ts'
import type { Target } from '../../src/check/rule-context.ts'
import { validate } from '../../src/check/validator.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'

const test = suite('releases of machines')

/** The rules about releases that report a machine. */
function found(machine: string, arch: string, target: Target): readonly string[] {
  const xml = `<os><type arch="${arch}" machine="${machine}">hvm</type></os>`
  return validate(xmlDomains(xml), { ...standardPolicy, target }).flatMap(({ slug, severity }) =>
    slug === 'machine-release' || slug === 'machine-unreleased' ? `${severity} ${slug}` : [],
  )
}

const FAMILIES = [
  ['pc-q35', 'x86_64'],
  ['pc-i440fx', 'x86_64'],
  ['virt', 'aarch64'],
  ['pseries', 'ppc64'],
  ['s390-ccw-virtio', 's390x'],
] as const

for (const [family, arch] of FAMILIES) {
  test(`${family}: a machine newer than the QEMU of the target is an error`, () => {
    for (const release of ['7.1', '7.2', '2.12'])
      assert.equal(found(`${family}-${release}`, arch, { qemu: '7.2' }), [])
    for (const release of ['8.0', '9.2', '10.0', '99.0'])
      assert.equal(found(`${family}-${release}`, arch, { libvirt: '9.0.0', qemu: '7.2' }), [
        'error machine-release',
      ])
    assert.equal(found(`${family}-7.2`, arch, { qemu: '7.2.5' }), [])
    assert.equal(found(`${family}-12.0`, arch, { qemu: '12.0' }), [])
  })

  test(`${family}: without a QEMU in the target, only an unknown release is a warning`, () => {
    for (const target of [{}, { libvirt: '9.0.0' }]) {
      assert.equal(found(`${family}-11.1`, arch, target), [])
      assert.equal(found(`${family}-99.0`, arch, target), ['warning machine-unreleased'])
    }
  })
}

test('a machine of a distribution has a release of its own', () => {
  for (const machine of ['pc-q35-rhel9.2.0', 'pc-i440fx-rhel7.6.0', 'pc-q35-noble', 'q35', 'pc'])
    assert.equal(found(machine, 'x86_64', { qemu: '7.2' }), [])
  assert.equal(found('virt-rhel9.4.0', 'aarch64', { qemu: '7.2' }), [])
  assert.equal(found('s390-ccw-virtio-rhel9.4.0', 's390x', { qemu: '7.2' }), [])
})

test('a variant of a machine has the release of the machine', () => {
  assert.equal(found('pseries-2.12-sxxm', 'ppc64', { qemu: '2.11' }), ['error machine-release'])
  assert.equal(found('pc-q35-4.0.1', 'x86_64', { qemu: '4.0' }), ['error machine-release'])
})

test.run()
