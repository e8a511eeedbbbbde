import { isNode } from '../tree/node.ts'
import type { Part } from './parts.ts'

/** Asks libvirt about the document without these parts. Returns the words of its refusal; empty if it accepts. */
export type AskWithout = (out: ReadonlySet<Part>) => Promise<string>

/** Parts that are left out. */
type Out = ReadonlySet<Part>

type Test = (out: Out) => Promise<boolean>

/**
 * Finds the parts that cause a refusal. First it leaves out everything that the refusal does not depend on, from the outside
 * inwards. Then it finds the smallest parts among the rest that, if left out, makes libvirt accept the document.
 */
export async function locateCause(
  parts: readonly Part[],
  words: string,
  out: Out,
  ask: AskWithout,
): Promise<readonly Part[]> {
  const steps = await reduce(parts, out, async less => (await ask(less)) === words)
  // A part is a cause if libvirt accepts the domain without it. This is asked after each step, because after the last one so
  // little remains that libvirt may refuse the domain for another reason.
  const isCause = async (part: Part): Promise<boolean> => {
    for (const step of steps) if ((await ask(new Set([...step, part]))) === '') return true
    return false
  }
  return smallest(parts, steps[0]!, isCause)
}

/** Leaves out what can be left out, level by level. Returns what is left out after each level, the last level first. */
async function reduce(parts: readonly Part[], out: Out, test: Test): Promise<readonly Out[]> {
  const steps = [out]
  let level = parts
  while (level.length > 0) {
    const [now] = steps as [Out]
    // The last parts are left out first: a duplicate, rather than what it repeats.
    const candidates = level.filter(part => !part.isFixed && !now.has(part)).reverse()
    const next = await halve(candidates, now, test)
    if (next !== now) steps.unshift(next)
    level = level.filter(part => !next.has(part)).flatMap(part => part.parts)
  }
  return steps
}

/** Leaves out all of the parts if the test still passes, else tries each half. */
async function halve(parts: readonly Part[], out: Out, test: Test): Promise<Out> {
  if (parts.length === 0) return out
  const less = new Set([...out, ...parts])
  if (await test(less)) return less
  if (parts.length === 1) return out
  const middle = parts.length >> 1
  return halve(parts.slice(middle), await halve(parts.slice(0, middle), out, test), test)
}

/** The smallest causes among the parts that are left, in the order of the document. */
async function smallest(
  parts: readonly Part[],
  out: Out,
  isCause: (part: Part) => Promise<boolean>,
): Promise<readonly Part[]> {
  const found: Part[] = []
  for (const part of parts) {
    if (out.has(part)) continue
    const inner = isNode(part.value) ? await smallest(part.parts, out, isCause) : []
    if (inner.length > 0) found.push(...inner)
    else if (!part.isFixed && (await isCause(part))) found.push(part)
  }
  return found
}
