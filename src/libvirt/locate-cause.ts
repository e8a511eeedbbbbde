import { isNode } from '../tree/node.ts'
import type { Part } from './parts.ts'

/**
 * A function that lets libvirt check an XML document without some of its elements and attributes. Returns libvirt's error
 * message, or an empty text if libvirt accepts the document.
 */
export type AskWithout = (out: ReadonlySet<Part>) => Promise<string>

/** The elements, attributes and texts that are left out of the document. */
type Out = ReadonlySet<Part>

type Test = (out: Out) => Promise<boolean>

/**
 * Finds the parts of a document that cause an error of libvirt. First, the function removes all parts without which the error
 * stays the same, from outer to inner elements. Then it searches the rest for the smallest parts without which libvirt accepts
 * the document.
 */
export async function locateCause(
  parts: readonly Part[],
  words: string,
  out: Out,
  ask: AskWithout,
): Promise<readonly Part[]> {
  const steps = await reduce(parts, out, async less => (await ask(less)) === words)
  // A part of the domain is a cause of the error if libvirt accepts the domain without this part. The check uses the result
  // of each reduction step, because after the last step so few parts are left that libvirt may report another error.
  const isCause = async (part: Part): Promise<boolean> => {
    for (const step of steps) if ((await ask(new Set([...step, part]))) === '') return true
    return false
  }
  return smallest(parts, steps[0]!, isCause)
}

/**
 * Leaves out of the document, level by level, everything that the error does not depend on. Returns what is left out after each
 * level, starting with the last level.
 */
async function reduce(parts: readonly Part[], out: Out, test: Test): Promise<readonly Out[]> {
  const steps = [out]
  let level = parts
  while (level.length > 0) {
    const [now] = steps as [Out]
    // The last parts of the domain are removed first, so that vmc reports the second of two conflicting parts.
    const candidates = level.filter(part => !part.isFixed && !now.has(part)).reverse()
    const next = await halve(candidates, now, test)
    if (next !== now) steps.unshift(next)
    level = level.filter(part => !next.has(part)).flatMap(part => part.parts)
  }
  return steps
}

/**
 * Leaves out all given parts of the document if the error then stays the same. Otherwise, tries to leave out each half of these
 * parts.
 */
async function halve(parts: readonly Part[], out: Out, test: Test): Promise<Out> {
  if (parts.length === 0) return out
  const less = new Set([...out, ...parts])
  if (await test(less)) return less
  if (parts.length === 1) return out
  const middle = parts.length >> 1
  return halve(parts.slice(middle), await halve(parts.slice(0, middle), out, test), test)
}

/**
 * Returns the smallest elements, attributes and texts that cause the error, in the order of the document. The parts in `out`
 * are already left out of the document.
 */
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
