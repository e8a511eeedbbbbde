import { inspect } from 'node:util'
import { readStack } from '../tree/stack.ts'

/** What an error consists of, as texts. */
export interface ErrorTexts {
  readonly name: string
  readonly message: string
  readonly stack: string
  /** The code of the error, such as `ERR_MODULE_NOT_FOUND`; empty if it has none. */
  readonly code: string
  /** The system call that failed, such as `open`; empty if none failed. */
  readonly syscall: string
}

/** The number of causes that a message lists. */
const MAX_CAUSES = 10
/** The length up to which a message is shown. */
const MAX_LENGTH = 10_000

/**
 * The result of reading something that a program controls, or `fallback` if reading fails: getters and proxies can throw
 * anything.
 */
export function readOr<T>(read: () => T, fallback: T): T {
  try {
    return read()
  } catch {
    return fallback
  }
}

/** The texts of an error; `undefined` if the value is not an error. Reading them never fails. */
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

/** The message for a thrown value: the names and messages of an error and its causes, or the inspected value. */
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
