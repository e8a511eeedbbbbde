import { Project, type Node as Syntax, SyntaxKind } from 'ts-morph'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Element, elementOf, type Field } from '../../src/schema/core/element.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { elements } from '../support/table.ts'

const test = suite('schema: table')

test('the table has elements', () => {
  assert.ok(elements.size > 20)
})

test('fields are in the order attributes, text, children', () => {
  const rank = { attribute: 0, text: 1, leaf: 2, flag: 2, child: 2 }
  for (const { name, fields } of elements) {
    const ranks = Object.values(fields).map(({ kind }) => rank[kind])
    assert.equal(ranks, [...ranks].sort(), `<${name}>`)
  }
})

test('an element has at most one text field', () => {
  for (const { name, fields } of elements)
    assert.ok(Object.values(fields).filter(({ kind }) => kind === 'text').length < 2, `<${name}>`)
})

test('attribute names and child names are unique within an element', () => {
  for (const { name, fields } of elements)
    for (const isAttribute of [true, false]) {
      const names = Object.entries(fields)
        .filter(([, { kind }]) => kind !== 'text' && (kind === 'attribute') === isAttribute)
        .flatMap(([key, field]) => [field.name ?? key, ...(field.oldName ? [field.oldName] : [])])
      assert.is(new Set(names).size, names.length, `<${name}>: ${names}`)
    }
})

test('a field has a codec or an element, depending on its kind', () => {
  for (const { name, fields } of elements)
    for (const [key, field] of Object.entries(fields)) {
      const at = `${key} of <${name}>`
      assert.is(field.codec !== undefined, ['attribute', 'text', 'leaf'].includes(field.kind), at)
      assert.is(field.element !== undefined, field.kind === 'child', at)
    }
})

test('a default is a valid value', () => {
  for (const { name, fields } of elements)
    for (const [key, { default: value, codec }] of Object.entries(fields))
      if (value !== undefined) assert.ok(codec!.test(value), `${key} of <${name}>`)
})

test('no field has the name of a builder method', () => {
  for (const { name, fields } of elements)
    for (const key of ['xml', 'use', 'constructor', 'toString', '__proto__'])
      assert.not.ok(Object.hasOwn(fields, key), `${key} of <${name}>`)
})

test('the lead of an element is one of its fields', () => {
  for (const { name, lead, fields } of elements)
    if (lead !== undefined) assert.ok(Object.hasOwn(fields, lead), `<${name}>`)
})

test('a page is a path in the manual of libvirt', () => {
  for (const { name, page } of elements)
    if (page !== undefined) assert.match(page, /^[a-z/-]+\.html(#[\w-]+)?$/, `<${name}>`)
})

// The doc comments are the hover texts and the reference.

/** The text of the doc comment before a syntax node. */
function docOf(node: Syntax): string {
  const comment = node
    .getLeadingCommentRanges()
    .map(range => range.getText())
    .filter(text => text.startsWith('/**'))
    .at(-1)
  return (comment ?? '').replace(/^\/\*\*|\s*\*\/$|^\s*\* ?/gm, '').trim()
}

/** The functions that define a field. */
const FIELD_FUNCTIONS = new Set(
  'attribute content leaf flag child many required requiredIn filled allowEmpty'.split(' '),
)

test('every field and every element interface has a doc comment', () => {
  const folder = new URL('../../src/schema/', import.meta.url)
  const undocumented: string[] = []
  let fields = 0
  const disk = new Project({ skipAddingFilesFromTsConfig: true })
  for (const source of disk.addSourceFilesAtPaths(`${folder.pathname}**/*.ts`)) {
    const file = source.getBaseName()
    for (const property of source.getDescendantsOfKind(SyntaxKind.PropertyAssignment)) {
      const call = property.getInitializerIfKind(SyntaxKind.CallExpression)
      if (!FIELD_FUNCTIONS.has(call?.getExpression().getText() ?? '')) continue
      fields++
      const doc = docOf(property)
      if (!/^[\p{L}`<"-].{5,}[.:…)]$/su.test(doc))
        undocumented.push(`${file}: ${property.getName()} "${doc}"`)
    }
    for (const declared of source.getInterfaces())
      if (
        /\bInfer</.test(declared.getText()) &&
        !/^`?</.test(docOf(declared)) &&
        docOf(declared).length < 10
      )
        undocumented.push(`${file}: ${declared.getName()}`)
  }
  assert.ok(fields > 60)
  assert.equal(undocumented, [])
})

// Domains with the same structure must have the same variants, so no variant may depend on a free value.
test('a variant depends only on fields with a closed list of values', () => {
  let discriminators = 0
  const visit = (chain: readonly Element[]): void => {
    const element = chain.at(-1)!
    for (const path of [element.variantBy ?? []].flat()) {
      const steps = path.split('/')
      const up = steps.filter(step => step === '..').length
      let field: Field | undefined
      let parent = chain[chain.length - 1 - up]
      for (const step of steps.slice(up)) {
        field = parent?.fields[step]
        parent = field?.element && elementOf(field)
      }
      discriminators++
      assert.ok(
        field?.codec?.values?.every(value => !/^\d+$/.test(value)),
        `${element.name}: ${path}`,
      )
    }
    for (const field of Object.values(element.fields)) {
      const inner = field.element && elementOf(field)
      if (inner && !chain.includes(inner)) visit([...chain, inner])
    }
  }
  visit([domain])
  assert.ok(discriminators > 40, `${discriminators}`)
})

const FACTORY_CALL = /^factory\(/

test('programs can import every element interface and every factory', () => {
  const disk = new Project({ skipAddingFilesFromTsConfig: true })
  const root = new URL('../../src/', import.meta.url).pathname
  const exported = new Set(
    disk
      .addSourceFileAtPath(`${root}index.ts`)
      .getExportDeclarations()
      .flatMap(declaration => declaration.getNamedExports().map(one => one.getName())),
  )
  const interfaces = disk
    .addSourceFilesAtPaths(`${root}schema/domain/*.ts`)
    .flatMap(source => source.getInterfaces())
    .filter(one => /\bInfer</.test(one.getText()))
    .map(one => one.getName())
  const factories = disk
    .addSourceFilesAtPaths(`${root}dsl/*.ts`)
    .flatMap(source => source.getVariableDeclarations())
    .filter(one => FACTORY_CALL.test(one.getInitializer()?.getText() ?? ''))
    .map(one => one.getName())
  assert.ok(interfaces.length > 200, `${interfaces.length} interfaces`)
  assert.ok(factories.length > 50, `${factories.length} factories`)
  assert.equal(
    [...interfaces, ...factories].filter(name => !exported.has(name)),
    [],
  )
})

test.run()
