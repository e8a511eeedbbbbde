import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import {
  type Manifest,
  type ManifestEntries,
  type ManifestEntry,
  printManifest,
} from './manifest.ts'
import type { Ownership } from './ownership.ts'

/**
 * The result of comparing a file on disk with the text that the build produces. If vmc cannot write the file, the result is a
 * diagnostic with the reason.
 */
export type FileState = 'changed' | 'missing' | 'unchanged' | Diagnostic

/** A file that a build produces, with the result of comparing it with the file on disk. */
export interface ComparedFile {
  readonly state: FileState
  readonly entry: ManifestEntry
}

/** The changes that a build makes to an output folder. */
export interface Plan {
  /** The files on disk whose text the build changes. */
  readonly changed: readonly string[]
  /** The files that the build creates because they do not exist yet. */
  readonly missing: readonly string[]
  readonly unchanged: readonly string[]
  readonly remove: readonly string[]
  /** The files that the build keeps although their programs no longer exist. */
  readonly orphans: readonly string[]
  /** The text of the new manifest. */
  readonly manifest: string
  readonly isManifestStale: boolean
}

/**
 * Plans the changes to an output folder. The plan depends on the files that the build produces and on the manifest on disk.
 */
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

/** The manifest entries after the build. They no longer contain the hashes of the texts that the build replaced. */
function finalEntries(files: ReadonlyMap<string, ComparedFile>): ManifestEntries {
  return new Map(
    [...files].map(([name, { entry }]) => {
      if (entry.replaces === undefined) return [name, entry] as const
      const { replaces: _, ...final } = entry
      return [name, final] as const
    }),
  )
}
