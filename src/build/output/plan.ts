import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import {
  type Manifest,
  type ManifestEntries,
  type ManifestEntry,
  printManifest,
} from './manifest.ts'
import type { Ownership } from './ownership.ts'

/** How the file on disk differs from the new text. A diagnostic is the reason why vmc must not write the file. */
export type FileState = 'changed' | 'missing' | 'unchanged' | Diagnostic

/** A file that a build makes, after the comparison with the file on disk. */
export interface ComparedFile {
  readonly state: FileState
  readonly entry: ManifestEntry
}

/** The changes to an output folder that a build makes. */
export interface Plan {
  /** Files that exist with another text. */
  readonly changed: readonly string[]
  /** Files that do not exist. */
  readonly missing: readonly string[]
  readonly unchanged: readonly string[]
  readonly remove: readonly string[]
  /** Files that stay although their programs no longer exist. */
  readonly orphans: readonly string[]
  /** The text of the new manifest. */
  readonly manifest: string
  readonly isManifestStale: boolean
}

/** Plans a build from the files that it makes, and the manifest on disk. */
export function makePlan(
  files: ReadonlyMap<string, ComparedFile>,
  { entries: before, text }: Manifest,
  ownership: Ownership,
  exists: (name: string) => boolean,
  { keep = false, prune = false }: { readonly keep?: boolean; readonly prune?: boolean },
): Plan {
  const old = keep ? { kept: before, obsolete: [], orphans: [] } : ownership.oldFiles(files)
  const obsolete = old.obsolete.filter(exists)
  const allOrphans = old.orphans.filter(exists)
  const orphans = prune ? [] : allOrphans
  const manifest = printManifest(
    new Map([
      ...old.kept,
      ...orphans.map(name => [name, before.get(name)!] as const),
      ...finalEntries(files),
    ]),
  )
  const namesOf = (wanted: FileState): readonly string[] =>
    [...files].flatMap(([name, { state }]) => (state === wanted ? [name] : []))
  return {
    changed: namesOf('changed'),
    missing: namesOf('missing'),
    unchanged: namesOf('unchanged'),
    remove: prune ? [...obsolete, ...allOrphans] : obsolete,
    orphans,
    manifest,
    isManifestStale: manifest !== text,
  }
}

/** The final manifest entries of files. They do not record the texts that the files replaced. */
function finalEntries(files: ReadonlyMap<string, ComparedFile>): ManifestEntries {
  return new Map(
    [...files].map(([name, { entry }]) => {
      const { replaces: _, ...final } = entry
      return [name, final] as const
    }),
  )
}
