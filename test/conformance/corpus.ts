import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// libvirt's schemas and test documents are LGPL: they are read where they lie, and never become part of the project.
const shared =
  process.env.LIBVIRT_DIR ?? fileURLToPath(new URL('../../../shared/libvirt', import.meta.url))

/** The folder with libvirt's schemas, documents and facts; missing outside of the project's own workplace. */
export const libvirtDir: string | undefined = existsSync(shared) ? shared : undefined

/** Why tests of the corpus are skipped, printed once per run. */
export const skipped = `skipped: no corpus of libvirt documents in ${shared} (set LIBVIRT_DIR)`
if (libvirtDir === undefined) console.log(skipped)

/** One document of libvirt's own test suites, and what is known of it. */
export interface CorpusDocument {
  readonly path: string
  readonly xml: string
  /** Is it valid under libvirt 11.3.0's schema? */
  readonly valid113: boolean
  readonly valid90: boolean
  readonly expect: string
  readonly error: string
}

/** Every document of the corpus, in the order of its table. */
export function corpus(): readonly CorpusDocument[] {
  if (libvirtDir === undefined) return []
  const [, ...rows] = readFileSync(join(libvirtDir, 'corpus.tsv'), 'utf8').trimEnd().split('\n')
  return rows.map(row => {
    const [path = '', rng113, rng90, expect = '', error = ''] = row.split('\t')
    const xml = readFileSync(join(libvirtDir, path), 'utf8')
    return { path, xml, valid113: rng113 === 'valid', valid90: rng90 === 'valid', expect, error }
  })
}
