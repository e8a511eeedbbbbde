import { join, sep } from 'node:path'
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { listNames } from '../diagnostics/list-names.ts'
import { noPaint } from '../diagnostics/paint.ts'
import { printable } from '../diagnostics/printable.ts'
import type { Format } from '../diagnostics/render/formats.ts'
import { renderers } from '../diagnostics/render/render.ts'
import type { ErrorTexts } from '../diagnostics/thrown.ts'
import { version } from '../program/package.ts'
import { throwerOf } from '../tree/stack.ts'

/** An error that vmc does not expect, and what the report about this error needs. */
export interface Unexpected {
  readonly error: ErrorTexts
  /** The names of built-in functions of JavaScript and Node that the program has changed. */
  readonly changed: readonly string[]
  readonly format: Format
  readonly cwd: string
  /** The folders in which the user's programs can be. An error that was thrown in one of these folders is not a bug of vmc. */
  readonly folders: readonly string[]
}

/**
 * Returns the report about an unexpected error. The report says whether the program, the operating system or vmc caused the
 * error.
 */
export function reportOf({ format, cwd, ...cause }: Unexpected): string {
  const diagnostic = diagnosticOf(cause)
  if (diagnostic) {
    return renderers[format]([diagnostic], { cwd, paint: noPaint, width: 100, version })
  }
  const { name, message, stack } = cause.error
  const details = printable(stack || `${name}: ${message}`)
  return `vmc failed unexpectedly. This is probably a bug, please report it:\n${details}\n`
}

/**
 * Returns the diagnostic for an error whose cause is certainly not in vmc. Returns `undefined` if the error may be a bug of
 * vmc.
 */
function diagnosticOf({
  error: { name, message, stack, code, syscall },
  changed,
  folders,
}: Omit<Unexpected, 'format' | 'cwd'>): Diagnostic | undefined {
  const thrower = throwerOf(stack)
  if (thrower && folders.some(folder => thrower.file.startsWith(join(folder, sep)))) {
    return diagnose('VMC4003', {
      message: `${name}: ${message}`,
      origin: thrower,
      help: 'vmc calls this function of the program, so the function must not throw',
    })
  }
  if (changed.length > 0) {
    return diagnose('VMC4060', {
      message: `the program changed ${listNames(changed, MAX_LISTED)}, and then vmc failed: ${name}: ${message}`,
      help: 'do not replace built-in functions of JavaScript and Node',
    })
  }
  return code !== '' && syscall !== '' ? diagnose('VMC4061', { message }) : undefined
}

const MAX_LISTED = 5
