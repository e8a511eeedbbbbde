import { rule } from '../../check/rule.ts'

/** A domain must set its memory, either as a whole or in NUMA cells. */
export const memoryRequired = rule({
  code: 'VMC2128',
  slug: 'memory-required',
  severity: 'error',
  title: 'domain has no memory',
  help: 'A domain must have memory. Set the amount in <memory>, or in the cells of <cpu><numa>.',
  for: 'libvirt',
  source: 'domain_postparse.c: virDomainDefPostParseMemory',
  on: 'domain',
  example: {
    ts: "domain('fv0').hvm(){ -> .memory(GiB(2))}",
  },
  *check(domain) {
    if (domain.each('cpu/numa/cell').length > 0) return
    if (domain.number('memory/value') === 0)
      yield domain.report(
        'memory',
        'the memory of the domain is 0',
        'set the memory, such as GiB(2)',
      )
    if (domain.has('memory')) return
    // This rule skips a domain with an unknown element or raw XML, because it may be a misspelt <memory>.
    const { fields, element, extra = [] } = domain.node
    const isKnown = (key: string): boolean => Object.hasOwn(element.fields, key)
    if (!Object.keys(fields).every(isKnown) || extra.some(({ xml }) => UNPREFIXED.test(xml))) return
    yield domain.report(
      '.',
      'the domain has no memory',
      'set the memory, such as .memory(GiB(2)), in XML <memory unit="GiB">2</memory>',
    )
  },
})

// Matches the start tag of an element without a namespace prefix.
const UNPREFIXED = /^\s*<[a-z]\w*[\s/>]/i
