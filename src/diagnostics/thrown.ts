import { inspect } from 'node:util'
import { readStack } from '../tree/stack.ts'

/** The properties of an error that vmc prints, as texts. */
export interface ErrorTexts {
  readonly name: string
  readonly message: string
  readonly stack: string
  /** The code of the error, such as `ERR_MODULE_NOT_FOUND`. Empty if the error has no code. */
  readonly code: string
  /** The system call that failed, such as `open`. Empty if the error is not about a system call. */
  readonly syscall: string
}

/** The maximum number of causes in a message. */
const MAX_CAUSES = 10
/** The maximum length of a message. */
const MAX_LENGTH = 10_000

/**
 * Calls a function that reads something of the user's program. If reading throws, returns `fallback`, because getters and
 * proxies of the program can throw any value.
 */
export function readOr<T>(read: () => T, fallback: T): T {
  try {
    return read()
  } catch {
    return fallback
  }
}

/** The properties of an error as texts. `undefined` if the value is not an error. This function never throws. */
export function errorTexts(thrown: unknown): ErrorTexts | undefined {
  if (!isError(thrown)) return undefined
  const textOf = (key: string): string =>
    readOr(() => textual((thrown as unknown as Record<string, unknown>)[key]), '')
  return {
    name: textOf('name') || 'Error',
    message: textOf('message'),
    stack: readStack(() => textOf('stack')),
    code: textOf('code'),
    syscall: textOf('syscall'),
  }
}

const isError = (value: unknown): value is Error => readOr(() => value instanceof Error, false)

const textual = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : String(value)

/**
 * The message for a thrown value. For an error, it consists of the names and messages of the error and its causes. For any
 * other value, it is the text that Node's `inspect` returns.
 */
export function describeThrown(thrown: unknown): string {
  const chain = causesOf(thrown)
  const shown = chain
    .slice(0, MAX_CAUSES + 1)
    .map(describe)
    .join('\n  caused by ')
  const more = chain.length - MAX_CAUSES - 1
  const text = more > 0 ? `${shown}\n  and ${more} more causes` : shown
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text
}

function causesOf(thrown: unknown): readonly unknown[] {
  const chain = new Set([thrown])
  for (let it = causeOf(thrown); it !== undefined && !chain.has(it); it = causeOf(it)) chain.add(it)
  return [...chain]
}

const causeOf = (thrown: unknown): unknown =>
  isError(thrown) ? readOr(() => thrown.cause, undefined) : undefined

function describe(thrown: unknown): string {
  const error = errorTexts(thrown)
  if (error) return `${error.name}: ${error.message}`
  const shown = readOr(() => inspect(thrown), undefined)
  return shown ?? readOr(() => inspect(thrown, { customInspect: false }), 'an unreadable value')
}
