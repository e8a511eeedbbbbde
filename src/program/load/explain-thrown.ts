import { dirname, relative } from 'node:path'
import { isTypo, nearest } from '../../diagnostics/nearest.ts'
import type { ErrorTexts } from '../../diagnostics/thrown.ts'
import { DomainBuilder } from '../../dsl/domain.ts'
import { habitHelp } from '../habits.ts'
import { importCycle } from './import-cycle.ts'
import type { LoadError } from './load-error.ts'

/**
 * What replaces the message and help of an error that JavaScript itself throws: for `require`, for a value that an import
 * cycle keeps from existing, and for a method that builders do not have.
 */
export function explainThrown({ name, message }: ErrorTexts, file: string): Partial<LoadError> {
  if (name === 'ReferenceError') return explainReference(message, file)
  return name === 'TypeError' ? explainMethod(message) : {}
}

function explainReference(message: string, file: string): Partial<LoadError> {
  if (/^require is not defined/.test(message))
    return {
      message: 'require() does not exist in a program, which is an ECMAScript module',
      help: "write import { domain } from 'libvmc', and export domains with export",
      stack: [],
    }
  const cycle = / before initialization$/.test(message) ? importCycle(file) : undefined
  if (!cycle) return {}
  const names = cycle.map(one => relative(dirname(file), one)).join(' → ')
  return {
    help: `the files import each other: ${names}; move what both need into a file of its own`,
  }
}

const COMMON = new Set(
  'apply build count create define deploy forEach image network networks pool run size start tags'.split(
    ' ',
  ),
)

// The message is `domain(...).autostart is not a function`, or `fv0.autostart is not a function`.
function explainMethod(message: string): Partial<LoadError> {
  const [, before, method] = /([\w)])\.([\w$]+) is not a function$/.exec(message) ?? []
  // `x.build()` can be a call of anything, `domain(…).build()` hardly.
  if (method === undefined || (before !== ')' && COMMON.has(method))) return {}
  const near = nearest(method, Object.getOwnPropertyNames(DomainBuilder.prototype))
  const suggestion = near !== undefined && isTypo(method, near) && `did you mean "${near}"?`
  const help = habitHelp(method) ?? (suggestion || undefined)
  return help === undefined ? {} : { message: `a builder has no method .${method}()`, help }
}
