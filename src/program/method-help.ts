import { isTypo, nearest } from '../diagnostics/nearest.ts'
import { fieldElement, type Product, product, template } from '../dsl/builder.ts'
import * as language from '../index.ts'
import { type Element, elementOf, type Field } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'
import { deviceHabitHelp, habitHelp } from './habits.ts'

/** A builder class, with a call of a factory that makes a builder of this class. */
interface Kind extends Product {
  /** A call of a factory, such as `file('/a.img')`. */
  readonly example: string
}

/** A path of fields that starts at a method of a builder: `['driver', 'cache']`. */
interface Nested {
  readonly path: readonly string[]
  readonly field: Field
}

/**
 * The help for a method that a builder class does not have, such as `chache` of `DiskBuilder`. It suggests the correct name,
 * the builder that has the method, or the way to set the field of this name. `undefined` if vmc does not know the class.
 */
export function methodHelp(builder: string, method: string): string | undefined {
  const kind = kinds().get(builder)
  if (!kind) return undefined
  const domain = kinds().get(DOMAIN)!
  const isDomain = kind === domain
  const others = [...kinds().values()]
    .filter(one => one !== kind && one !== domain)
    .sort((a, b) => rank(a) - rank(b))
  const nested = isDomain ? new Map<string, Nested>() : nestedFields(kind)
  const owners = isDomain ? others : [domain, ...others]
  const owner = owners.find(one => has(one, method))
  const exact =
    (isDomain ? habitHelp(method) : deviceHabitHelp(builder, method)) ??
    nestedHelp(nested.get(method)) ??
    (owner && ownerHelp(kind, owner, method)) ??
    (isDomain ? undefined : habitHelp(method))
  if (exact !== undefined) return exact
  const near = typoOf(method, methodsOf(kind))
  if (near !== undefined) return `did you mean "${near}"?${acceptsHelp(kind, near)}`
  const inner = typoOf(method, nested.keys())
  if (inner !== undefined)
    return `did you mean "${inner}"? ${capital(nestedHelp(nested.get(inner))!)}`
  for (const other of owners) {
    const meant = typoOf(method, methodsOf(other))
    if (meant !== undefined) return `did you mean "${meant}"? ${ownerHelp(kind, other, meant)}`
  }
  return `vmc explain ${kind.element.name} shows what <${kind.element.name}> can have`
}

/** A call that makes a builder of a class: `bridge('br0')`. */
export const exampleOf = (builder: string): string | undefined => kinds().get(builder)?.example

/** Whether a domain has a method. With `isAny`, whether any builder has the method. */
export const hasMethod = (method: string, isAny: boolean): boolean =>
  [...kinds().values()].some(kind => (isAny || kind.builder.name === DOMAIN) && has(kind, method))

const DOMAIN = 'DomainBuilder'

/** Calls for builder classes whose first factory is not a good example. */
const EXAMPLES: Readonly<Record<string, string>> = {
  DomainBuilder: "domain('fv0')",
  NicBuilder: "bridge('br0')",
  DiskBuilder: "file('/a.img')",
  GraphicsBuilder: 'vnc()',
  CpuBuilder: 'hostModel()',
  HostdevBuilder: "pci('0000:3b:00.0')",
}

// The builders in which most users look for a method.
function rank({ builder }: Kind): number {
  const index = Object.keys(EXAMPLES).indexOf(builder.name)
  return index < 0 ? Object.keys(EXAMPLES).length : index
}

let found: ReadonlyMap<string, Kind> | undefined

/** The builder classes that have a factory, by name. */
function kinds(): ReadonlyMap<string, Kind> {
  if (found) return found
  const known = new Map<string, Kind>()
  for (const [name, factory] of Object.entries(language)) {
    if (typeof factory !== 'function' || !(product in factory)) continue
    const made = factory[product]
    const call = `${name}(${factory[template].length > 0 ? '…' : ''})`
    const isSimpler = known.get(made.builder.name)?.example.endsWith('(…)') !== false
    if (isSimpler)
      known.set(made.builder.name, {
        ...made,
        example: lookup(EXAMPLES, made.builder.name) ?? call,
      })
  }
  found = known
  return known
}

const has = ({ builder }: Kind, method: string): boolean =>
  method !== 'constructor' && Object.hasOwn(builder.prototype, method)

const COMMON = ['xml', 'attributes', 'use', 'allow'] as const

const methodsOf = ({ builder }: Kind): readonly string[] => [
  ...Object.getOwnPropertyNames(builder.prototype).filter(name => name !== 'constructor'),
  ...COMMON,
]

function typoOf(word: string, known: Iterable<string>): string | undefined {
  const near = nearest(word, known)
  return near !== undefined && isTypo(word, near) ? near : undefined
}

/** The field that a method sets. `undefined` if the method is a shorthand. */
function fieldOf({ builder }: Kind, method: string): Field | undefined {
  const call: unknown = Reflect.get(builder.prototype, method)
  if (typeof call !== 'function' || !(fieldElement in call)) return undefined
  return lookup((call[fieldElement] as Element).fields, method)
}

/**
 * The fields inside the elements that the methods of a class set, by name. If several fields have the same name, the result
 * contains the field that is nearest to a method.
 */
function nestedFields(kind: Kind): ReadonlyMap<string, Nested> {
  const fields = new Map<string, Nested>()
  let level: readonly Nested[] = methodsOf(kind).flatMap(method => {
    const field = fieldOf(kind, method)
    return field ? [{ path: [method], field }] : []
  })
  const seen = new Set<Element>([kind.element])
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    level = level.flatMap(({ path, field }) => {
      const element = field.kind === 'child' ? elementOf(field) : undefined
      if (!element || seen.has(element)) return []
      seen.add(element)
      return Object.entries(element.fields)
        .filter(([, inner]) => inner.kind !== 'text' && inner.assigned !== 'live')
        .map(([key, inner]) => ({ path: [...path, key], field: inner }))
    })
    for (const one of level) {
      const key = one.path.at(-1)!
      if (!fields.has(key)) fields.set(key, one)
    }
  }
  return fields
}

const MAX_DEPTH = 3

/**
 * The text that explains how to set a field through the object that a method accepts: `write .driver({ cache: … }), where cache
 * is one of none, writeback`.
 */
function nestedHelp(nested: Nested | undefined): string | undefined {
  if (!nested) return undefined
  const [method, ...keys] = nested.path
  const value = keys.reduceRight((inner, key) => `{ ${key}: ${inner} }`, '…')
  const accepts = acceptsOf(nested.field)
  return `write .${method}(${value})${accepts === undefined ? '' : `; ${keys.at(-1)} takes ${accepts}`}`
}

function acceptsHelp(kind: Kind, method: string): string {
  const field = fieldOf(kind, method)
  const accepts = field && acceptsOf(field)
  return accepts === undefined ? '' : ` .${method}() takes ${accepts}`
}

/** The values that a field accepts. `undefined` for an element with a special shorthand value, such as a size. */
function acceptsOf(field: Field): string | undefined {
  if (field.codec) return field.codec.expects
  if (field.kind !== 'child') return undefined
  const { lead, expand, fields } = elementOf(field)
  if (lead === undefined && expand) return undefined
  const keys = Object.keys(fields)
  const text = lead === undefined ? undefined : lookup(fields, lead)?.codec?.expects
  const object = `an object with ${keys.slice(0, MAX_KEYS).join(', ')}${keys.length > MAX_KEYS ? ' …' : ''}`
  return text ?? object
}

const MAX_KEYS = 6

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/**
 * The method that accepts builders of a class, and the builder class that has this method. For a disk, it is `.disk()` of a
 * domain.
 */
function ownerOf(kind: Kind): { readonly owner: Kind; readonly method: string } | undefined {
  for (const owner of kinds().values()) {
    const methods = methodsOf(owner).filter(name => {
      const field = fieldOf(owner, name)
      return field?.kind === 'child' && elementOf(field) === kind.element
    })
    // `.nic()` is another name of `.interface()`.
    const [first] = methods
    if (first !== undefined) return { owner, method: first === 'interface' ? 'nic' : first }
  }
  return undefined
}

/** A call that passes a builder of a class: `.disk(file('/a.img'))`. `inner` is the text of further calls on this builder. */
function callWith(kind: Kind, inner: string): string {
  const owner = ownerOf(kind)
  const made = `${kind.example}${inner}`
  if (!owner) return made
  const call = `.${owner.method}(${made})`
  return owner.owner.builder.name === DOMAIN ? call : `${owner.owner.example}${call}`
}

/** The help for a method that belongs to another builder class. */
function ownerHelp(kind: Kind, owner: Kind, method: string): string {
  if (owner.builder.name === DOMAIN)
    return `.${method}() is a method of the domain; write it behind the bracket: ${callWith(kind, '')}.${method}(…)`
  return `.${method}() is a method of ${owner.builder.name}: write ${callWith(owner, `.${method}(…)`)}`
}
