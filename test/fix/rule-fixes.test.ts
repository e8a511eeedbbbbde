// The fix of a rule resolves its own wrong example, and is equivalent in a program and in XML.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { xmlDomains } from '../../src/build/check-rule.ts'
import { validateXml } from '../../src/build/documents/validate-xml.ts'
import { wrongVersion } from '../../src/check/example.ts'
import { additionEdits } from '../../src/fix/document-edits.ts'
import { applyEdits } from '../../src/fix/edit.ts'
import { domain } from '../../src/index.ts'
import { rules } from '../../src/rules/all.ts'
import { difference } from '../../src/tree/equal.ts'
import { emit } from '../../src/xml/emit.ts'
import { diagnosticLines, nodeOf, readDomain } from '../support/builders.ts'

const test = suite('fix: fixes of rules')

let fixes = 0
for (const { code, slug, example, until } of rules) {
  const options = { file: 'a.xml', ...(until && { target: 'libvirt=9.0.0' }) }
  const { xml: wrong } = wrongVersion(example)
  const documents = (wrong === undefined ? [] : xmlDomains(wrong)).map(node => emit(node))
  for (const xml of documents) {
    const found = validateXml(xml, options)
    for (const { fix } of found.filter(one => one.code === code)) {
      if (fix?.kind !== 'addition') continue
      fixes++
      test(`${slug} is fixed by ${fix.ts}`, () => {
        const after = validateXml(applyEdits(xml, additionEdits(xml, fix)), options)
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

test('at least five rules have a fix', () => {
  assert.ok(fixes >= 5, `${fixes}`)
})

test.run()
