import { fill } from '../../../src/build/domains/fill.ts'
import { domain } from '../../../src/schema/domain/domain.ts'
import type { Node } from '../../../src/tree/node.ts'
import { emit } from '../../../src/xml/emit.ts'
import { read } from '../../../src/xml/read.ts'
import type { LibvirtHost } from '../../support/libvirt-hosts.ts'
import { corpusDomains } from './corpus-domains.ts'
import { defineOnHost } from './define-on-host.ts'

/** A document as a program, and the definition that a host made of it. */
export interface CorpusOnHost {
  readonly path: string
  readonly uuid: string
  readonly program: { readonly written: Node; readonly filled: Node }
  readonly xml: string
}

/** Defines every `step`th of libvirt's own documents on a host, and returns those that the host accepts. */
export async function corpusOnHost(
  host: LibvirtHost,
  step: number,
): Promise<readonly CorpusOnHost[]> {
  const documents = corpusDomains()
    .filter((_, index) => index % step === 0)
    .flatMap(({ path, uuid, xml }) => {
      const { node } = read(xml, domain)
      return node ? [{ path, uuid, program: { written: node, filled: fill([node])[0]! } }] : []
    })
  const defined = await defineOnHost(
    host,
    documents.map(({ uuid, program }) => ({ uuid, xml: emit(program.filled) })),
  )
  return documents.flatMap((one, index) => {
    const { xml } = defined[index]!
    return xml === undefined ? [] : [{ ...one, xml }]
  })
}
