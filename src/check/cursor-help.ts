import { nearest } from '../diagnostics/nearest.ts'
import { lookup } from '../schema/core/lookup.ts'
import type { Cursor } from './cursor.ts'

/** How a rule calls each method of a cursor. */
const CALLS: Readonly<Record<Methods, string>> = {
  each: "each('devices/disk')",
  first: "first('os/type')",
  has: "has('features/acpi')",
  text: "text('os/type/machine')",
  number: "number('vcpu/value')",
  bytes: "bytes('memory/value')",
  report: "report('.', message)",
  related: "related('.', message)",
  addition: 'addition(ts, xml)',
}

type Methods = Exclude<
  keyof Cursor<unknown>,
  'parent' | 'isMade' | 'node' | 'key' | 'name' | 'index'
>

/** The methods that people look for under the names that other libraries give them. */
const SAME: Readonly<Record<string, Methods>> = {
  all: 'each',
  find: 'first',
  filter: 'each',
  forEach: 'each',
  map: 'each',
  children: 'each',
  elements: 'each',
  querySelectorAll: 'each',
  querySelector: 'first',
  one: 'first',
  child: 'first',
  get: 'text',
  attr: 'text',
  attribute: 'text',
  getAttribute: 'text',
  value: 'text',
  string: 'text',
  count: 'each',
  int: 'number',
  size: 'bytes',
  exists: 'has',
  includes: 'has',
  error: 'report',
  warn: 'report',
  warning: 'report',
  fail: 'report',
}

/** The help for a method that a cursor does not have: the method that the rule probably means, with an example. */
export function cursorMethodHelp(method: string): string {
  const methods = Object.keys(CALLS) as Methods[]
  const meant = lookup(SAME, method) ?? (nearest(method, methods) as Methods | undefined)
  return meant === undefined
    ? `an element has the methods ${methods.join(', ')}`
    : `did you mean ${meant}(), as in .${CALLS[meant]}?`
}
