import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { domain } from '../../src/schema/domain.ts'
import type { Node } from '../../src/tree/node.ts'
import { Asked, isAbout } from '../../src/validate/asked.ts'
import { spelled, top } from '../../src/validate/look.ts'
import { inForce, isDomainRule, standard } from '../../src/validate/policy.ts'
import { shapeOf } from '../../src/validate/shape.ts'
import { read } from '../../src/xml/read.ts'
import { corpus, libvirtDir } from '../conformance/corpus.ts'

const test = suite('validate: asked')

const rules = inForce(standard).filter(isDomainRule)

/** Every domain that an example of a rule has, and every fifth of libvirt's own documents where they are at hand. */
const documents = [
  ...standard.rules.flatMap(({ wrong, right }) =>
    [wrong, right].flatMap(
      ({ xml = '' }) => xml.match(/<domain[\s\S]*?<\/domain>/g) ?? inDomain(xml),
    ),
  ),
  ...(libvirtDir ? corpus().filter((_, index) => index % 5 === 0) : []).map(({ xml }) => xml),
]

function inDomain(xml: string): readonly string[] {
  return [`<domain type="kvm"><name>fv0</name>${xml}</domain>`]
}

const nodeIn = (xml: string): readonly Node[] => [read(xml, domain).node ?? []].flat()

/** The same documents with other numbers, other names and other paths. */
const variants: Readonly<Record<string, (xml: string) => string>> = {
  'as they are': xml => xml,
  'with other numbers': xml => xml.replace(/(?<=["'>])\d+(?=["'<])/g, number => `${+number + 1}`),
  'with numbers of none': xml => xml.replace(/(?<=["'>])\d+(?=["'<])/g, '0'),
  'with other paths': xml => xml.replace(/\/[\w./-]+(?=["'])/g, path => `${path}.raw`),
  'with one path for all': xml => xml.replace(/\/[\w./-]+\.\w+(?=["'])/g, '/one.qcow2'),
}

// As if there were no shapes.
const askAll = (node: Node): readonly string[] => {
  const type = spelled(top(node), 'type')
  return rules
    .filter(rule => isAbout(rule, type))
    .flatMap(rule => [...rule.check(top(node), standard)].map(one => `${rule.slug} ${one.message}`))
}

const ask = (asked: Asked, node: Node): { readonly found: readonly string[]; times: number } => {
  const found: string[] = []
  let times = 0
  asked.about(node, false, (rule, here) => {
    const own = [...rule.check(here, standard)].map(one => `${rule.slug} ${one.message}`)
    found.push(...own)
    times++
    return own.length > 0
  })
  return { found, times }
}

for (const [how, vary] of Object.entries(variants)) {
  test(`a domain of a known shape is told what all rules would tell, ${how}`, () => {
    let spared = 0
    for (const xml of documents) {
      const asked = new Asked(rules)
      for (const node of nodeIn(xml)) ask(asked, node)
      for (const node of nodeIn(vary(xml))) {
        const { found, times } = ask(asked, node)
        // In whatever order.
        assert.equal([...found].sort(), [...askAll(node)].sort(), xml)
        spared += rules.length - times
      }
    }
    assert.ok(spared > (documents.length * rules.length) / 3, `${spared} were spared`)
  })
}

test('the shape has what there is, and the words that domains share', () => {
  const [node] = nodeIn(
    '<domain type="kvm"><name>web</name><vcpu>2</vcpu><devices><disk type="file" device="disk"><source file="/a"/><target dev="vda"/></disk></devices></domain>',
  )
  assert.is(
    shapeOf(node!),
    ' type=kvm name? vcpu{ value?} devices{ disk[{ type=file device=disk source{ file?} target{ dev=vda}},]}',
  )
})

test.run()
