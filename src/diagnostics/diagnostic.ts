import { type Call, isCall, type Origin, type Place, places } from '../tree/origin.ts'
import { type Code, codes, type DiagnosticCode, type Severity } from './codes.ts'
import { locateKey } from './locate-key.ts'

/** Another place that has to do with a diagnostic. */
export interface Related extends Place {
  readonly message: string
}

/** One thing to tell a person, as plain data. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  /** The rule that found it, by its slug: what `.allow()` and the configuration call it. */
  readonly slug?: string
  readonly severity: Severity
  readonly message: string
  /** Where in the format: `domain/devices/disk[1]/target/@bus`; empty where it is about no element. */
  readonly path: string
  readonly file?: string
  /** The line, from 1. */
  readonly line?: number
  /** The column, from 1. */
  readonly column?: number
  /** What to do about it. */
  readonly help?: string
  readonly related?: readonly Related[]
  /** A change to the text that mends it: what `--fix` tries. */
  readonly fix?: Fix
  /** How often it was found at this place, where a loop or a preset made it more than once. */
  readonly times?: number
}

/** A change to a text: a word that is respelled where the diagnostic stands, or something added to a domain. */
export type Fix = Respelling | (Addition & { readonly at: Place })

/** A key or name, or a value, that stands to the letter at the place and is to be spelled otherwise. */
export interface Respelling {
  readonly kind: 'name' | 'value'
  readonly from: string
  readonly to: string
}

/** Something that a domain lacks. */
export interface Addition {
  readonly kind: 'addition'
  /** What it is in a program, a call: `.acpi()`. */
  readonly ts: string
  /** What it is in XML, an element with those to add in it: `<features><acpi/></features>`. */
  readonly xml: string
}

/** A finding that the program waives, and why. */
export interface Waived extends Diagnostic {
  readonly reason: string
}

/** What a check knows when it finds something. */
export interface Finding {
  readonly message: string
  readonly path?: string
  readonly origin?: Origin
  /** The keys down to the field, to point at it inside the object that a call was given. */
  readonly trail?: readonly (string | number)[]
  readonly help?: string | undefined
  readonly related?: readonly { readonly message: string; readonly origin: Origin }[]
  readonly fix?: Respelling | (Addition & { readonly origin: Origin }) | undefined
}

/** A kind of diagnostic that says its own severity, as a rule does. */
export interface Kind {
  readonly code: DiagnosticCode
  readonly slug?: string
  readonly severity: Severity
}

/** Makes a diagnostic of a finding: the severity comes from the table of codes, or the rule, the place from the origin. */
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
  const diagnostic = {
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
  if (countedIn(finding).length > 0) waiting.set(diagnostic, { kind, finding })
  return diagnostic
}

function fixOf(fix: NonNullable<Finding['fix']>): Fix | undefined {
  if (fix.kind !== 'addition') return fix
  const { origin, ...addition } = fix
  const [at] = places(origin)
  return at && { ...addition, at: { file: at.file, line: at.line, column: at.column } }
}

// What is known of diagnostics whose places are not: the calls were only counted.
const waiting = new WeakMap<Diagnostic, { readonly kind: Code | Kind; readonly finding: Finding }>()

const countedIn = ({ origin, related = [], fix }: Finding): readonly number[] =>
  [
    origin,
    ...related.map(one => one.origin),
    fix?.kind === 'addition' ? fix.origin : undefined,
  ].filter(one => typeof one === 'number')

/** The calls, by their numbers, that have to be known for a diagnostic to have its places. */
export function callsOf(diagnostic: Diagnostic): readonly number[] {
  const known = waiting.get(diagnostic)
  return known ? countedIn(known.finding) : []
}

/** The same diagnostic with its places, from calls that were only counted when it was made. */
export function placed(diagnostic: Diagnostic, calls: ReadonlyMap<number, Call>): Diagnostic {
  const known = waiting.get(diagnostic)
  if (!known) return diagnostic
  const { kind, finding } = known
  const find = (origin: Origin) =>
    typeof origin === 'number' ? (calls.get(origin) ?? origin) : origin
  const found: Finding = {
    ...finding,
    ...(finding.origin !== undefined && { origin: find(finding.origin) }),
    ...(finding.related && {
      related: finding.related.map(one => ({ ...one, origin: find(one.origin) })),
    }),
    ...(finding.fix?.kind === 'addition' && {
      fix: { ...finding.fix, origin: find(finding.fix.origin) },
    }),
  }
  return diagnose(kind, found)
}

const differs =
  (first: Place | undefined) =>
  (other: Place): boolean =>
    other.file !== first?.file || other.line !== first.line

/** Sorted by file, line and column; what is found at one place in several domains is told once, with their number. */
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

/** What a diagnostic goes by: its code, and the slug of the rule that found it. */
export const nameOf = ({ code, slug }: Kind): string =>
  slug === undefined || slug === code ? code : `${code} ${slug}`

/** Is there an error among them? Under `strict`, warnings count as errors. */
export function fails(diagnostics: readonly Diagnostic[], strict = false): boolean {
  return diagnostics.some(one => one.severity === 'error' || (strict && one.severity === 'warning'))
}
