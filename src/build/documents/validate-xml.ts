import { validate } from '../../check/validator.ts'
import { arrange, type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { type PolicyOptions, policyOf } from '../../program/policy-options.ts'
import { domain } from '../../schema/domain/domain.ts'
import { read } from '../../xml/read.ts'
import { objection, type SecondOpinion } from './rng.ts'

/** What to hold a document against, beside the format. */
export interface ValidateOptions extends PolicyOptions {
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
  const { policy, faults } = policyOf(options)
  return arrange([
    ...diagnostics,
    ...faults.map(fault => diagnose('VMC4010', fault)),
    ...validate([node], policy),
    ...objected(xml, options),
  ])
}

function objected(xml: string, { opinion, file }: { file?: string } & ValidateOptions) {
  const objections = opinion?.check(xml) ?? []
  if (objections.length === 0) return []
  const line = objections[0]!.line ?? 1
  const place = { ...(file !== undefined && { file, line, column: 1 }) }
  return [{ ...diagnose('VMC1012', { ...objection(objections), path: 'domain' }), ...place }]
}
