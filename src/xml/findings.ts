import type { Finding } from '../diagnostics/diagnostic.ts'
import { nearest, onlyNearest } from '../diagnostics/nearest.ts'
import type { Element, Field } from '../schema/core/element.ts'
import type { Place } from '../tree/origin.ts'
import type { Attribute, Open, Tag } from './open.ts'
import { tableName } from './table-name.ts'

/*
 * The words for what reading finds: one function for each kind of thing, as in the check.
 */

/** An element that its parent does not have. */
export function unknownElement(
  parent: Open,
  element: Element,
  { name, local, uri }: Tag,
  above: string,
  origin: Place,
): Finding {
  const names = Object.entries(element.fields)
    .filter(([, field]) => field.kind !== 'attribute' && field.kind !== 'text')
    .map(([key, field]) => field.name ?? key)
  const called = tableName(local, uri)
  const near = called === undefined ? undefined : nearest(called, names)
  return {
    message: `<${parent.name}> has no element "${name}"`,
    path: `${above}/${name}`,
    origin,
    help:
      called === undefined
        ? `"${uri}" is a namespace of another program; its elements belong into <metadata>`
        : near === undefined
          ? `<${parent.name}> takes ${names.join(', ') || 'no elements'}`
          : `did you mean "${near}"?`,
    fix:
      near === undefined || onlyNearest(called!, names) !== near
        ? undefined
        : { kind: 'name', from: name, to: near },
  }
}

/** Something in or on an element that is only text, or only there. */
export function surplus(open: Open, path: string): Finding {
  const attribute: Attribute | undefined = open.attributes[0]
  return {
    message: attribute
      ? `<${open.name}> has no attribute "${attribute.name}"`
      : `<${open.name}> holds ${open.field!.kind === 'flag' ? 'nothing' : 'nothing but text'}`,
    path,
    origin: attribute?.origin ?? open.origin,
  }
}

/** A name of an earlier time. */
export function outdated(
  field: Field,
  key: string,
  name: string,
  above: string,
  origin: Place,
): Finding {
  const isAttribute = field.kind === 'attribute'
  const quoted = (one: string) => (isAttribute ? `"${one}"` : `<${one}>`)
  return {
    message: `${quoted(name)} is an outdated spelling`,
    path: `${above}/${isAttribute ? '@' : ''}${name}`,
    origin,
    help: `today it is ${quoted(field.name ?? key)}${field.name === undefined && key === name ? '' : ', and is written so'}`,
    fix: { kind: 'name', from: name, to: field.name ?? key },
  }
}

/** An element behind one that it has to stand before. */
export const outOfOrder = (open: Open, parent: Open, later: string, path: string): Finding => ({
  message: `<${open.name}> stands behind <${later}> in <${parent.name}>`,
  path,
  origin: open.origin,
  help: `<${parent.name}> takes its elements in order, and <${open.name}> comes first`,
})

/** Text in an element that holds none. */
export const strayText = (open: Open, text: string, path: string): Finding => ({
  message: `<${open.name}> holds the text "${text.slice(0, 40)}"`,
  path,
  origin: open.textAt!,
})
