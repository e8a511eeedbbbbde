import { arrange, type Diagnostic, fails } from '../diagnostics/diagnostic.ts'
import type { DomainBuilder } from '../dsl/domain.ts'
import { nodeOf } from '../dsl/normalise.ts'
import { Pipeline } from './domains/pipeline.ts'

/**
 * The XML of a domain. As in a build, vmc fills in the UUID, MAC addresses, device names and image formats. `project` is the
 * name of the project, which is required for a domain with a host.
 *
 * @throws {InvalidDomain} If the domain has errors.
 *
 * @example
 * toXml(domain('fv0').hvm())   // <domain type="kvm"> …
 */
export function toXml(
  domain: DomainBuilder,
  { project }: { readonly project?: string } = {},
): string {
  const pipeline = new Pipeline(project === undefined ? {} : { project })
  pipeline.add(nodeOf(domain)!)
  const { emitted, checks } = pipeline.endNow()
  if (fails(checks)) throw new InvalidDomain(arrange(checks))
  return String(emitted[0]!.xml)
}

/** The error that `toXml` throws for a domain with errors. The message lists the errors. */
export class InvalidDomain extends Error {
  readonly diagnostics: readonly Diagnostic[]
  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(one => `${one.code}: ${one.message}`).join('\n'))
    this.name = 'InvalidDomain'
    this.diagnostics = diagnostics
  }
}
