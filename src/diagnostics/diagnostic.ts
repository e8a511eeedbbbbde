import { isCall, type Location, locationsOf, type Origin } from '../tree/origin.ts'
import type { Severity } from './code-facts.ts'
import { type Code, codes, type DiagnosticCode } from './codes.ts'
import { locateKey } from './locate-key.ts'

/** Another location that a diagnostic shows, with a message about this location. */
export interface Related extends Location {
  readonly message: string
}

/** A problem that vmc reports, as a plain object. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  /** The slug of the rule that reported the problem. `.allow()` and the configuration identify rules by slug. */
  readonly slug?: string
  readonly severity: Severity
  readonly message: string
  /**
   * The path of the element or attribute with the problem, such as `domain/devices/disk[1]/target/@bus`. It is empty if the
   * problem is not about an element or attribute.
   */
  readonly path: string
  readonly file?: string
  /** The line of the problem in the file, starting at 1. */
  readonly line?: number
  /** The column of the problem in the line, starting at 1. */
  readonly column?: number
  /** How to fix the problem. */
  readonly help?: string
  readonly related?: readonly Related[]
  /** A change to the source text that fixes the problem. `--fix` applies the change. */
  readonly fix?: Fix
  /** How often the diagnostic occurred at this location, for example in a loop. Not set if it occurred only once. */
  readonly times?: number
}

/**
 * A change to the source text that fixes a problem. It either corrects a name or value at the location of the diagnostic, or
 * adds an element to a domain.
 */
export type Fix = Respelling | (Addition & { readonly at: Location })

/**
 * A fix that replaces a name or value. The source text at the location of the diagnostic must contain the wrong name or value
 * literally.
 */
export interface Respelling {
  readonly kind: 'name' | 'value'
  readonly from: string
  readonly to: string
}

/** A fix that adds an element to a domain. */
export interface Addition {
  readonly kind: 'addition'
  /** The method call that adds the element in a program, such as `.acpi()`. */
  readonly ts: string
  /**
   * The XML that adds the element to a document, including its parent element, such as `<features><acpi/></features>`.
   */
  readonly xml: string
}

/** A diagnostic that the program allows with `.allow()`, with the reason from that call. */
export interface Waived extends Diagnostic {
  readonly reason: string
}

/** The details of a problem, from which the function `diagnose` makes a diagnostic. */
export interface Finding {
  readonly message: string
  readonly path?: string
  readonly origin?: Origin
  /**
   * The keys that lead from an argument of a call to the field with the problem. If the argument is an object literal,
   * `diagnose` uses these keys to find the field in it.
   */
  readonly trail?: readonly (string | number)[]
  readonly help?: string | undefined
  readonly related?: readonly { readonly message: string; readonly origin: Origin }[]
  readonly fix?: Respelling | (Addition & { readonly origin: Origin }) | undefined
}

/**
 * The code, slug and severity of a diagnostic. For a rule, they come from the rule. Otherwise, they come from the table
 * `codes`.
 */
export interface Kind {
  readonly code: DiagnosticCode
  readonly slug?: string
  readonly severity: Severity
}

/**
 * Makes a diagnostic from the details of a problem. The severity comes from the rule or from the table of codes. The location
 * comes from `finding.origin`.
 */
export function diagnose(kind: Code | Kind, finding: Finding): Diagnostic {
  const { code, slug, severity }: Kind =
    typeof kind === 'string' ? { code: kind, severity: codes[kind].severity } : kind
  const [first, ...callers] = finding.origin ? locationsOf(finding.origin) : []
  const location =
    first && finding.origin && isCall(finding.origin) ? locateKey(first, finding.trail) : first
  const related = [
    ...callers
      .filter(differs(first))
      .slice(0, 1)
      .map(caller => ({ ...caller, message: 'called from here' })),
    // A related location that is equal to the location of the diagnostic is left out. They are equal if the same call in a
    // loop makes both values.
    ...(finding.related ?? []).flatMap(({ message, origin }) =>
      locationsOf(origin)
        .slice(0, 1)
        .filter(other => other.column !== first?.column || differs(first)(other))
        .map(at => ({ ...at, message })),
    ),
  ]
  const fix = finding.fix && fixOf(finding.fix)
  return {
    code,
    ...(slug !== undefined && { slug }),
    severity,
    message: finding.message,
    path: finding.path ?? '',
    ...(location && { file: location.file, line: location.line, column: location.column }),
    ...(finding.help !== undefined && { help: finding.help }),
    ...(related.length > 0 && { related }),
    ...(fix && { fix }),
  }
}

function fixOf(fix: NonNullable<Finding['fix']>): Fix | undefined {
  if (fix.kind !== 'addition') return fix
  const { origin, ...addition } = fix
  const [at] = locationsOf(origin)
  return at && { ...addition, at: { file: at.file, line: at.line, column: at.column } }
}

const differs =
  (first: Location | undefined) =>
  (other: Location): boolean =>
    other.file !== first?.file || other.line !== first.line

/**
 * Sorts diagnostics by file, line and column. Equal diagnostics at the same location are merged into one diagnostic with a
 * count.
 */
export function arrange<D extends Diagnostic>(diagnostics: readonly D[]): readonly D[] {
  const sorted = [...diagnostics].sort(order)
  const arranged: D[] = []
  // The list is sorted, so equal diagnostics are next to each other. Only diagnostics with the same position in the order
  // need a key for the comparison.
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1
    while (end < sorted.length && order(sorted[start]!, sorted[end]!) === 0) end++
    if (end === start + 1) arranged.push(sorted[start]!)
    else for (const one of merged(sorted.slice(start, end))) arranged.push(one)
    start = end
  }
  return arranged
}

const order = (a: Diagnostic, b: Diagnostic): number =>
  compare(a.file ?? '', b.file ?? '') ||
  (a.line ?? 0) - (b.line ?? 0) ||
  (a.column ?? 0) - (b.column ?? 0) ||
  compare(a.code, b.code)

// Merges equal diagnostics at the same location.
function merged<D extends Diagnostic>(diagnostics: readonly D[]): Iterable<D> {
  const seen = new Map<string, D>()
  for (const one of diagnostics) {
    const key = `${one.message}\0${one.file ? '' : one.path}`
    const same = seen.get(key)
    seen.set(key, same ? { ...same, times: (same.times ?? 1) + (one.times ?? 1) } : one)
  }
  return seen.values()
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Returns the name of a diagnostic for output: the code, followed by the slug of the rule. If both are equal, they appear once.
 */
export const nameOf = ({ code, slug }: Kind): string =>
  slug === undefined || slug === code ? code : `${code} ${slug}`

/** Whether the diagnostics contain an error. If `strict` is true, warnings count as errors. */
export function fails(diagnostics: readonly Diagnostic[], strict = false): boolean {
  return diagnostics.some(one => one.severity === 'error' || (strict && one.severity === 'warning'))
}
