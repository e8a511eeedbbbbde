import { validate } from '../../check/validator.ts'
import { arrange, type Diagnostic, diagnose, fails } from '../../diagnostics/diagnostic.ts'
import { type PolicyOptions, policyOf } from '../../program/policy-options.ts'
import { domain } from '../../schema/domain/domain.ts'
import { type Reading, read } from '../../xml/read.ts'
import { describeRngErrors, type RngValidator } from './rng.ts'

/** Options for validating a document: the rules, the target releases, the hosts and libvirt's schema. */
export interface ValidateOptions extends PolicyOptions {
  /** A validator that also checks the document against libvirt's own schema. */
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
  return validateDocument(xml, options).diagnostics
}

/** Validates domain XML. Also returns the tree of the domain, if the XML can be parsed. */
export function validateDocument(
  xml: string,
  options: { readonly file?: string } & ValidateOptions,
): Reading {
  const { node, diagnostics } = read(xml, domain, options.file)
  if (!node) return { diagnostics: arrange(diagnostics) }
  const { policy, errors } = policyOf(options)
  const found = arrange([
    ...diagnostics,
    ...errors.map(error => diagnose('VMC4010', error)),
    ...validate([node], policy),
    ...checkRng(xml, options),
  ])
  return { node, diagnostics: found }
}

/** Lets the installed libvirt check the documents that have no errors. */
export async function askAboutDocuments(
  readings: readonly Reading[],
): Promise<readonly Diagnostic[]> {
  const valid = readings.flatMap(({ node, diagnostics }) =>
    node && !fails(diagnostics) ? [node] : [],
  )
  if (valid.length === 0) return []
  const { askLibvirt } = await import('../../libvirt/second-opinion.ts')
  return askLibvirt(valid)
}

function checkRng(xml: string, { opinion, file }: { file?: string } & ValidateOptions) {
  const errors = opinion?.check(xml) ?? []
  if (errors.length === 0) return []
  const line = errors[0]!.line ?? 1
  const location = { ...(file !== undefined && { file, line, column: 1 }) }
  return [{ ...diagnose('VMC1012', { ...describeRngErrors(errors), path: 'domain' }), ...location }]
}
