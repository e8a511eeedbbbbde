import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { linesOf } from '../../diagnostics/locate-key.ts'
import { isCall, type Location } from '../../tree/origin.ts'
import { stepsOf } from '../../tree/stack.ts'
import type { UnusedBuilder } from '../../tree/unused.ts'
import { textOverrides } from '../load/transform.ts'
import { helpFor, isMistakeInside, receiverOf, startOf } from './help.ts'
import { type CallInSource, Source } from './source.ts'

/*
 * Finds discarded builders. An unused builder is a mistake if the program drops the result of the call that creates it, as in
 * the statement `a.disk(…)`, or stores it in a variable that the program never uses. An unused builder in another variable is
 * not a mistake: a program may create domains and export only some of them. Only the source text of the program shows the
 * difference.
 */

/** A builder that the program creates but does not use. */
export interface Discard {
  readonly diagnostic: Diagnostic
  /** The location of the start of the expression that creates the builder. */
  readonly start: Location
}

/** Finds builders that the program creates but does not use, because it drops the result of a call or never uses a variable. */
export function findDiscards(unused: readonly UnusedBuilder[]): readonly Discard[] {
  const sources = new Map<string, Source | undefined>()
  const sourceOf = (file: string): Source | undefined => {
    if (!sources.has(file)) sources.set(file, Source.parse(file, textOf(file)))
    return sources.get(file)
  }
  // Calls in a loop have the same stack. The call that discards a result is searched only once for each stack, because the
  // answer is the same.
  const pathByStack = new Map<string, DiscardPath | undefined>()
  return unused.flatMap(({ origin, element }) => {
    if (!isCall(origin)) return []
    const { stack } = origin
    if (!pathByStack.has(stack)) pathByStack.set(stack, pathToDiscard(stack, sourceOf))
    const path = pathByStack.get(stack)
    return path ? [discardAt(element, path)] : []
  })
}

const textOf = (file: string): string => textOverrides.get(file) ?? linesOf(file).join('\n')

// Built-in functions of JavaScript that call a callback and return or drop its result. All other built-in functions may store
// the result.
const PASSES_ON =
  /\.(?:use|from|map|forEach|flatMap|reduce|reduceRight|filter|some|every|find(?:Last)?(?:Index)?)$/

/** How a program discards a builder. */
interface DiscardPath {
  /** The calls that return the builder: from the call that creates it to the call whose result is not used. */
  readonly calls: readonly CallInSource[]
  readonly usage: 'discarded' | 'unread'
}

/**
 * The calls through which a program creates a builder and then discards it. `undefined` if the builder is used, or if the calls
 * are not known.
 */
function pathToDiscard(
  stack: string,
  sourceOf: (file: string) => Source | undefined,
): DiscardPath | undefined {
  const calls: CallInSource[] = []
  for (const step of stepsOf(stack)) {
    if ('native' in step) {
      if (!PASSES_ON.test(step.native)) return undefined
      continue
    }
    const { file, line, column } = step
    const source = sourceOf(file)
    const call = source?.callAt(step)
    if (!source || !call) return undefined
    calls.push({ file, source, call, line, column })
    const usage = source.usageOf(call)
    if (usage === 'kept') return undefined
    if (usage !== 'returned') return { calls, usage }
  }
  return undefined
}

function discardAt(element: string, { calls, usage }: DiscardPath): Discard {
  const made = calls[0]!
  const dropped = calls.at(-1)!
  if (usage === 'unread') return unreadAt(element, dropped)
  // In `list.forEach(x => a.disk(x))`, the diagnostic points to `a.disk(x)`. In the statement `addDisk(a)`, it points to the
  // call of `addDisk`.
  const at = isMistakeInside(made, dropped) ? made : dropped
  const start = startOf(at)
  const diagnostic = diagnose('VMC4017', {
    message: `this returns a new ${element} that nothing uses`,
    // If a chain starts with a factory such as `domain()`, the fix is to export the whole chain or to pass it to a call.
    // Therefore the diagnostic points to the start of the chain.
    origin: receiverOf(at.call) === undefined ? start : locationOf(at),
    help: helpFor(element, made, dropped),
    related:
      at === made ? [] : [{ message: 'the builder is created here', origin: locationOf(made) }],
  })
  return { diagnostic, start }
}

/** The calls that lead to a builder in a variable that the program never uses. */
function unreadAt(element: string, { file, source, call }: CallInSource): Discard {
  const { name, line, column } = source.variableOf(call)
  const start = { file, line, column }
  const diagnostic = diagnose('VMC4025', {
    message: `the ${element} in the variable "${name}" is never used`,
    origin: start,
    help:
      element === 'domain'
        ? `export the domain, as in: export const ${name} = …; or remove it`
        : `pass ${name} to the builder that should hold it, or remove it`,
  })
  return { diagnostic, start }
}

const locationOf = ({ file, line, column }: CallInSource): Location => ({ file, line, column })
