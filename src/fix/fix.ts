import { reasonOf } from '../build/output/write-error.ts'
import { writeFiles } from '../build/output/write-files.ts'
import { type Diagnostic, diagnose, type Fix } from '../diagnostics/diagnostic.ts'
import { readRegularFile } from '../diagnostics/regular-file.ts'
import type { Location } from '../tree/origin.ts'
import { applyEdits, type Change, changesOf, type Edit, overlap } from './edit.ts'

/*
 * Applies the fixes that diagnostics suggest. First, the edits are applied in memory, and everything is validated again. Then
 * the edits that resolve their diagnostics are written to the files.
 */

/** The result of applying fixes to files. */
export interface Fixed {
  readonly files: readonly { readonly file: string; readonly changes: readonly Change[] }[]
  /** The errors that prevented vmc from writing the changed files. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * A function that validates files and returns the diagnostics. The texts in `texts` replace the files on disk. The function
 * returns `undefined` if the validation fails.
 */
export type Validate = (
  texts: ReadonlyMap<string, string>,
) => Promise<readonly Diagnostic[] | undefined>

/**
 * A function that computes the edits with which a fix changes a source text. The list is empty if the fix cannot be applied.
 */
export type ComputeEdits = (text: string, fix: Fix, at: Omit<Location, 'file'>) => readonly Edit[]

/** The edits that fixes would make in a file, and the diagnostics that should disappear when the edits are made. */
interface Attempt {
  readonly file: string
  readonly edits: readonly Edit[]
  readonly diagnostics: Diagnostic[]
}

/**
 * Applies the suggested fixes of diagnostics, and writes the changed files. A fix is applied only if its diagnostic then
 * disappears.
 */
export async function fix(validate: Validate, computeEdits: ComputeEdits): Promise<Fixed> {
  const before = (await validate(new Map())) ?? []
  const sources = new Map<string, string | undefined>()
  const attempts = attemptsFor(before, computeEdits, file => {
    if (!sources.has(file)) sources.set(file, readText(file))
    return sources.get(file)
  })
  if (attempts.length === 0) return { files: [], diagnostics: [] }
  const textsAfter = (some: readonly Attempt[]): ReadonlyMap<string, string> =>
    new Map(
      [...new Set(some.map(({ file }) => file))].map(file => [
        file,
        applyEdits(sources.get(file)!, editsIn(file, some)),
      ]),
    )
  const successful = await successfulOf(attempts, before, some => validate(textsAfter(some)))
  const changed = textsAfter(successful)
  try {
    writeFiles([...changed].map(([file, text]) => ({ file, text })))
  } catch (error) {
    return {
      files: [],
      diagnostics: [diagnose('VMC4009', { message: `cannot fix: ${reasonOf(error)}` })],
    }
  }
  const files = [...changed.keys()].map(file => ({
    file,
    changes: changesOf(sources.get(file)!, editsIn(file, successful)),
  }))
  return { files, diagnostics: [] }
}

const editsIn = (file: string, attempts: readonly Attempt[]): readonly Edit[] =>
  attempts.filter(one => one.file === file).flatMap(one => one.edits)

/**
 * Reads the text of a file. Returns `undefined` if the file cannot be read, or if the file is not UTF-8 and therefore cannot
 * be written back without changes.
 */
function readText(file: string): string | undefined {
  try {
    const bytes = readRegularFile(file)
    const text = bytes.toString('utf8')
    return Buffer.from(text, 'utf8').equals(bytes) ? text : undefined
  } catch {
    return undefined
  }
}

function attemptsFor(
  diagnostics: readonly Diagnostic[],
  computeEdits: ComputeEdits,
  textOf: (file: string) => string | undefined,
): readonly Attempt[] {
  const attempts: Attempt[] = []
  for (const diagnostic of diagnostics) {
    const { fix } = diagnostic
    const at = fix?.kind === 'addition' ? fix.at : diagnostic
    const { file, line, column } = at
    const text = fix && file !== undefined ? textOf(file) : undefined
    if (!fix || text === undefined || line === undefined || column === undefined) continue
    const edits = computeEdits(text, fix, { line, column })
    const same = attempts.find(
      one => one.file === file && JSON.stringify(one.edits) === JSON.stringify(edits),
    )
    const overlaps = attempts.some(
      one => one.file === file && one.edits.some(own => edits.some(edit => overlap(own, edit))),
    )
    // Two fixes can consist of the same edits. If the edits of two fixes overlap but differ, only the edits of the first fix
    // are tried.
    if (same) same.diagnostics.push(diagnostic)
    else if (edits.length > 0 && !overlaps)
      attempts.push({ file: file!, edits, diagnostics: [diagnostic] })
  }
  return attempts
}

/**
 * Returns the attempts after which all their diagnostics disappear. First, the edits of all attempts are tested together. If
 * this test fails, each attempt is tested separately.
 */
async function successfulOf(
  attempts: readonly Attempt[],
  before: readonly Diagnostic[],
  validate: (attempts: readonly Attempt[]) => Promise<readonly Diagnostic[] | undefined>,
): Promise<readonly Attempt[]> {
  if (isBetter(attempts, before, await validate(attempts))) return attempts
  const successful: Attempt[] = []
  let current = before
  for (const attempt of attempts.length > 1 ? attempts : []) {
    const after = await validate([...successful, attempt])
    if (!isBetter([attempt], current, after)) continue
    successful.push(attempt)
    current = after!
  }
  return successful
}

// Returns a key for a diagnostic. The key does not contain the location, because edits move the lines that follow.
const keyOf = ({ code, path, message }: Diagnostic): string => [code, path, message].join('\0')

function countByKey(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const one of diagnostics)
    counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + (one.times ?? 1))
  return counts
}

/**
 * Whether all diagnostics disappear that the edits should resolve. An edit that adds something must also cause no new errors.
 * An edit that corrects a name may cause new errors, because vmc checks the content of an element only if it knows the name of
 * the element.
 */
function isBetter(
  attempts: readonly Attempt[],
  before: readonly Diagnostic[],
  after: readonly Diagnostic[] | undefined,
): boolean {
  if (!after) return false
  const toResolve = attempts.flatMap(one => one.diagnostics)
  const [beforeCounts, afterCounts] = [countByKey(before), countByKey(after)]
  const areResolved = [...countByKey(toResolve)].every(
    ([key, n]) => (afterCounts.get(key) ?? 0) <= beforeCounts.get(key)! - n,
  )
  const hasNewErrors = after.some(
    one =>
      one.severity === 'error' &&
      (afterCounts.get(keyOf(one)) ?? 0) > (beforeCounts.get(keyOf(one)) ?? 0),
  )
  return areResolved && !(hasNewErrors && toResolve.some(({ fix }) => fix?.kind === 'addition'))
}
