import { Project, type Node as Syntax, SyntaxKind } from 'ts-morph'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Element, elementOf, type Field } from '../../src/schema/core/element.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { elements } from '../support/table.ts'

const test = suite('schema: table')

test('there is a table', () => {
  assert.ok(elements.size > 20)
})

test('attributes come before text, and text before children', () => {
  const rank = { attribute: 0, text: 1, leaf: 2, flag: 2, child: 2 }
  for (const { name, fields } of elements) {
    const ranks = Object.values(fields).map(({ kind }) => rank[kind])
    assert.equal(ranks, [...ranks].sort(), `<${name}>`)
  }
})

test('an element has one text at most', () => {
  for (const { name, fields } of elements)
    assert.ok(Object.values(fields).filter(({ kind }) => kind === 'text').length < 2, `<${name}>`)
})

test('no two attributes and no two children of an element have a name in common', () => {
  for (const { name, fields } of elements)
    for (const isAttribute of [true, false]) {
      const names = Object.entries(fields)
        .filter(([, { kind }]) => kind !== 'text' && (kind === 'attribute') === isAttribute)
        .flatMap(([key, field]) => [field.name ?? key, ...(field.was ? [field.was] : [])])
      assert.is(new Set(names).size, names.length, `<${name}>: ${names}`)
    }
})

test('a field has a codec or an element, as its kind wants it', () => {
  for (const { name, fields } of elements)
    for (const [key, field] of Object.entries(fields)) {
      const at = `${key} of <${name}>`
      assert.is(field.codec !== undefined, ['attribute', 'text', 'leaf'].includes(field.kind), at)
      assert.is(field.element !== undefined, field.kind === 'child', at)
    }
})

test('a default is a right spelling', () => {
  for (const { name, fields } of elements)
    for (const [key, { default: taken, codec }] of Object.entries(fields))
      if (taken !== undefined) assert.ok(codec!.test(taken), `${key} of <${name}>`)
})

test('keys are none that a builder has for itself', () => {
  for (const { name, fields } of elements)
    for (const key of ['xml', 'use', 'constructor', 'toString', '__proto__'])
      assert.not.ok(Object.hasOwn(fields, key), `${key} of <${name}>`)
})

test('a lead is a field', () => {
  for (const { name, lead, fields } of elements)
    if (lead !== undefined) assert.ok(Object.hasOwn(fields, lead), `<${name}>`)
})

test('a page is one of the manual', () => {
  for (const { name, page } of elements)
    if (page !== undefined) assert.match(page, /^[a-z/-]+\.html(#[\w-]+)?$/, `<${name}>`)
})

// The doc comments, which become the hovers.

/** The doc comment in front of a node, without its stars. */
function docOf(node: Syntax): string {
  const comment = node
    .getLeadingCommentRanges()
    .map(range => range.getText())
    .filter(text => text.startsWith('/**'))
    .at(-1)
  return (comment ?? '').replace(/^\/\*\*|\s*\*\/$|^\s*\* ?/gm, '').trim()
}

/** The functions that make a field. */
const MAKERS = new Set(
  'attribute content leaf flag child many required requiredIn filled bare'.split(' '),
)

test('every element, its interface and every field has a doc comment of at least a sentence', () => {
  const folder = new URL('../../src/schema/', import.meta.url)
  const bare: string[] = []
  let fields = 0
  const disk = new Project({ skipAddingFilesFromTsConfig: true })
  for (const source of disk.addSourceFilesAtPaths(`${folder.pathname}**/*.ts`)) {
    const file = source.getBaseName()
    for (const property of source.getDescendantsOfKind(SyntaxKind.PropertyAssignment)) {
      const call = property.getInitializerIfKind(SyntaxKind.CallExpression)
      if (!MAKERS.has(call?.getExpression().getText() ?? '')) continue
      fields++
      const doc = docOf(property)
      if (!/^[\p{L}`<"-].{5,}[.:…)]$/su.test(doc))
        bare.push(`${file}: ${property.getName()} "${doc}"`)
    }
    for (const declared of source.getInterfaces())
      if (
        /\bInfer</.test(declared.getText()) &&
        !/^`?</.test(docOf(declared)) &&
        docOf(declared).length < 10
      )
        bare.push(`${file}: ${declared.getName()}`)
  }
  assert.ok(fields > 60)
  assert.equal(bare, [])
})

// So that alike domains are of the same variants, whatever values each has for itself.
test('what decides among variants is a word of a closed list', () => {
  let decisions = 0
  const visit = (chain: readonly Element[]): void => {
    const own = chain.at(-1)!
    for (const path of [own.by ?? []].flat()) {
      const steps = path.split('/')
      const up = steps.filter(step => step === '..').length
      let field: Field | undefined
      let at = chain[chain.length - 1 - up]
      for (const step of steps.slice(up)) {
        field = at?.fields[step]
        at = field?.element && elementOf(field)
      }
      decisions++
      assert.ok(
        field?.codec?.values?.every(value => !/^\d+$/.test(value)),
        `${own.name}: ${path}`,
      )
    }
    for (const field of Object.values(own.fields)) {
      const inner = field.element && elementOf(field)
      if (inner && !chain.includes(inner)) visit([...chain, inner])
    }
  }
  visit([domain])
  assert.ok(decisions > 40, `${decisions}`)
})

test('every interface of an element, and every word, can be imported by a program', () => {
  const disk = new Project({ skipAddingFilesFromTsConfig: true })
  const root = new URL('../../src/', import.meta.url).pathname
  const exported = new Set(
    disk
      .addSourceFileAtPath(`${root}index.ts`)
      .getExportDeclarations()
      .flatMap(declaration => declaration.getNamedExports().map(one => one.getName())),
  )
  const declared = [
    ...disk
      .addSourceFilesAtPaths(`${root}schema/domain/*.ts`)
      .flatMap(source => source.getInterfaces())
      .filter(one => /\bInfer</.test(one.getText())),
    ...disk
      .addSourceFilesAtPaths(`${root}dsl/*.ts`)
      .flatMap(source => source.getVariableDeclarations())
      .filter(
        one =>
          one.getInitializerIfKind(SyntaxKind.CallExpression)?.getExpression().getText() === 'word',
      ),
  ].map(one => one.getName())
  assert.ok(declared.length > 200)
  assert.equal(
    declared.filter(name => !exported.has(name)),
    [],
  )
})

test.run()
