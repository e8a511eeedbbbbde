// The table, compared with everything that the RELAX NG of libvirt 12.9.0 reaches. What is missing is reported as well as
// what is accepted beyond it.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { compare, EXCEPTIONS } from './compare.ts'
import { skipped } from './corpus.ts'
import { newestSchemas } from './libvirt.ts'
import { universe } from './universe.ts'

const conformance = suite('coverage')

if (newestSchemas === undefined) conformance.skip(skipped)
else {
  const { missing, extra, values, used } = compare(universe(newestSchemas))

  conformance('every element, attribute and text is in the table', () => {
    assert.equal(missing, [])
  })

  conformance('the table has no element, attribute or text beyond', () => {
    assert.equal(extra, [])
  })

  conformance('every word and every datatype is accepted, and no other', () => {
    assert.equal(values, [])
  })

  conformance('no exception is listed that is not needed', () => {
    assert.equal(
      EXCEPTIONS.map(([path]) => path).filter(path => !used.has(path)),
      [],
    )
  })
}

conformance.run()
