// What is newer than a target is told: every document that libvirt 11.3.0's schema takes and 9.0.0's does not.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkTarget } from '../../src/check/target.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { read } from '../../src/xml/read.ts'
import { corpus, libvirtDir, skipped } from './corpus.ts'

const test = suite('target')

/** Documents that 9.0.0's schema refuses for another reason than something new in them. */
const corrected: Readonly<Record<string, string>> = {
  'disk-blockio': 'libvirt names no release for discard_granularity',
  'disk-network-nfs': 'the schema of 9.0.0 demanded an <identity> that libvirt does not',
  'disk-network-rbd-encryption-layering':
    'several <secret>s of one <encryption>: a number, not a name',
  'disk-scsi-product-length': 'the schema of 9.0.0 took 16 letters of a <product>, not 40',
  'hostdev-pci-display-ramfb': 'the schema of 9.0.0 had forgotten display and ramfb of PCI devices',
  'net-vhostuser-passt': 'a <source> of vhostuser without a socket: fewer demands, no new name',
  'schema-reorder-domain-subelements': 'an <interface> of vhostuser without <source>, as above',
  'ethernet-vds-no-params': 'the schema of 9.0.0 demanded parameters that libvirt does not',
}

/** Documents that hold something newer, which the schema of 9.0.0 cannot tell since it takes any word there. */
const beyondSchema = ['net-usb']

if (libvirtDir === undefined) test.skip(skipped)
else {
  const valid = corpus().filter(document => document.valid113)
  const newer = (path: string, xml: string) =>
    checkTarget(read(xml, domain, path).node!, { libvirt: '9.0.0' })
  const base = (path: string) => path.replace(/^.*\//, '')

  test('a document that is newer than libvirt 9.0.0 is told, with the release it needs', () => {
    const untold = valid
      .filter(document => !document.valid90 && newer(document.path, document.xml).length === 0)
      .filter(({ path }) => !Object.keys(corrected).some(name => base(path).startsWith(name)))
    assert.equal(
      untold.map(document => document.path),
      [],
    )
    const all = valid.filter(document => !document.valid90)
    console.log(`${all.length} newer documents, ${Object.keys(corrected).length} kinds excepted`)
  })

  test('a document that libvirt 9.0.0 takes is not called newer', () => {
    const told = valid
      .filter(document => document.valid90)
      .filter(({ path }) => !beyondSchema.some(name => base(path).startsWith(name)))
      .flatMap(({ path, xml }) => newer(path, xml).map(one => `${path}: ${one.message}`))
    assert.equal(told, [])
  })
}

test.run()
