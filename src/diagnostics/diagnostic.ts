import { isCall, type Origin, type Place, places } from '../tree/origin.ts'
import { type Code, codes, type DiagnosticCode, type Severity } from './codes.ts'
import { locateKey } from './locate-key.ts'

/** A second location that a diagnostic refers to, with a message. */
export interface Related extends Place {
  readonly message: string
}

/** A problem or note that vmc reports, as plain data. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  /** The slug of the rule that reported the problem, as used in `.allow()` and in the configuration. */
  readonly slug?: string
  readonly severity: Severity
  readonly message: string
  /** The path of the element or attribute, such as `domain/devices/disk[1]/target/@bus`; empty if there is none. */
  readonly path: string
  readonly file?: string
  /** The line, from 1. */
  readonly line?: number
  /** The column, from 1. */
  readonly column?: number
  /** How to fix the problem. */
  readonly help?: string
  readonly related?: readonly Related[]
  /** A change to the source text that fixes the problem. `--fix` applies it. */
  readonly fix?: Fix
  /** How often the diagnostic occurred at this location, for example in a loop; missing if once. */
  readonly times?: number
}

/** A change to a source text: a corrected name or value at the diagnostic, or an addition to a domain. */
export type Fix = Respelling | (Addition & { readonly at: Place })

/** The replacement of a name or value that appears literally at the location of the diagnostic. */
export interface Respelling {
  readonly kind: 'name' | 'value'
  readonly from: string
  readonly to: string
}

/** Something to add to a domain. */
export interface Addition {
  readonly kind: 'addition'
  /** The call that adds it in a program: `.acpi()`. */
  readonly ts: string
  /** The XML that adds it, with its parent element: `<features><acpi/></features>`. */
  readonly xml: string
}

/** A diagnostic that the program waives, with the reason. */
export interface Waived extends Diagnostic {
  readonly reason: string
}

/** The details of a problem, from which `diagnose` makes a diagnostic. */
export interface Finding {
  readonly message: string
  readonly path?: string
  readonly origin?: Origin
  /** The keys that lead to the field, to locate it inside the object that a call receives. */
  readonly trail?: readonly (string | number)[]
  readonly help?: string | undefined
  readonly related?: readonly { readonly message: string; readonly origin: Origin }[]
  readonly fix?: Respelling | (Addition & { readonly origin: Origin }) | undefined
}

/** The code, slug and severity of a diagnostic. Rules declare their own. */
export interface Kind {
  readonly code: DiagnosticCode
  readonly slug?: string
  readonly severity: Severity
}

/** Makes a diagnostic. The severity comes from the table of codes or the rule, and the location from the origin. */
export function diagnose(kind: Code | Kind, finding: Finding): Diagnostic {
  const { code, slug, severity }: Kind =
    typeof kind === 'string' ? { code: kind, severity: codes[kind].severity } : kind
  const [first, ...callers] = finding.origin ? places(finding.origin) : []
  const place =
    first && finding.origin && isCall(finding.origin) ? locateKey(first, finding.trail) : first
  const related = [
    ...callers
      .filter(differs(first))
      .slice(0, 1)
      .map(caller => ({ ...caller, message: 'called from here' })),
    ...(finding.related ?? []).flatMap(({ message, origin }) =>
      places(origin)
        .slice(0, 1)
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
    ...(place && { file: place.file, line: place.line, column: place.column }),
    ...(finding.help !== undefined && { help: finding.help }),
    ...(related.length > 0 && { related }),
    ...(fix && { fix }),
  }
}

function fixOf(fix: NonNullable<Finding['fix']>): Fix | undefined {
  if (fix.kind !== 'addition') return fix
  const { origin, ...addition } = fix
  const [at] = places(origin)
  return at && { ...addition, at: { file: at.file, line: at.line, column: at.column } }
}

const differs =
  (first: Place | undefined) =>
  (other: Place): boolean =>
    other.file !== first?.file || other.line !== first.line

/**
 * Sorts diagnostics by file, line and column, and merges equal diagnostics at the same location
 * into one with a count.
 */
export function arrange<D extends Diagnostic>(diagnostics: readonly D[]): readonly D[] {
  const seen = new Map<string, D>()
  for (const one of diagnostics) {
    const key = [
      one.code,
      one.message,
      one.file,
      one.line,
      one.column,
      one.file ? '' : one.path,
    ].join('\0')
    const same = seen.get(key)
    seen.set(key, same ? { ...same, times: (same.times ?? 1) + (one.times ?? 1) } : one)
  }
  return [...seen.values()].sort(
    (a, b) =>
      compare(a.file ?? '', b.file ?? '') ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      compare(a.code, b.code),
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The name of a diagnostic in output: its code, followed by the slug of its rule if that differs. */
export const nameOf = ({ code, slug }: Kind): string =>
  slug === undefined || slug === code ? code : `${code} ${slug}`

/** Whether there is an error among the diagnostics. With `strict`, warnings count as errors. */
export function fails(diagnostics: readonly Diagnostic[], strict = false): boolean {
  return diagnostics.some(one => one.severity === 'error' || (strict && one.severity === 'warning'))
}
