import type { Place } from '../../tree/origin.ts'
import {
  type CallInSource,
  childOf,
  childrenOf,
  isMember,
  type Source,
  type Syntax,
  unwrapped,
} from './source.ts'

/** What to write instead of a call whose builder is thrown away. */
export function helpFor(element: string, made: CallInSource, dropped: CallInSource): string {
  if (made === dropped || isMistakeInside(made, dropped)) return helpForMaker(element, made)
  const { call, source } = dropped
  const callee = unwrapped(childOf(call, 'callee'))!
  const name = isMember(callee) ? nameOf(childOf(callee, 'property')) : nameOf(callee)
  if (name === 'forEach')
    return 'forEach drops what its function returns: use map and keep its result'
  if (name === 'use' && receiverOf(call)) return helpForMaker(element, dropped)
  const [first, ...others] = childrenOf(call, 'arguments')
  const given = first && changesFirstParameter(made) ? pathOf(first) : undefined
  const text = calleeOf(callee) ?? 'this call'
  if (given === undefined) return `use what ${text}${text === 'this call' ? '' : '(…)'} returns`
  const awaited = source.isAwaited(call) ? 'await ' : ''
  return assigning(given, `${awaited}${text}(${given}${others.length > 0 ? ', …' : ''})`, source)
}

// A helper such as `d => d.acpi()`, which gives back what it was given, changed.
function changesFirstParameter({ call, source }: CallInSource): boolean {
  const around = source.functionAround(call)
  const parameter = around && nameOf(childrenOf(around, 'params')[0])
  return parameter !== undefined && parameter === receiverOf(call)
}

/**
 * Whether the call that makes the builder is the mistake, and not the one that throws it away: it is written inside of it,
 * as in `list.forEach(x => a.disk(x))`, and changes something from outside.
 */
export function isMistakeInside(made: CallInSource, dropped: CallInSource): boolean {
  if (made === dropped) return true
  const [inner, outer] = [made.call, dropped.call]
  if (made.file !== dropped.file || inner.start < outer.start || inner.end > outer.end) return false
  const receiver = receiverOf(inner)
  const around = made.source.functionAround(inner)
  const parameters = around ? childrenOf(around, 'params') : []
  return !parameters.some(one => receiver !== undefined && nameOf(one) === receiver)
}

/** Where the expression starts that a call ends: `a` in `a.disk(…).nic(…)`. */
export function startOf({ file, call }: CallInSource): Place {
  const { line, column } = rootOf(call).loc.start
  return { file, line, column: column + 1 }
}

function helpForMaker(element: string, { call, source }: CallInSource): string {
  const receiver = receiverOf(call)
  if (receiver !== undefined) return assigning(receiver, `${receiver}${methodsOf(call)}`, source)
  return element === 'domain'
    ? 'write "export default" in front of it, or export it by a name'
    : 'pass it to the builder that should hold it, or remove it'
}

// A constant cannot be assigned to, and neither can `this`, nor what another module exports.
function assigning(variable: string, value: string, source: Source): string {
  const declared = source.declarationsOf(variable)
  const isOnly = (how: string) => declared.has(how) && declared.size === 1
  if (isOnly('import') || variable === 'this') return `keep the result: const changed = ${value}`
  const assignment = `write ${variable} = ${value}`
  return isOnly('const') ? `${assignment}, and declare ${variable} with let` : assignment
}

// The calls of a chain, without what they are given: `.disk(…).hvm()`; the first ones where they are many.
function methodsOf(call: Syntax): string {
  const methods: string[] = []
  for (let one: Syntax | undefined = call; one; ) {
    const callee: Syntax | undefined = unwrapped(childOf(one, 'callee'))
    if (!isMember(callee)) break
    const given = childrenOf(one, 'arguments').length > 0 ? '(…)' : '()'
    methods.unshift(`.${nameOf(childOf(callee, 'property')) ?? '…'}${given}`)
    one = unwrapped(childOf(callee, 'object'))
  }
  return methods.length > MOST_METHODS
    ? `${methods.slice(0, MOST_METHODS).join('')} …`
    : methods.join('')
}

const MOST_METHODS = 2

// What the methods of a chain are called on.
function rootOf(call: Syntax): Syntax {
  const callee = unwrapped(childOf(call, 'callee'))
  if (!isMember(callee)) return call
  const object = unwrapped(childOf(callee, 'object'))!
  return isCall(object) ? rootOf(object) : object
}

const isCall = ({ type }: Syntax): boolean =>
  type === 'CallExpression' || type === 'OptionalCallExpression'

/** The variable, or the property of one, that a chain of calls starts at. */
export function receiverOf(call: Syntax): string | undefined {
  const root = rootOf(call)
  return isCall(root) ? undefined : pathOf(root)
}

const calleeOf = (callee: Syntax): string | undefined => {
  const path = pathOf(callee)
  return path !== undefined && path.length <= LONGEST_NAME ? path : undefined
}

const LONGEST_NAME = 40

/** `a`, `this.a`, `a.b`, where an expression is one of these. */
function pathOf(expression: Syntax): string | undefined {
  const node = unwrapped(expression)
  if (node?.type === 'ThisExpression') return 'this'
  if (node?.type !== 'MemberExpression' || node.computed) return nameOf(node)
  const object = pathOf(childOf(node, 'object')!)
  const property = nameOf(childOf(node, 'property'))
  return object === undefined || property === undefined ? undefined : `${object}.${property}`
}

const nameOf = (node: Syntax | undefined): string | undefined =>
  node?.type === 'Identifier' ? String(node.name) : undefined
