import { checkRules } from '../../check/validator.ts'
import { arrange, type Diagnostic, diagnose, fails } from '../../diagnostics/diagnostic.ts'
import type { Fill } from '../../importer/omit-defaults.ts'
import { writeProgram } from '../../importer/program.ts'
import * as language from '../../index.ts'
import { nameUnique } from '../../rules/fleet/name-unique.ts'
import { runningDomain } from '../../rules/machine/running-domain.ts'
import { standardPolicy } from '../../rules/standard-policy.ts'
import { domain } from '../../schema/domain/domain.ts'
import { type Node, slotOf, withNote } from '../../tree/node.ts'
import { record, stop } from '../../tree/origin.ts'
import { read } from '../../xml/read.ts'
import { fill } from '../domains/fill.ts'
import { cleanDomain } from './clean-domain.ts'
import { asSkipped } from './documents.ts'
import { asKeptByReader, keepUnknown } from './keep-unknown.ts'

/** The result of importing an XML document. */
export interface ImportResult {
  /**
   * The source text of the program for the documents without errors. The text is empty if there is no document without errors,
   * or if two domains have the same name.
   */
  readonly typescript: string
  readonly diagnostics: readonly Diagnostic[]
}

/** An XML document to import. */
export interface ImportDocument {
  readonly xml: string
  readonly file?: string
  /**
   * Whether the user named the file itself. Otherwise the file was found in a folder, and it is skipped if it is not a
   * domain. Default: `true`.
   */
  readonly isNamed?: boolean
  /** The host of the domain, which the program sets with `.host()`. */
  readonly host?: string | undefined
  /** A function that changes the domain before vmc writes the program for it. */
  readonly prepare?: (domain: Node) => Node
}

/** Options for importing an XML document. */
export interface ImportOptions {
  /**
   * Whether values that libvirt sets by itself are left out: aliases, addresses and controllers that libvirt would assign
   * again, and elements that only running domains have. Diagnostics list the values that are left out. Default: `false`.
   */
  readonly clean?: boolean
  /** Whether domains that differ only slightly are written as a loop over a table. Default: `true`. */
  readonly fold?: boolean
  /** The name of the project, from which builds derive UUIDs. */
  readonly project?: string
}

/**
 * Turns domain XML into a program that builds the same domain.
 *
 * @throws {Error} If the program would build a different domain.
 *
 * @example
 * importXml('<domain type="kvm"><name>fv0</name><uuid>…</uuid><os><type>hvm</type></os></domain>').typescript
 * // import { domain } from 'libvmc'
 * //
 * // export const fv0 = domain('fv0').hvm().uuid('…')
 */
export function importXml(
  xml: string,
  { file, ...options }: { readonly file?: string } & ImportOptions = {},
): ImportResult {
  return importDocuments([{ xml, ...(file !== undefined && { file }) }], options)
}

/** Generates one program that builds the domains of several documents. Documents with errors are left out. */
export function importDocuments(
  documents: readonly ImportDocument[],
  options: ImportOptions = {},
): ImportResult {
  // No caller needs the locations of the calls that the importer makes, so they are not captured.
  const recording = record(0)
  try {
    return importAll(documents, options)
  } finally {
    stop(recording)
  }
}

function importAll(documents: readonly ImportDocument[], options: ImportOptions): ImportResult {
  const diagnostics: Diagnostic[] = []
  const nodes: Node[] = []
  for (const { xml, file, isNamed = true, host, prepare } of documents) {
    const { node, diagnostics: found } = read(xml, domain, file)
    if (!node) {
      const isSkipped = !isNamed && found.some(({ code }) => code === 'VMC3003')
      for (const one of found) diagnostics.push(isSkipped ? asSkipped(one) : one)
      continue
    }
    const kept = keepUnknown(prepare ? prepare(node) : node)
    const hasName = slotOf(kept.node, 'name') !== undefined
    const reported = [...(hasName ? found.map(asKeptByReader) : found), ...kept.diagnostics]
    for (const one of reported) diagnostics.push(one)
    if (fails(reported)) continue
    const cleaned = options.clean ? withoutAssigned(kept.node, diagnostics) : kept.node
    const { origin } = node
    nodes.push(
      host === undefined ? cleaned : withNote(cleaned, { kind: 'host', value: host, origin }),
    )
  }
  const conflicts = checkRules(nodes, { ...standardPolicy, rules: [nameUnique, runningDomain] })
  for (const one of conflicts) diagnostics.push(one)
  if (nodes.length === 0 || fails(conflicts))
    return { typescript: '', diagnostics: arrange(diagnostics) }
  const fillAll: Fill = domains => fill(domains, options.project)
  const { typescript, differences } = writeProgram(nodes, { language, fill: fillAll, ...options })
  const [difference] = differences
  if (difference) {
    const { node, path } = difference
    throw new Error(`${filePrefix(node)}the imported program differs from the document at ${path}`)
  }
  return { typescript, diagnostics: arrange(diagnostics) }
}

function withoutAssigned(domain: Node, diagnostics: Diagnostic[]): Node {
  const { node, leftOut } = cleanDomain(domain)
  for (const { path, origin } of leftOut)
    diagnostics.push(diagnose('VMC1015', { message: `${path} is left out`, path, origin }))
  return node
}

/** The path of the file that contains a domain, as the beginning of a message. The result is empty if the path is not known. */
const filePrefix = ({ origin }: Node): string =>
  typeof origin === 'object' && 'file' in origin ? `${origin.file}: ` : ''
