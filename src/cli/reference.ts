import { readFileSync } from 'node:fs'
import { nearest } from '../diagnostics/nearest.ts'
import type { Codec } from '../schema/core/codec.ts'
import { type Element, elementOf, type Field } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'
import { devices } from '../schema/domain/devices.ts'
import { domain } from '../schema/domain/domain.ts'

/**
 * The documentation of an XML element: the doc comments of the element and its fields, and an example. scripts/docs.mjs
 * collects them.
 */
interface ElementDocs {
  readonly doc: string
  readonly fields: Readonly<Record<string, string>>
  readonly example?: ElementExample
}

/** A program that contains an XML element, and the XML that the program produces for this element. */
export interface ElementExample {
  readonly ts: string
  readonly xml: string
}

/** The documentation of an attribute, child element or text of an XML element. */
export interface FieldReference {
  /** The notation for the attribute, child element or text: `@bus`, `<driver>` or `text`. */
  readonly name: string
  readonly key: string
  /**
   * Short facts about the attribute or child element, such as its default, the libvirt release that introduced it, and whether
   * it is required.
   */
  readonly facts: readonly string[]
  /** A description of the values that the attribute or element accepts. */
  readonly takes: string
  readonly doc: string
}

/** The documentation of an XML element: its meaning, its attributes and child elements, and an example. */
export interface ElementReference {
  readonly path: string
  readonly doc: string
  readonly page: string | undefined
  readonly fields: readonly FieldReference[]
  readonly example: ElementExample | undefined
}

/**
 * Returns the documentation of the XML element at a path such as `domain/devices/disk/driver`. If the path is unknown, returns
 * the most similar path that is known.
 */
export function reference(
  path: string,
): ElementReference | { readonly nearest: string | undefined } {
  const steps = stepsOf(path)
  let element = domain as Element
  const walked = ['domain']
  // If a path ends with an attribute or a text, the result is the documentation of the element that contains it.
  for (const [index, step] of steps.entries()) {
    const name = step.replace(/^@/, '')
    const found = Object.entries(element.fields).find(
      ([key, field]) => (field.name ?? key) === name || key === name,
    )
    if (!found) {
      const near = nearest(
        name,
        Object.entries(element.fields).map(([key, field]) => field.name ?? key),
      )
      return {
        nearest:
          near === undefined ? undefined : [...walked, near, ...steps.slice(index + 1)].join('/'),
      }
    }
    if (found[1].kind !== 'child') break
    element = elementOf(found[1])
    walked.push(found[1].name ?? found[0])
  }
  return describe(element, walked.join('/'), docsOf())
}

// Splits a path into steps. `domain` and `devices` at the beginning are optional, because users write "disk/source" for
// short.
function stepsOf(path: string): readonly string[] {
  const steps = path
    .replace(/\[\d+\]/g, '')
    .split('/')
    .filter(Boolean)
  const [first = '', ...rest] = steps
  if (first === 'domain') return rest
  return Object.hasOwn(domain.fields, first) || !Object.hasOwn(devices.fields, first)
    ? steps
    : ['devices', ...steps]
}

/**
 * Returns the documentation of every XML element of the domain format. An element that occurs at several paths is documented at
 * the first of these paths.
 */
export function references(): readonly ElementReference[] {
  const docs = docsOf()
  return [...elements()].map(([element, path]) => describe(element, path, docs))
}

function describe(
  element: Element,
  path: string,
  docs: ReadonlyMap<Element, ElementDocs>,
): ElementReference {
  const comments = docs.get(element)
  return {
    path,
    doc: comments?.doc ?? '',
    page: element.page && `https://libvirt.org/${element.page}`,
    example: comments?.example,
    fields: Object.entries(element.fields).map(([key, field]) => ({
      key,
      name: nameOf(key, field),
      facts: fieldFacts(field, element),
      takes: takes(field),
      doc: lookup(comments?.fields ?? {}, key) ?? '',
    })),
  }
}

const nameOf = (key: string, field: Field): string =>
  field.kind === 'attribute'
    ? `@${field.name ?? key}`
    : field.kind === 'text'
      ? 'text'
      : `<${field.name ?? key}>`

function fieldFacts(field: Field, element: Element): readonly string[] {
  const { required } = field
  const isAlways = variantsOf(element).every(variant => field.in?.includes(variant))
  return [
    required === true
      ? 'required'
      : Array.isArray(required)
        ? `required for ${required.join(', ')}`
        : '',
    field.in && !isAlways ? `only for ${field.in.join(', ')}` : '',
    field.many ? 'may repeat' : '',
    field.default === undefined ? '' : `default ${field.default}`,
    field.acceptsFalse && !field.allowsEmpty ? 'filled in by vmc' : '',
    field.assigned === true ? 'set by libvirt' : '',
    field.since === undefined ? '' : `since libvirt ${field.since}`,
    field.oldName === undefined ? '' : `formerly ${field.oldName}`,
  ].filter(fact => fact !== '')
}

// Returns the variants of an element, which are the values of an attribute such as `type`.
function variantsOf({ variantBy, fields }: Element): readonly string[] {
  const [first = ''] = [variantBy ?? []].flat()
  return lookup(fields, first)?.codec?.values ?? ['']
}

function takes(field: Field): string {
  if (field.kind === 'flag') return 'nothing: its presence is its value'
  if (field.kind === 'child') return fieldsOf(elementOf(field))
  const { expects, since }: Codec = field.codec!
  const late = Object.entries(since ?? {}).map(
    ([value, release]) => `${value} since libvirt ${release}`,
  )
  return [expects, ...late].join('; ')
}

/** An attribute or element of the domain XML: its path and its documentation. */
export interface Place {
  readonly path: string
  readonly doc: string
}

/** Returns the attributes and elements of the domain XML that have this name. */
export function placesNamed(name: string): readonly Place[] {
  return references().flatMap(({ path, fields }) =>
    fields
      .filter(field => field.name === `@${name}` || field.name === `<${name}>`)
      .map(({ name, doc }) => ({ path: `${path}/${name.replace(/[<>]/g, '')}`, doc })),
  )
}

/** Returns the attributes and texts of the domain XML that accept this value from a list of values, such as `ide`. */
export function placesTaking(value: string): readonly Place[] {
  const docs = docsOf()
  return [...elements()].flatMap(([element, path]) =>
    Object.entries(element.fields)
      .filter(([, { codec }]) => codec?.values?.includes(value))
      .map(([key, field]) => ({
        path: field.kind === 'text' ? path : `${path}/${nameOf(key, field).replace(/[<>]/g, '')}`,
        doc: lookup(docs.get(element)?.fields ?? {}, key) ?? '',
      })),
  )
}

/** Returns the attributes and elements of the domain XML whose documentation contains this word. */
export function placesAbout(word: RegExp): readonly Place[] {
  return references()
    .flatMap(({ path, doc, fields }) => [
      { path, doc },
      ...fields.map(({ name, doc }) => ({ path: `${path}/${name.replace(/[<>]/g, '')}`, doc })),
    ])
    .filter(({ doc }) => word.test(doc))
}

// An element such as <source> can have several parents, and so several paths. The path that programs use most is then its
// path in the reference.
const WALKED_FIRST = ['devices', 'disk', 'serial']

const rank = (key: string): number => (WALKED_FIRST.includes(key) ? 0 : 1)

/**
 * Returns all elements of the domain XML with their paths. For an element that occurs at several paths, this is the first of
 * these paths.
 */
export function elements(): ReadonlyMap<Element, string> {
  const found = new Map<Element, string>()
  const walk = (element: Element, path: string): void => {
    if (found.has(element)) return
    found.set(element, path)
    const fields = Object.entries(element.fields).sort(([a], [b]) => rank(a) - rank(b))
    for (const [key, field] of fields) {
      if (field.kind === 'child') walk(elementOf(field), `${path}/${field.name ?? key}`)
    }
  }
  walk(domain as Element, 'domain')
  return found
}

function fieldsOf({ fields, lead }: Element): string {
  const keys = Object.keys(fields)
  if (keys.length === 0) return 'nothing'
  const short = lead === undefined ? '' : `a value for ${lead}`
  if (keys.length === 1 && short !== '') return short
  return `${short}${short && ', or '}an object with ${keys.join(', ')}`
}

let docs: ReadonlyMap<Element, ElementDocs> | undefined

function docsOf(): ReadonlyMap<Element, ElementDocs> {
  const url = new URL('../schema/docs.json', import.meta.url)
  docs ??= readDocs(JSON.parse(readFileSync(url, 'utf8')))
  return docs
}

const readDocs = (byPath: Readonly<Record<string, ElementDocs>>) =>
  new Map(
    [...elements()].flatMap(([element, path]) => (byPath[path] ? [[element, byPath[path]]] : [])),
  )
