import { checkSchema } from '../../check/check-schema.ts'
import { checkRules } from '../../check/validator.ts'
import { arrange, type Diagnostic, diagnose, fails } from '../../diagnostics/diagnostic.ts'
import { clean } from '../../importer/clean.ts'
import { writeProgram } from '../../importer/program.ts'
import * as language from '../../index.ts'
import { nameUnique } from '../../rules/fleet/name-unique.ts'
import { standardPolicy } from '../../rules/standard-policy.ts'
import { domain } from '../../schema/domain/domain.ts'
import { isNode, type Node } from '../../tree/node.ts'
import { read } from '../../xml/read.ts'
import { fill } from '../domains/fill.ts'
import { passedOver } from './documents.ts'

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
  /** Was it named? What is found in a folder may be no domain, and is then passed over. */
  readonly named?: boolean
}

/** What to make of documents. */
export interface ImportOptions {
  /**
   * Leaves out what libvirt sets by itself: aliases, addresses and controllers that it would choose again, and what only a
   * running domain has. Each is told by a diagnostic.
   */
  readonly clean?: boolean
  /** Several documents that differ in few places become one loop over a table, unless this is `false`. */
  readonly fold?: boolean
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
export function importXml(
  xml: string,
  { file, ...options }: { readonly file?: string } & ImportOptions = {},
): ImportResult {
  return importDocuments([{ xml, ...(file !== undefined && { file }) }], options)
}

/** The program that makes the domains of several documents. */
export function importDocuments(
  documents: readonly Document[],
  options: ImportOptions = {},
): ImportResult {
  const diagnostics: Diagnostic[] = []
  const nodes: Node[] = []
  for (const { xml, file, named = true } of documents) {
    const { node, diagnostics: found } = read(xml, domain, file)
    if (!node) {
      const isOther = !named && found.some(({ code }) => code === 'VMC3003')
      diagnostics.push(...(isOther ? found.map(passedOver) : found))
      continue
    }
    nodes.push(options.clean ? cleaned(node, diagnostics) : node)
    const errors = errorsOf(node)
    diagnostics.push(...(isNeeded(found, node, errors) ? found : found.map(kept)), ...errors)
  }
  diagnostics.push(...checkRules(nodes, { ...standardPolicy, rules: [nameUnique] }))
  if (nodes.length === 0 || fails(diagnostics))
    return { typescript: '', diagnostics: arrange(diagnostics) }
  const { typescript, differences } = writeProgram(nodes, { language, fill, ...options })
  const [difference] = differences
  if (difference) {
    const { node, path } = difference
    throw new Error(`${placeOf(node)}the program that import wrote differs at ${path}`)
  }
  return { typescript, diagnostics: arrange(diagnostics) }
}

function cleaned(domain: Node, diagnostics: Diagnostic[]): Node {
  const { node, leftOut } = clean(domain)
  for (const { path, origin } of leftOut)
    diagnostics.push(diagnose('VMC1015', { message: `${path} is left out`, path, origin }))
  return node
}

const placeOf = ({ origin }: Node): string =>
  typeof origin === 'object' && 'file' in origin ? `${origin.file}: ` : ''

const errorsOf = (node: Node): readonly Diagnostic[] =>
  checkSchema(node).filter(({ severity }) => severity === 'error')

// Does an unknown element stand for one that the domain must have? The check excuses the missing one, for the unknown one
// is reported by itself.
const isNeeded = (
  found: readonly Diagnostic[],
  node: Node,
  errors: readonly Diagnostic[],
): boolean =>
  found.some(({ code }) => code === 'VMC1001') &&
  errorsOf(withoutUnknown(node)).length > errors.length

/** The same element without the elements that the format does not know. */
function withoutUnknown({ element, fields, origin }: Node): Node {
  const known = (value: unknown) => (isNode(value) ? withoutUnknown(value) : value)
  const slots = Object.entries(fields).map(([key, { value, origin }]) => [
    key,
    { value: Array.isArray(value) ? value.map(known) : known(value), origin },
  ])
  return { element, fields: Object.fromEntries(slots), origin }
}

// What the format does not know is not an error here: it goes through as it stands.
const kept = (one: Diagnostic): Diagnostic =>
  one.code === 'VMC1001'
    ? { ...one, severity: 'warning', help: `it is kept as it stands, by .xml(); ${one.help ?? ''}` }
    : one
