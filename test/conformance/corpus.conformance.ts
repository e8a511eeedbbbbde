// libvirt's own test documents: vmc writes back what it reads, and accepts and refuses what libvirt's schema does.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { validateXml } from '../../src/build/documents/validate-xml.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { LIBVIRT_RELEASE } from '../../src/schema/domain/libvirt-release.ts'
import { difference } from '../../src/tree/equal.ts'
import { emit } from '../../src/xml/emit.ts'
import { read } from '../../src/xml/read.ts'
import {
  corpus,
  libvirtDir,
  RELEASES,
  type Release,
  shapeErrors,
  skipped,
  validUnder,
} from './corpus.ts'

const test = suite('corpus')

/** An XML document and its name. */
interface Document {
  readonly path: string
  readonly xml: string
}

// Compares pairs of documents with the Python tool of the corpus, which needs lxml.
const COMPARE = `
import os, sys
sys.path.insert(0, sys.argv[1])
import canon
folder, strict = sys.argv[2], sys.argv[3] == 'strict'
for name in sorted(os.listdir(os.path.join(folder, 'in'))):
    found = canon.diff(canon.load(os.path.join(folder, 'in', name)), canon.load(os.path.join(folder, 'out', name)), strict)
    if found: print(name, found)
`

/** Reads documents, writes them, and returns the differences. The order of elements counts only if `order` is strict. */
function roundTripDifferences(
  documents: readonly Document[],
  order: 'strict' | 'any',
): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'vmc-'))
  for (const part of ['in', 'out']) mkdirSync(join(folder, part))
  for (const [index, { path, xml }] of documents.entries()) {
    const { node } = read(xml, domain, path)
    assert.ok(node, path)
    const text = emit(node)
    const again = read(text, domain, path).node
    assert.is(again && difference(node, again), undefined, path)
    const name = `${String(index).padStart(4, '0')} ${path.replaceAll('/', ' ')}`
    writeFileSync(join(folder, 'in', name), xml)
    writeFileSync(join(folder, 'out', name), text)
  }
  const tools = join(libvirtDir!, 'tools')
  const python = ['-B', '-c', COMPARE, tools, folder, order]
  const { stdout, stderr, status } = spawnSync('/usr/bin/python3', python, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  rmSync(folder, { recursive: true })
  assert.is(status, 0, stderr)
  return stdout.split('\n').filter(line => line !== '')
}

/** Documents of libvirt in which it writes elements in an unusual order, and why. */
const unordered: Readonly<Record<string, string>> = {
  'net-hostdev-vfio.xml':
    'libvirt writes the <driver> of a hostdev NIC first, that of other NICs after the model',
  'pseries-hostdevs-1.ppc64': 'the same',
}

/** Documents about which vmc and the schema of a release disagree, and why. */
const excepted: Readonly<Record<Release, Readonly<Record<string, string>>>> = {
  '12.9.0': {},
  '11.3.0': {},
  '9.0.0': {
    'disk-blockio': 'libvirt does not document the release of discard_granularity',
    'disk-network-nfs': 'the schema of 9.0.0 required an <identity> that libvirt does not',
    'disk-network-rbd-encryption-layering':
      'several <secret>s in one <encryption>; libvirt does not document the release',
    'disk-scsi-product-length': 'the schema of 9.0.0 accepted 16 characters of a <product>, not 40',
    'hostdev-pci-display-ramfb':
      'the schema of 9.0.0 did not have display and ramfb of PCI devices',
    'net-vhostuser-passt': 'the schema of 9.0.0 required a socket as <source> of vhostuser',
    'schema-reorder-domain-subelements': 'an <interface> of vhostuser without <source>, as above',
    'ethernet-vds-no-params': 'the schema of 9.0.0 required parameters that libvirt does not',
    'net-usb': 'the model usb-net is newer; the schema of 9.0.0 accepts any model',
  },
}

if (libvirtDir === undefined) test.skip(skipped)
else {
  const documents = corpus()
  const paths = documents.map(({ path }) => path)
  const newest = validUnder(LIBVIRT_RELEASE, paths)
  const valid = documents.filter(({ path }) => newest.has(path))

  test('vmc writes every valid document back as it was read', () => {
    assert.equal(roundTripDifferences(valid, 'any'), [])
    console.log(`${valid.length} valid documents read and written back`)
  })

  test("vmc writes libvirt's own output back in the same order", () => {
    const output = [...valid.filter(({ expect }) => expect === 'output'), ...liveOutput()]
    const found = roundTripDifferences(output, 'strict')
    const [known, wrong] = [true, false].map(known =>
      found.filter(line => Object.keys(unordered).some(name => line.includes(name)) === known),
    ) as [string[], string[]]
    assert.equal(wrong, [])
    console.log(`${output.length} outputs in order, ${known.length} excepted`)
  })

  test('the output of libvirt 12.9.0 has no errors', () => {
    const output = liveOutput()
    // libvirt also writes documents that its schema refuses, unless it is asked to validate.
    const valid = validUnder(
      LIBVIRT_RELEASE,
      output.map(({ path }) => path),
    )
    // The test driver writes back documents that the driver of their hypervisor refuses.
    const refused = new Set(
      documents.filter(({ expect }) => expect === 'failure').map(({ path }) => basename(path)),
    )
    const found = output
      .filter(({ path }) => valid.has(path) && !refused.has(basename(path)))
      .flatMap(({ path, xml }) =>
        validateXml(xml)
          .filter(({ severity }) => severity === 'error')
          .map(({ code, message }) => `${path}: ${code} ${message}`),
      )
    assert.equal(found, [])
    console.log(`${valid.size} of ${output.length} outputs valid`)
  })

  for (const release of RELEASES)
    test(`vmc accepts and refuses the documents that the schema of libvirt ${release} does`, () => {
      const valid = validUnder(release, paths)
      const differing = new Map<string, string>()
      for (const { path, xml } of documents) {
        const errors = shapeErrors(xml, release, path)
        if ((errors.length === 0) !== valid.has(path))
          differing.set(path, errors[0]?.message ?? 'no error, although the schema refuses it')
      }
      const kinds = Object.keys(excepted[release])
      const isExcepted = (path: string) =>
        kinds.some(kind => path.replace(/^.*\//, '').startsWith(kind))
      const wrong = [...differing].filter(([path]) => !isExcepted(path))
      assert.equal(
        wrong.map(entry => entry.join(': ')),
        [],
      )
      console.log(`${documents.length} documents judged, ${differing.size} excepted`)
    })
}

/** Documents that libvirt 12.9.0 wrote after it had read those of its test suites. */
function liveOutput(): readonly Document[] {
  const folder = join(libvirtDir!, '12.9/output')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.xml'))
    .map(name => ({ path: `12.9/output/${name}`, xml: readFileSync(join(folder, name), 'utf8') }))
}

test.run()
