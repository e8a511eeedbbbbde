// The doc comments of what rules look with are the manual of whoever writes a rule: their examples are run.
import { fileURLToPath } from 'node:url'
import { Project, SyntaxKind } from 'ts-morph'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fill } from '../../src/compiler/domains/fill.ts'
import { domain, file, GiB } from '../../src/index.ts'
import * as rules from '../../src/validate/index.ts'
import * as look from '../../src/validate/look.ts'
import { nodeOf } from '../support/builders.ts'

const test = suite('validate: look')

const fv0 = domain('fv0')
  .q35()
  .memory(GiB(2))
  .vcpu(2)
  .acpi()
  .boot('hd', 'network')
  .disk(file('/a.img'), file('/b.img'))
  .host('hv1')
const known = { ...look, domain: look.top(fill([nodeOf(fv0)])[0]!) }

const source = fileURLToPath(new URL('../../src/validate/look.ts', import.meta.url))
const documented = new Project({ skipAddingFilesFromTsConfig: true })
  .addSourceFileAtPath(source)
  .getDescendantsOfKind(SyntaxKind.JSDoc)
  .flatMap(doc => doc.getTags())
  .filter(tag => tag.getTagName() === 'example')
  .map(tag => tag.getCommentText() ?? '')

// As JavaScript.
const run = (code: string): unknown =>
  new Function(...Object.keys(known), `return (${code.replace(/(?<=[\])])!/g, '')})`)(
    ...Object.values(known),
  )

for (const example of documented) {
  const [code = '', value = ''] = example.split(/ {3}\/\/ /)
  test(`${code} gives what its example says`, () => assert.equal(run(code), run(value)))
}

test('all that rules of users look with has an example', () => {
  const functions = Object.keys(rules).filter(name => name in look)
  assert.ok(functions.length > 10)
  for (const name of functions)
    assert.ok(
      documented.some(example => example.includes(`${name}(`)),
      name,
    )
})

test.run()
