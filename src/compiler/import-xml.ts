import { arrange, type Diagnostic, fails } from '../diagnostics/diagnostic.ts'
import { program } from '../importer/program.ts'
import * as language from '../index.ts'
import { domain } from '../schema/domain.ts'
import type { Node } from '../tree/node.ts'
import { conform } from '../validate/conform.ts'
import { read } from '../xml/read.ts'
import { fill } from './fill.ts'

/** What came of an import. */
export interface ImportResult {
  /** The program; empty where a diagnostic is an error. */
  readonly typescript: string
  readonly diagnostics: readonly Diagnostic[]
}

/** A document to import. */
export interface Document {
  readonly xml: string
  readonly file?: string
}

/**
 * The program that makes the domain of a document: what it builds says all that the document says, or this throws.
 *
 * @example
 * importXml('<domain type="kvm"><name>fv0</name><uuid>…</uuid><os><type>hvm</type></os></domain>').typescript
 * // import { domain } from 'libvmc'
 * //
 * // export const fv0 = domain('fv0').hvm().uuid('…')
 */
export function importXml(xml: string, options: { readonly file?: string } = {}): ImportResult {
  return importDocuments([{ xml, ...options }])
}

/** The program that makes the domains of several documents. */
export function importDocuments(documents: readonly Document[]): ImportResult {
  const diagnostics: Diagnostic[] = []
  const nodes: Node[] = []
  for (const { xml, file } of documents) {
    const { node, diagnostics: found } = read(xml, domain, file)
    diagnostics.push(...found.map(kept))
    if (!node) continue
    nodes.push(node)
    diagnostics.push(...conform(node).filter(one => one.severity === 'error'))
  }
  if (fails(diagnostics)) return { typescript: '', diagnostics: arrange(diagnostics) }
  const { typescript, differences } = program(nodes, { language, fill })
  const [difference] = differences
  if (difference) {
    const { node, path } = difference
    throw new Error(`${placeOf(node)}the program that import wrote differs at ${path}`)
  }
  return { typescript, diagnostics: arrange(diagnostics) }
}

const placeOf = ({ origin }: Node): string => ('file' in origin ? `${origin.file}: ` : '')

// What the format does not know is no error here: it goes through as it stands.
const kept = (one: Diagnostic): Diagnostic =>
  one.code === 'VMC1001'
    ? { ...one, severity: 'warning', help: `it is kept as it stands, by .xml(); ${one.help ?? ''}` }
    : one
