// What libvirt 11.4 to 12.9 newly accepts or refuses: under each target, vmc says what the release does.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { isNewer } from '../../src/check/target.ts'
import { rules } from '../../src/rules/all.ts'
import { errorsIn } from '../support/errors-in.ts'
import { SEMANTIC_CHANGES } from '../support/semantic-changes.ts'

const test = suite('changes of libvirt')

const slugs = new Set(rules.map(({ slug }) => slug))

test('every change has a rule, the schema, or a reason why it needs neither', () => {
  for (const { change, by, note } of SEMANTIC_CHANGES) {
    assert.ok(by === 'schema' || by === 'none' || slugs.has(by), `${change}: ${by}`)
    assert.ok(by !== 'none' || note !== undefined, `${change}: no reason`)
  }
})

for (const { change, by, example } of SEMANTIC_CHANGES) {
  if (!example) continue
  test(change, () => {
    const { xml, refused = [], accepted = [] } = example
    for (const libvirt of accepted) assert.equal(errorsIn(xml, { libvirt }), [], libvirt)
    for (const libvirt of refused) {
      const errors = errorsIn(xml, { libvirt })
      assert.ok(errors.length > 0, `accepted with ${libvirt}`)
      // A rule follows the change in the newest of the releases; an older one may not know the element at all.
      if (
        by !== 'schema' &&
        libvirt === refused.at(-1) &&
        accepted.every(one => isNewer(libvirt, one))
      )
        assert.ok(errors.includes(by), `${libvirt}: ${errors}`)
    }
  })
}

test.run()
