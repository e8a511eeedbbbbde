import { arrange, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { domain } from '../schema/domain.ts'
import { validate } from '../validate/validate.ts'
import { read } from '../xml/read.ts'

/**
 * Everything that is wrong with a domain definition in XML, each at its line and column.
 *
 * @example
 * validateXml('<domain type="kvm"><name>fv0</name><memroy>1</memroy></domain>')   // did you mean "memory"?
 */
export function validateXml(
  xml: string,
  options: { readonly file?: string } = {},
): readonly Diagnostic[] {
  const { node, diagnostics } = read(xml, domain, options.file)
  return arrange(node ? [...diagnostics, ...validate([node])] : diagnostics)
}
