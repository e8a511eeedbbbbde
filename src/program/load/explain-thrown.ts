import { dirname, relative } from 'node:path'
import { isTypo, nearest } from '../../diagnostics/nearest.ts'
import { DomainBuilder } from '../../dsl/domain.ts'
import { habitHelp } from '../habits.ts'
import { importCycle } from './import-cycle.ts'
import type { LoadError } from './load-error.ts'

/**
 * A clearer message and help for some errors that JavaScript itself throws. The program uses `require`, uses a value before
 * it is initialized because of an import cycle, or calls a method that builders do not have.
 */
export function explainThrown(thrown: unknown, file: string): Partial<LoadError> {
  if (thrown instanceof ReferenceError) return explainReference(thrown.message, file)
  if (thrown instanceof TypeError) return explainMethod(thrown.message)
  return isMissingFile(thrown)
    ? { help: 'a relative path starts at the folder where vmc runs; check the path' }
    : {}
}

const isMissingFile = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'

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

// Explains messages such as `domain(...).autostart is not a function` and `fv0.autostart is not a function`.
function explainMethod(message: string): Partial<LoadError> {
  const [, made] = /^([\w$]+) is not a constructor$/.exec(message) ?? []
  if (made !== undefined) return { help: `leave out "new": write ${made}(…)` }
  const [, before, method] = /([\w)])\.([\w$]+) is not a function$/.exec(message) ?? []
  // In `x.build()`, the variable may hold any object, so common method names are explained only in a chain such as
  // `domain(…).build()`.
  if (method === undefined || (before !== ')' && COMMON.has(method))) return {}
  if (Object.hasOwn(DomainBuilder.prototype, method))
    return {
      message: `.${method}() is called on a value that is not a domain`,
      help: `if the value is a promise, await it: (await …).${method}(…)`,
    }
  const near = nearest(method, Object.getOwnPropertyNames(DomainBuilder.prototype))
  const suggestion = near !== undefined && isTypo(method, near) && `did you mean "${near}"?`
  const help = habitHelp(method) ?? (suggestion || undefined)
  return help === undefined ? {} : { message: `a builder has no method .${method}()`, help }
}
