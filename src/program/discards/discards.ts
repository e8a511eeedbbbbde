import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { linesOf } from '../../diagnostics/locate-key.ts'
import { isCall, type Place } from '../../tree/origin.ts'
import { stepsOf } from '../../tree/stack.ts'
import type { UnusedBuilder } from '../../tree/unused.ts'
import { instead } from '../load/transform.ts'
import { helpFor, isMistakeInside, receiverOf, startOf } from './help.ts'
import { type CallInSource, Source } from './source.ts'

/*
 * A builder that a run made and never used may be held by a variable, and that is no mistake. It is one if the program
 * throws the builder away where it gets it: `a.disk(…)` as a statement. Only the text of the program says so.
 */

/** A builder that the program throws away. */
export interface Discard {
  readonly diagnostic: Diagnostic
  /** Where the expression starts that makes the builder. */
  readonly start: Place
}

/** Finds those of the unused builders that the program throws away. */
export function findDiscards(unused: readonly UnusedBuilder[]): readonly Discard[] {
  const sources = new Map<string, Source | undefined>()
  const sourceOf = (file: string): Source | undefined => {
    if (!sources.has(file)) sources.set(file, Source.parse(file, textOf(file)))
    return sources.get(file)
  }
  // One call of a loop is like the next.
  const judged = new Map<string, readonly CallInSource[] | undefined>()
  return unused.flatMap(({ origin, element }) => {
    if (!isCall(origin)) return []
    const { stack } = origin
    if (!judged.has(stack)) judged.set(stack, pathToDiscard(stack, sourceOf))
    const path = judged.get(stack)
    return path ? [discard(element, path)] : []
  })
}

const textOf = (file: string): string => instead.get(file) ?? linesOf(file).join('\n')

// Functions that give on what a function of the program returns, or drop it.
const HANDS_ON =
  /\.(?:use|from|map|forEach|flatMap|reduce|reduceRight|filter|some|every|find(?:Last)?(?:Index)?)$/

/**
 * The calls through which a builder is returned, from the one that makes it to the one that throws it away; `undefined` if
 * it is held anywhere, or nobody can tell.
 */
function pathToDiscard(
  stack: string,
  sourceOf: (file: string) => Source | undefined,
): readonly CallInSource[] | undefined {
  const path: CallInSource[] = []
  for (const step of stepsOf(stack)) {
    if ('native' in step) {
      if (!HANDS_ON.test(step.native)) return undefined
      continue
    }
    const { file, line, column } = step
    const source = sourceOf(file)
    const call = source?.callAt(step)
    if (!source || !call) return undefined
    path.push({ file, source, call, line, column })
    const fate = source.fateOf(call)
    if (fate === 'discarded') return path
    if (fate === 'held') return undefined
  }
  return undefined
}

function discard(element: string, path: readonly CallInSource[]): Discard {
  const made = path[0]!
  const dropped = path.at(-1)!
  // In `list.forEach(x => a.disk(x))` the inner call is the mistake, in `addDisk(a)` the outer one.
  const at = isMistakeInside(made, dropped) ? made : dropped
  const start = startOf(at)
  const diagnostic = diagnose('VMC4017', {
    message: `this returns a new ${element} that nothing uses`,
    // What a word makes is to be exported or passed on as a whole.
    origin: receiverOf(at.call) === undefined ? start : placeOf(at),
    help: helpFor(element, made, dropped),
    related: at === made ? [] : [{ message: 'it is made here', origin: placeOf(made) }],
  })
  return { diagnostic, start }
}

const placeOf = ({ file, line, column }: CallInSource): Place => ({ file, line, column })
