import type { Host, Target } from './rule-context.ts'

/**
 * The example of a rule: a definition that breaks the rule, and its correction. The differences between both versions are
 * marked: `{virtoi -> virtio}` is `virtoi` in the wrong version and `virtio` in the right version. Either text can
 * be empty.
 */
export interface Example {
  /** The content of a `<domain>`, or several whole domains for a rule about a fleet. */
  readonly xml?: string
  /** Method calls that follow `domain('fv0').hvm().memory(GiB(1))`, or an expression that returns several domains. */
  readonly ts?: string
  /** The releases on which the example breaks the rule. Default: the releases that the rule applies to. */
  readonly target?: Target
  /** The hosts that the configuration declares. */
  readonly hosts?: Readonly<Record<string, Host>>
}

/** The version of an example that breaks its rule. */
export const wrongVersion = (example: Example): Example => versionOf(example, 0)

/** The corrected version of an example. */
export const rightVersion = (example: Example): Example => versionOf(example, 1)

type Side = 0 | 1

function versionOf(example: Example, side: Side): Example {
  const { xml, ts } = example
  return {
    ...example,
    ...(xml !== undefined && { xml: choose(xml, side) }),
    ...(ts !== undefined && { ts: choose(ts, side) }),
  }
}

const ARROW = /\s*->\s*/

/**
 * Replaces every mark such as `{virtoi -> virtio}` with its text for one of the two versions. Braces without an arrow, such as
 * those of an object, are kept.
 */
function choose(text: string, side: Side): string {
  let chosen = ''
  for (let at = 0; at < text.length; at++) {
    const end = text[at] === '{' ? markEnd(text, at) : undefined
    if (end === undefined) {
      chosen += text[at]
      continue
    }
    const inner = text.slice(at + 1, end)
    const { index } = ARROW.exec(inner)!
    const arrow = ARROW.exec(inner)![0]
    chosen +=
      side === 0 ? inner.slice(0, index).trimStart() : inner.slice(index + arrow.length).trimEnd()
    at = end
  }
  return chosen
}

/** The index of the closing brace of the mark whose opening brace is at `open`. `undefined` if the braces contain no arrow. */
function markEnd(text: string, open: number): number | undefined {
  let depth = 0
  let hasArrow = false
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++
    else if (text[at] === '}' && --depth === 0) return hasArrow ? at : undefined
    else if (depth === 1 && text.startsWith('->', at)) hasArrow = true
  }
  return undefined
}
