// Compares the table with the RELAX NG schema of the newest libvirt that vmc knows, in both directions.
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

  conformance('the table has every element, attribute and text of the schema', () => {
    assert.equal(missing, [])
  })

  conformance('the schema has every element, attribute and text of the table', () => {
    assert.equal(extra, [])
  })

  conformance('the table accepts the same values as the schema', () => {
    assert.equal(values, [])
  })

  conformance('every listed exception is needed', () => {
    assert.equal(
      EXCEPTIONS.map(([path]) => path).filter(path => !used.has(path)),
      [],
    )
  })
}

conformance.run()
