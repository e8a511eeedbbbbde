import { validate } from '../../check/validator.ts'
import { arrange, type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { type PolicyOptions, policyOf } from '../../program/policy-options.ts'
import { domain } from '../../schema/domain/domain.ts'
import { read } from '../../xml/read.ts'
import { describeRngErrors, type RngValidator } from './rng.ts'

/** Options for validating a document: the rules, target releases, hosts and schema to validate it with. */
export interface ValidateOptions extends PolicyOptions {
  /** A validator by which the document is also checked against libvirt's own schema. */
  readonly opinion?: RngValidator | undefined
}

/**
 * Validates domain XML. Each diagnostic has the line and column of the problem.
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
  const { policy, errors } = policyOf(options)
  return arrange([
    ...diagnostics,
    ...errors.map(error => diagnose('VMC4010', error)),
    ...validate([node], policy),
    ...checkRng(xml, options),
  ])
}

function checkRng(xml: string, { opinion, file }: { file?: string } & ValidateOptions) {
  const errors = opinion?.check(xml) ?? []
  if (errors.length === 0) return []
  const line = errors[0]!.line ?? 1
  const location = { ...(file !== undefined && { file, line, column: 1 }) }
  return [{ ...diagnose('VMC1012', { ...describeRngErrors(errors), path: 'domain' }), ...location }]
}
