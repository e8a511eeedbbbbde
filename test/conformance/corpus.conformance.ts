// libvirt's own test documents: what vmc reads it writes back, and it judges them as libvirt's schema does.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { domain } from '../../src/schema/domain.ts'
import { difference } from '../../src/tree/equal.ts'
import { conform } from '../../src/validate/conform.ts'
import { emit } from '../../src/xml/emit.ts'
import { read } from '../../src/xml/read.ts'
import { corpus, libvirtDir, skipped } from './corpus.ts'

const test = suite('corpus')
const documents = corpus()

// Compares pairs of documents with the tool beside the corpus, which asks Debian's own Python for lxml.
const COMPARE = `
import os, sys
sys.path.insert(0, sys.argv[1])
import canon
folder = sys.argv[2]
for name in sorted(os.listdir(os.path.join(folder, 'in'))):
    found = canon.diff(canon.load(os.path.join(folder, 'in', name)), canon.load(os.path.join(folder, 'out', name)))
    if found: print(name, found)
`

if (libvirtDir === undefined) test(skipped, () => {})
else {
  const tools = join(libvirtDir, 'tools')

  test('every valid document is written back as it was read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vmc-'))
    for (const part of ['in', 'out']) mkdirSync(join(folder, part))
    const valid = documents.filter(document => document.valid113)
    for (const [index, { path, xml }] of valid.entries()) {
      const { node } = read(xml, domain, path)
      assert.ok(node, path)
      const written = emit(node, { runtime: true })
      const again = read(written, domain, path).node
      assert.is(again && difference(node, again), undefined, path)
      const name = `${String(index).padStart(4, '0')} ${path.replaceAll('/', ' ')}`
      writeFileSync(join(folder, 'in', name), xml)
      writeFileSync(join(folder, 'out', name), written)
    }
    const { stdout, stderr, status } = spawnSync(
      '/usr/bin/python3',
      ['-B', '-c', COMPARE, tools, folder],
      {
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      },
    )
    rmSync(folder, { recursive: true })
    assert.is(status, 0, stderr)
    assert.is(stdout, '')
    console.log(`${valid.length} valid documents read and written back`)
  })

  test('every document is judged as the schema of libvirt 11.3.0 judges it', () => {
    const wrong = documents.flatMap(({ path, xml, valid113 }) => {
      const { node, diagnostics } = read(xml, domain, path)
      const errors = [...diagnostics, ...(node ? conform(node) : [])].filter(
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
