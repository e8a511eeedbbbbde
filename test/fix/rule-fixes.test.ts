// What a rule offers as a fix mends its own wrong example, and says the same in a program and in XML.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { documentsIn } from '../../src/build/check-rule.ts'
import { validateXml } from '../../src/build/documents/validate-xml.ts'
import { wrongVersion } from '../../src/check/example.ts'
import { additionEdits } from '../../src/fix/document-edits.ts'
import { applyEdits } from '../../src/fix/edit.ts'
import { domain } from '../../src/index.ts'
import { rules } from '../../src/rules/all.ts'
import { difference } from '../../src/tree/equal.ts'
import { emit } from '../../src/xml/emit.ts'
import { diagnosticLines, nodeOf, readDomain } from '../support/builders.ts'

const test = suite('validate: fixes of rules')

let offered = 0
for (const { code, slug, example } of rules) {
  const { xml: wrong } = wrongVersion(example)
  const documents = (wrong === undefined ? [] : documentsIn(wrong)).map(node => emit(node))
  for (const xml of documents) {
    const found = validateXml(xml, { file: 'a.xml' })
    for (const { fix } of found.filter(one => one.code === code)) {
      if (fix?.kind !== 'addition') continue
      offered++
      test(`${slug} is mended by ${fix.ts}`, () => {
        const after = validateXml(applyEdits(xml, additionEdits(xml, fix)), { file: 'a.xml' })
        assert.equal(
          diagnosticLines(after).filter(
            line => !diagnosticLines(found).includes(line) || line.startsWith(code),
          ),
          [],
        )
        const built = new Function('domain', `return domain('a')${fix.ts}`)(domain)
        const { node } = readDomain(`<domain type="kvm"><name>a</name>${fix.xml}</domain>`)
        assert.is(difference(nodeOf(built), node!), undefined)
      })
    }
  }
}

test('some rules offer a fix', () => {
  assert.ok(offered >= 5, `${offered}`)
})

test.run()
