import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import {
  type Manifest,
  type ManifestEntries,
  type ManifestEntry,
  printManifest,
} from './manifest.ts'
import type { Ownership } from './ownership.ts'

/** How a file on disk compares with the text it is to have; a diagnostic says why it cannot have it. */
export type State = 'changed' | 'missing' | 'unchanged' | Diagnostic

/** A file that the programs of a build make. */
export interface MadeFile {
  readonly state: State
  readonly entry: ManifestEntry
}

/** What a build has to do for the folder to hold its files. */
export interface Plan {
  /** Files that exist with another text. */
  readonly changed: readonly string[]
  /** Files that do not exist. */
  readonly missing: readonly string[]
  readonly unchanged: readonly string[]
  readonly remove: readonly string[]
  /** Files that stay although their programs no longer exist. */
  readonly orphans: readonly string[]
  readonly manifest: string
  readonly isManifestStale: boolean
}

/** Plans a build from the files that it makes and the manifest on disk. */
export function makePlan(
  made: ReadonlyMap<string, MadeFile>,
  { entries: before, text }: Manifest,
  ownership: Ownership,
  isThere: (name: string) => boolean,
  { keep = false, prune = false }: { readonly keep?: boolean; readonly prune?: boolean },
): Plan {
  const unmade = keep ? { kept: before, superfluous: [], orphans: [] } : ownership.unmade(made)
  const superfluous = unmade.superfluous.filter(isThere)
  const all = unmade.orphans.filter(isThere)
  const orphans = prune ? [] : all
  const manifest = printManifest(
    new Map([
      ...unmade.kept,
      ...orphans.map(name => [name, before.get(name)!] as const),
      ...entriesOf(made, false),
    ]),
  )
  const namesOf = (wanted: State): readonly string[] =>
    [...made].flatMap(([name, { state }]) => (state === wanted ? [name] : []))
  return {
    changed: namesOf('changed'),
    missing: namesOf('missing'),
    unchanged: namesOf('unchanged'),
    remove: prune ? [...superfluous, ...all] : superfluous,
    orphans,
    manifest,
    isManifestStale: manifest !== text,
  }
}

/** The manifest entries of files; `areReplacing` while the texts that they replace may still be on disk. */
export function entriesOf(
  made: ReadonlyMap<string, MadeFile>,
  areReplacing: boolean,
): ManifestEntries {
  return new Map(
    [...made].map(([name, { entry }]) => {
      const { replaces: _, ...rest } = entry
      return [name, areReplacing ? entry : rest] as const
    }),
  )
}
