import { dirname, relative } from 'node:path'
import type { ErrorTexts } from '../../diagnostics/thrown.ts'
import { lastMissingMember } from '../../dsl/missing-member.ts'
import { importCycle } from './import-cycle.ts'
import type { LoadError } from './load-error.ts'

/**
 * A clearer message or help for certain errors that JavaScript or Node throws, such as the use of `require`, an import cycle,
 * or the call of a method that builders do not have.
 */
export async function explainThrown(
  { name, message }: ErrorTexts,
  file: string,
): Promise<Partial<LoadError>> {
  if (name === 'ReferenceError') return explainReference(message, file)
  if (name === 'TypeError') return explainMethod(message)
  return message.startsWith('ENOENT:')
    ? { help: 'check the path: a relative path starts at the folder in which vmc runs' }
    : {}
}

async function explainReference(message: string, file: string): Promise<Partial<LoadError>> {
  if (/^require is not defined/.test(message))
    return {
      message: 'require() does not exist in a program, which is an ECMAScript module',
      help: "write import { domain } from 'libvmc', and export domains with export",
      stack: [],
    }
  const [, missing] = /^(\w+) is not defined$/.exec(message) ?? []
  if (missing !== undefined && Object.hasOwn(await import('../../index.ts'), missing))
    return { help: `add ${missing} to the import: import { ${missing} } from 'libvmc'` }
  const cycle = / before initialization$/.test(message) ? importCycle(file) : undefined
  if (!cycle) return {}
  const names = cycle.map(one => relative(dirname(file), one)).join(' → ')
  return {
    help: `the files import each other: ${names}; move the shared code into a third file`,
  }
}

// Explains messages such as `domain(...).autostart is not a function` and `disk.chache is not a function`.
async function explainMethod(message: string): Promise<Partial<LoadError>> {
  const [, made] = /^([\w$]+) is not a constructor$/.exec(message) ?? []
  if (made !== undefined) return { help: `remove "new": write ${made}(…)` }
  const [, before, method] = /([\w)])\.([\w$]+) is not a function$/.exec(message) ?? []
  if (method === undefined) return {}
  const missing = lastMissingMember()
  const { methodHelp, hasMethod } = await import('../method-help.ts')
  if (missing?.name === method) {
    const help = methodHelp(missing.builder, method)
    return help === undefined
      ? {}
      : { message: `${missing.builder} has no method .${method}()`, help }
  }
  const [, uncalled] = /\.([\w$]+)\.[\w$]+ is not a function$/.exec(message) ?? []
  if (uncalled !== undefined && hasMethod(uncalled, true))
    return {
      message: `.${uncalled} is a method, and is not called here`,
      help: `add parentheses to the call: .${uncalled}().${method}(…)`,
    }
  // A variable can contain any object, and many objects have methods such as `.source()`, so only certain names are explained.
  if (!hasMethod(method, before === ')')) return {}
  return {
    message: `.${method}() is called on a value that is not a domain or device`,
    help: `if the value is a promise, add await: (await …).${method}(…)`,
  }
}
