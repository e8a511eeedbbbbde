// Compares the tables of libvirt's checks with the list of all places in libvirt's sources that refuse definitions.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { libvirtChecks } from '../support/libvirt-checks.ts'
import { libvirtDir, rowsOf, skipped } from './corpus.ts'

const conformance = suite('libvirt checks')

if (libvirtDir === undefined) conformance.skip(skipped)
else {
  const key = (file: string, line: string, name: string): string => `${file}:${line} ${name}`
  const places = rowsOf('source-checks.tsv').map(([path = '', line = '', name = '']) =>
    key(path.slice(path.indexOf('/') + 1), line, name),
  )
  const entries = libvirtChecks.map(row => key(row.file, row.line, row.function))

  conformance('each place in libvirt has an entry', () => {
    const known = new Set(entries)
    assert.equal(
      places.filter(place => !known.has(place)),
      [],
    )
  })

  conformance('each entry is a place in libvirt', () => {
    const known = new Set(places)
    assert.equal(
      entries.filter(entry => !known.has(entry)),
      [],
    )
  })
}

conformance.run()
