import type { Location } from '../../tree/origin.ts'
import {
  type CallInSource,
  childOf,
  childrenOf,
  isMember,
  type Source,
  type SyntaxNode,
  unwrapped,
} from './source.ts'

/**
 * The help text for a discarded builder. `made` is the call that creates the builder. `dropped` is the call whose result is not
 * used.
 */
export function helpFor(element: string, made: CallInSource, dropped: CallInSource): string {
  if (made === dropped || isMistakeInside(made, dropped)) return helpForMaker(element, made)
  const { call, source } = dropped
  const callee = unwrapped(childOf(call, 'callee'))!
  const name = isMember(callee) ? nameOf(childOf(callee, 'property')) : nameOf(callee)
  if (name === 'forEach')
    return 'forEach drops what its function returns: use map and keep its result'
  if (name === 'use' && receiverOf(call)) return helpForMaker(element, dropped)
  const [first, ...others] = childrenOf(call, 'arguments')
  const changed = first && changesFirstParameter(made) ? pathOf(first) : undefined
  const text = calleeOf(callee)
  if (changed === undefined || text === undefined)
    return `use the result of ${text === undefined ? 'this call' : `${text}(…)`}`
  const awaited = source.isAwaited(call) ? 'await ' : ''
  return assigning(
    changed,
    `${awaited}${text}(${changed}${others.length > 0 ? ', …' : ''})`,
    source,
  )
}

// Whether a call is inside a helper function such as `d => d.acpi()`, which returns a changed copy of its argument.
function changesFirstParameter({ call, source }: CallInSource): boolean {
  const around = source.functionAround(call)
  const parameter = around && nameOf(childrenOf(around, 'params')[0])
  return parameter !== undefined && parameter === receiverOf(call)
}

/**
 * Whether the diagnostic is shown at the call that creates the builder (`made`), rather than at the call whose result is not
 * used (`dropped`). For example, in `list.forEach(x => a.disk(x))`, the inner call adds a disk to `a`, which is declared
 * outside the callback.
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

/** The location of the start of a call chain: `a` in `a.disk(…).nic(…)`. */
export function startOf({ file, call }: CallInSource): Location {
  const { line, column } = rootOf(call).loc.start
  return { file, line, column: column + 1 }
}

function helpForMaker(element: string, { call, source }: CallInSource): string {
  const receiver = receiverOf(call)
  const around = source.functionAround(call)
  const isParameter = around && nameOf(childrenOf(around, 'params')[0]) === receiver
  // The function around the call, such as `d => { d.vcpu(2) }`, does not return the builder that the call makes, so the help
  // suggests `return`.
  if (
    isParameter &&
    receiver !== undefined &&
    !/\breturn\b/.test(source.text.slice(around.start, around.end))
  )
    return `write return ${receiver}${methodsOf(call)}`
  if (receiver !== undefined) return assigning(receiver, `${receiver}${methodsOf(call)}`, source)
  if (element !== 'domain') return 'pass it to the builder that should hold it, or remove it'
  if (around) return 'return it from the function, and export the result'
  return rootOf(call).loc.start.column === 0
    ? 'write "export default" in front of it, or export it by a name'
    : 'keep the domains in a list, and export the list: export const vms = list.map(one => domain(…))'
}

// Suggests assigning the result to the variable. `this` and imports cannot be assigned to, so for them the help suggests a
// new constant.
function assigning(variable: string, value: string, source: Source): string {
  const declared = source.declarationsOf(variable)
  const isOnly = (how: string) => declared.has(how) && declared.size === 1
  if (isOnly('import') || variable === 'this') return `keep the result: const changed = ${value}`
  const assignment = `write ${variable} = ${value}`
  return isOnly('const') ? `${assignment}, and declare ${variable} with let` : assignment
}

// Returns the calls of a chain as text, with `…` for their arguments: `.disk(…).hvm()`. A long chain is cut.
function methodsOf(call: SyntaxNode): string {
  const methods: string[] = []
  for (let one: SyntaxNode | undefined = call; one; ) {
    const callee: SyntaxNode | undefined = unwrapped(childOf(one, 'callee'))
    if (!isMember(callee)) break
    const args = childrenOf(one, 'arguments').length > 0 ? '(…)' : '()'
    methods.unshift(`.${nameOf(childOf(callee, 'property')) ?? '…'}${args}`)
    one = unwrapped(childOf(callee, 'object'))
  }
  return methods.length > MAX_METHODS
    ? `${methods.slice(0, MAX_METHODS).join('')} …`
    : methods.join('')
}

const MAX_METHODS = 2

// Returns the expression at the start of a call chain: `a` in `a.disk(…).nic(…)`.
function rootOf(call: SyntaxNode): SyntaxNode {
  const callee = unwrapped(childOf(call, 'callee'))
  if (!isMember(callee)) return call
  const object = unwrapped(childOf(callee, 'object'))!
  return isCall(object) ? rootOf(object) : object
}

const isCall = ({ type }: SyntaxNode): boolean =>
  type === 'CallExpression' || type === 'OptionalCallExpression'

/** The text of the variable or property at the start of a call chain. `undefined` if the chain starts with a call. */
export function receiverOf(call: SyntaxNode): string | undefined {
  const root = rootOf(call)
  return isCall(root) ? undefined : pathOf(root)
}

// Returns the called function as text, such as `a.b`. Returns `undefined` if the text is long, or if the function is any
// other expression.
const calleeOf = (callee: SyntaxNode): string | undefined => {
  const path = pathOf(callee)
  return path !== undefined && path.length <= MAX_CALLEE_LENGTH ? path : undefined
}

const MAX_CALLEE_LENGTH = 40

/** The source text of an expression such as `a`, `this.a` or `a.b`. `undefined` for any other expression. */
function pathOf(expression: SyntaxNode): string | undefined {
  const node = unwrapped(expression)
  if (node?.type === 'ThisExpression') return 'this'
  if (node?.type !== 'MemberExpression' || node.computed) return nameOf(node)
  const object = pathOf(childOf(node, 'object')!)
  const property = nameOf(childOf(node, 'property'))
  return object === undefined || property === undefined ? undefined : `${object}.${property}`
}

const nameOf = (node: SyntaxNode | undefined): string | undefined =>
  node?.type === 'Identifier' ? String(node.name) : undefined
