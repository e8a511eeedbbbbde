// The differences between the schemas of libvirt 11.3 and 12.9. For each, a document that only one of the schemas accepts, which
// vmc must accept and refuse for the same targets.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { libvirtDir, rowsOf, shapeErrors, skipped, validUnder } from './corpus.ts'
import { documentOf, INFERRED, keyOf, type Row, UNDISTINGUISHED } from './newer-documents.ts'

const test = suite('releases')

if (libvirtDir === undefined) test.skip(skipped)
else {
  const rows = rowsOf('12.9/universe-diff.tsv').map(
    ([change = '', path = '', kind = '', name = '', value = '', since = '']): Row => ({
      change,
      path,
      kind,
      name,
      value,
      since,
    }),
  )
  const tested = rows.filter(row => !(keyOf(row) in UNDISTINGUISHED))

  test('every difference has a document that only one of the schemas accepts', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vmc-'))
    mkdirSync(folder, { recursive: true })
    const files = tested.map((row, index) => {
      const file = join(folder, `${index}.xml`)
      writeFileSync(file, documentOf(row))
      return file
    })
    const [newer, older] = [validUnder('12.9.0', files), validUnder('11.3.0', files)]
    rmSync(folder, { recursive: true })
    const wrong = tested.filter((row, index) => {
      const isGone = row.change === 'condition-remove'
      return newer.has(files[index]!) === isGone || older.has(files[index]!) !== isGone
    })
    assert.equal(wrong.map(documentOf), [])
    console.log(`${tested.length} of ${rows.length} differences have a document`)
  })

  test('vmc accepts each document for the right release, and names that release in the error for the other', () => {
    const wrong = tested.flatMap(row => {
      const xml = documentOf(row)
      const isGone = row.change === 'condition-remove'
      const [accepts, refuses] = isGone
        ? (['11.3.0', '12.9.0'] as const)
        : (['12.9.0', '11.3.0'] as const)
      const unwanted = shapeErrors(xml, accepts).map(({ message }) => message)
      const errors = shapeErrors(xml, refuses)
      const release = INFERRED[keyOf(row)]?.[0] ?? row.since.replace('?', '')
      const isNamed = isGone || errors.some(({ message }) => message.includes(release))
      const isNewer = isGone || errors.every(({ code }) => code === 'VMC1013')
      return unwanted.length === 0 && errors.length > 0 && isNamed && isNewer
        ? []
        : [
            `${keyOf(row)} ${release}: ${[...unwanted, ...errors.map(one => one.message)].join('; ')}`,
          ]
    })
    assert.equal(wrong, [])
  })

  test('every difference has a documented release or a reason for the one in the table', () => {
    const unknown = tested.filter(({ since }) => since === '?').map(keyOf)
    assert.equal([...new Set(unknown)].sort(), Object.keys(INFERRED).sort())
  })
}

test.run()
