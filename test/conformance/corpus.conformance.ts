// libvirt's own test documents: what vmc reads it writes back, and it judges them as libvirt's schema does.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkSchema } from '../../src/check/check-schema.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { difference } from '../../src/tree/equal.ts'
import { emit } from '../../src/xml/emit.ts'
import { read } from '../../src/xml/read.ts'
import { type CorpusDocument, corpus, libvirtDir, skipped } from './corpus.ts'

const test = suite('corpus')
const documents = corpus()

// Compares pairs of documents with the tool beside the corpus, which asks Debian's own Python for lxml.
const COMPARE = `
import os, sys
sys.path.insert(0, sys.argv[1])
import canon
folder, strict = sys.argv[2], sys.argv[3] == 'strict'
for name in sorted(os.listdir(os.path.join(folder, 'in'))):
    found = canon.diff(canon.load(os.path.join(folder, 'in', name)), canon.load(os.path.join(folder, 'out', name)), strict)
    if found: print(name, found)
`

/** Reads documents, writes them, and gives what differs: in the order of their elements too, if that is to count. */
function written(documents: readonly CorpusDocument[], order: 'strict' | 'any'): readonly string[] {
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

/** Where libvirt's own output is not of one order. */
const unordered: Readonly<Record<string, string>> = {
  'net-hostdev-vfio.xml':
    'the <driver> of a hostdev card comes first, that of every other card behind the model',
  'pseries-hostdevs-1.ppc64': 'the same',
}

if (libvirtDir === undefined) test.skip(skipped)
else {
  const valid = documents.filter(document => document.valid113)

  test('every valid document is written back as it was read', () => {
    assert.equal(written(valid, 'any'), [])
    console.log(`${valid.length} valid documents read and written back`)
  })

  test("what libvirt wrote is written back in libvirt's own order", () => {
    const output = valid.filter(document => document.expect === 'output')
    const found = written(output, 'strict')
    const [excepted, wrong] = [true, false].map(known =>
      found.filter(line => Object.keys(unordered).some(name => line.includes(name)) === known),
    ) as [string[], string[]]
    assert.equal(wrong, [])
    console.log(`${output.length} outputs in order, ${excepted.length} excepted`)
  })

  test('every document is judged as the schema of libvirt 11.3.0 judges it', () => {
    const wrong = documents.flatMap(({ path, xml, valid113 }) => {
      const { node, diagnostics } = read(xml, domain, path)
      const errors = [...diagnostics, ...(node ? checkSchema(node) : [])].filter(
        one => one.severity === 'error',
      )
      if ((errors.length === 0) === valid113) return []
      return [`${path}: ${errors[0]?.message ?? 'no error, though invalid'}`]
    })
    assert.equal(wrong, [])
    console.log(`${documents.length} documents judged`)
  })
}

test.run()
