import { arrange, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { domain } from '../schema/domain.ts'
import type { Node } from '../tree/node.ts'
import { tooNew } from '../validate/target.ts'
import { validate } from '../validate/validate.ts'
import { read } from '../xml/read.ts'
import { targetOf } from './config.ts'
import { objection, type SecondOpinion } from './rng.ts'

/** What to hold a document against, beside the format and the rules. */
export interface ValidateOptions {
  /** What the domain will run on, `libvirt=9.0.0`: what is newer is an error. */
  readonly target?: string | undefined
  /** libvirt's own schemas. */
  readonly opinion?: SecondOpinion | undefined
}

/**
 * Everything that is wrong with a domain definition in XML, each at its line and column.
 *
 * @example
 * validateXml('<domain type="kvm"><name>fv0</name><memroy>1</memroy></domain>')   // did you mean "memory"?
 */
export function validateXml(
  xml: string,
  options: { readonly file?: string } & ValidateOptions = {},
): readonly Diagnostic[] {
  const { node, diagnostics } = read(xml, domain, options.file)
  if (!node) return arrange(diagnostics)
  const newer = beyond(node, options.target)
  return arrange([...diagnostics, ...validate([node]), ...newer, ...objected(xml, options)])
}

/** What is newer than the target, if there is one. */
export function beyond(node: Node, target: string | undefined): readonly Diagnostic[] {
  if (target === undefined) return []
  const known = targetOf(target)
  return 'code' in known ? [known] : tooNew(node, known)
}

function objected(xml: string, { opinion, file }: { file?: string } & ValidateOptions) {
  const objections = opinion?.check(xml) ?? []
  if (objections.length === 0) return []
  const line = objections[0]!.line ?? 1
  const place = { ...(file !== undefined && { file, line, column: 1 }) }
  return [{ ...diagnose('VMC1012', { ...objection(objections), path: 'domain' }), ...place }]
}
