import { visitViolations } from '../../check/check-schema.ts'
import type { SchemaFinding } from '../../check/position.ts'
import type { Code } from '../../diagnostics/codes.ts'
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import type { Node } from '../../tree/node.ts'
import { Changes, type Way } from './unchecked-parts.ts'

/*
 * A document can be newer than vmc. An import keeps the parts of the document that vmc does not know. They become unchecked
 * parts of the program, for example with `unchecked()`, and vmc warns about them.
 */

/** A document in which the unknown parts are marked as unchecked, and the diagnostics for it. */
export interface KeptDocument {
  readonly node: Node
  /** A warning for each unchecked part, and the errors that remain. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The maximum number of times that vmc checks a document. After each change, the next check can find more violations, because
 * the value of one field can determine which other fields an element has.
 */
const MAX_ROUNDS = 10

/** Marks all parts of a document that vmc does not accept as unchecked, so that a program can build the document. */
export function keepUnknown(document: Node): KeptDocument {
  const kept: Diagnostic[] = []
  let node = document
  for (let round = 1; ; round++) {
    const changes = new Changes()
    const errors: Diagnostic[] = []
    for (const { code, finding } of violationsOf(node)) {
      const way = round <= MAX_ROUNDS ? changes.add(code, finding.subject, node) : undefined
      if (way === undefined) errors.push(diagnose(code, finding))
      else kept.push(asKept(diagnose(code, finding), way))
    }
    node = changes.apply(node)
    if (changes.size === 0) return { node, diagnostics: [...kept, ...errors] }
  }
}

function violationsOf(node: Node) {
  const found: { readonly code: Code; readonly finding: SchemaFinding }[] = []
  visitViolations(node, (code, finding) => found.push({ code, finding }), undefined, true)
  return found
}

/** Turns an error of the XML reader into a warning. The warning shows how the program keeps the invalid part of the XML. */
export function asKeptByReader(one: Diagnostic): Diagnostic {
  if (one.severity !== 'error') return one
  if (one.code === 'VMC1009') return asKept(one, '.xml(unchecked())')
  if (one.code === 'VMC1011')
    return {
      ...one,
      severity: 'warning',
      help: 'nothing to do: vmc build writes the elements in the correct order',
    }
  return asKept(one, one.message.includes('has no attribute') ? 'unchecked() or .xml()' : '.xml()')
}

function asKept(one: Diagnostic, way: Way | 'unchecked() or .xml()'): Diagnostic {
  const help =
    way === 'left out'
      ? 'the program leaves it out with unchecked()'
      : `the program keeps it unchanged with ${way}`
  return {
    ...one,
    severity: 'warning',
    help: one.help === undefined ? help : `${help}; ${one.help}`,
  }
}
