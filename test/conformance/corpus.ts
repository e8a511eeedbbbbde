import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkSchema } from '../../src/check/check-schema.ts'
import { checkTarget } from '../../src/check/target.ts'
import { arrange, type Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { read } from '../../src/xml/read.ts'
import { libvirtDir } from './libvirt.ts'

export { libvirtDir } from './libvirt.ts'

/** The reason for skipping the tests of the corpus, printed once per run. */
export const skipped = 'skipped: no corpus of libvirt documents (set LIBVIRT_DIR)'
if (libvirtDir === undefined) console.log(skipped)

/** The libvirt releases whose schemas vmc is compared with, newest first. */
export const RELEASES = ['12.9.0', '11.3.0', '9.0.0'] as const
export type Release = (typeof RELEASES)[number]

/** A document of libvirt's own test suites. */
export interface CorpusDocument {
  readonly path: string
  readonly xml: string
  /** The release whose test suite it belongs to. */
  readonly release: Release
  /** What libvirt does with it: `pass`, `output`, `parse-error`, `failure` or `capability`. */
  readonly expect: string
  /** The message of libvirt if it refuses the document. */
  readonly error: string
}

/** Every document of the corpus, in the order of its tables. */
export function corpus(): readonly CorpusDocument[] {
  if (libvirtDir === undefined) return []
  return [...rowsOf('corpus.tsv'), ...rowsOf('12.9/corpus.tsv')].map(
    ([path = '', , , expect = '', error = '']) => ({
      path,
      xml: readFileSync(join(libvirtDir!, path), 'utf8'),
      release: path.split('/')[1] as Release,
      expect,
      error,
    }),
  )
}

/** The rows of a tab-separated table in the folder of the corpus, without its heading. */
export function rowsOf(table: string): readonly (readonly string[])[] {
  const [, ...rows] = readFileSync(join(libvirtDir!, table), 'utf8').trimEnd().split('\n')
  return rows.map(row => row.split('\t'))
}

/** Those of the files, relative to the folder of the corpus, that the schema of a libvirt release accepts. */
export function validUnder(release: Release, paths: readonly string[]): ReadonlySet<string> {
  const schema = join('schemas', release, 'domain.rng')
  const { status, stderr } = spawnSync('xmllint', ['--noout', '--relaxng', schema, ...paths], {
    cwd: libvirtDir,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (status === null) throw new Error(stderr)
  return new Set(stderr.split('\n').flatMap(line => /^(.*) validates$/.exec(line)?.slice(1) ?? []))
}

/** The documents of the corpus that the schema of a libvirt release accepts. */
export function validDocuments(release: Release): readonly CorpusDocument[] {
  const documents = corpus()
  if (documents.length === 0) return []
  const valid = validUnder(
    release,
    documents.map(({ path }) => path),
  )
  return documents.filter(({ path }) => valid.has(path))
}

/** The errors of vmc's schema check for a document, with a libvirt release as the target. */
export function shapeErrors(xml: string, libvirt: Release, path = 'a.xml'): readonly Diagnostic[] {
  const { node, diagnostics } = read(xml, domain, path)
  const target = { libvirt }
  const found = node ? [...checkSchema(node, target), ...checkTarget(node, target)] : []
  return arrange([...diagnostics, ...found]).filter(({ severity }) => severity === 'error')
}
