import { reasonOf } from '../build/output/standing.ts'
import { writeFiles } from '../build/output/write-files.ts'
import { type Diagnostic, diagnose, type Fix } from '../diagnostics/diagnostic.ts'
import { readRegularFile } from '../diagnostics/regular-file.ts'
import type { Place } from '../tree/origin.ts'
import { applyEdits, type Change, changesOf, type Edit, overlap } from './edit.ts'

/*
 * Fixes: what a finding says would mend it is tried on the text, the whole is judged anew, and what does not make its finding
 * go away is let be. Files change only then.
 */

/** What fixing came to. */
export interface Fixed {
  readonly files: readonly { readonly file: string; readonly changes: readonly Change[] }[]
  /** What kept it from being written. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Finds out what is wrong where files hold these texts instead of their own; `undefined` where that cannot be said. */
export type Judge = (
  texts: ReadonlyMap<string, string>,
) => Promise<readonly Diagnostic[] | undefined>

/** What a fix changes in a text. */
export type Mend = (text: string, fix: Fix, at: Omit<Place, 'file'>) => readonly Edit[]

/** Changes that mend findings. */
interface Attempt {
  readonly file: string
  readonly edits: readonly Edit[]
  readonly findings: Diagnostic[]
}

/** Mends what can be mended in files, and writes them. */
export async function fix(judge: Judge, mend: Mend): Promise<Fixed> {
  const before = (await judge(new Map())) ?? []
  const sources = new Map<string, string | undefined>()
  const attempts = attemptsOf(before, mend, file => {
    if (!sources.has(file)) sources.set(file, textOf(file))
    return sources.get(file)
  })
  if (attempts.length === 0) return { files: [], diagnostics: [] }
  const texts = (some: readonly Attempt[]): ReadonlyMap<string, string> =>
    new Map(
      [...new Set(some.map(({ file }) => file))].map(file => [
        file,
        applyEdits(sources.get(file)!, editsIn(file, some)),
      ]),
    )
  const good = await proven(attempts, before, some => judge(texts(some)))
  const changed = texts(good)
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
    changes: changesOf(sources.get(file)!, editsIn(file, good)),
  }))
  return { files, diagnostics: [] }
}

const editsIn = (file: string, attempts: readonly Attempt[]): readonly Edit[] =>
  attempts.filter(one => one.file === file).flatMap(one => one.edits)

// What is not UTF-8 would not be written back byte for byte.
function textOf(file: string): string | undefined {
  try {
    const bytes = readRegularFile(file)
    const text = bytes.toString('utf8')
    return Buffer.from(text, 'utf8').equals(bytes) ? text : undefined
  } catch {
    return undefined
  }
}

function attemptsOf(
  findings: readonly Diagnostic[],
  mend: Mend,
  read: (file: string) => string | undefined,
): readonly Attempt[] {
  const attempts: Attempt[] = []
  for (const finding of findings) {
    const { fix } = finding
    const at = fix?.kind === 'addition' ? fix.at : finding
    const { file, line, column } = at
    const text = fix && file !== undefined ? read(file) : undefined
    if (!fix || text === undefined || line === undefined || column === undefined) continue
    const edits = mend(text, fix, { line, column })
    const same = attempts.find(
      one => one.file === file && JSON.stringify(one.edits) === JSON.stringify(edits),
    )
    const meets = attempts.some(
      one => one.file === file && one.edits.some(own => edits.some(edit => overlap(own, edit))),
    )
    // One change may mend several findings; of two that meet the first is tried.
    if (same) same.findings.push(finding)
    else if (edits.length > 0 && !meets) attempts.push({ file: file!, edits, findings: [finding] })
  }
  return attempts
}

/** Those of the attempts that keep what they promise: all together, or else one after the other. */
async function proven(
  attempts: readonly Attempt[],
  before: readonly Diagnostic[],
  judge: (attempts: readonly Attempt[]) => Promise<readonly Diagnostic[] | undefined>,
): Promise<readonly Attempt[]> {
  if (isBetter(attempts, before, await judge(attempts))) return attempts
  const good: Attempt[] = []
  let found = before
  for (const attempt of attempts.length > 1 ? attempts : []) {
    const after = await judge([...good, attempt])
    if (!isBetter([attempt], found, after)) continue
    good.push(attempt)
    found = after!
  }
  return good
}

const keyOf = ({ code, path, message }: Diagnostic): string => [code, path, message].join('\0')

// Places move as texts change: findings are told apart by what they say, and counted.
function counted(findings: readonly Diagnostic[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const one of findings)
    counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + (one.times ?? 1))
  return counts
}

/** Is what was to be mended gone? And does nothing break that was added: a word that is right now may well show more. */
function isBetter(
  attempts: readonly Attempt[],
  before: readonly Diagnostic[],
  after: readonly Diagnostic[] | undefined,
): boolean {
  if (!after) return false
  const findings = attempts.flatMap(one => one.findings)
  const [were, are, mended] = [counted(before), counted(after), counted(findings)]
  const areGone = [...mended].every(([key, n]) => (are.get(key) ?? 0) <= were.get(key)! - n)
  const breaks = after.some(
    one => one.severity === 'error' && (are.get(keyOf(one)) ?? 0) > (were.get(keyOf(one)) ?? 0),
  )
  return areGone && !(breaks && findings.some(({ fix }) => fix?.kind === 'addition'))
}
