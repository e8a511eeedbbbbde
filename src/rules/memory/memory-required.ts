import { rule } from '../../check/rule.ts'

/** A guest has memory, as a whole or in NUMA cells. */
export const memoryRequired = rule({
  code: 'VMC2128',
  slug: 'memory-required',
  severity: 'error',
  title: 'domain without memory',
  help: 'Set the memory with <memory>, or with the cells of <cpu><numa>.',
  for: 'libvirt',
  source: 'domain_postparse.c: virDomainDefPostParseMemory',
  on: 'domain',
  example: {
    ts: "domain('fv0').hvm(){ -> .memory(GiB(2))}",
  },
  *check(domain) {
    if (domain.has('memory') || domain.each('cpu/numa/cell').length > 0) return
    // An unknown element may be the memory, misspelt or written as raw XML.
    const { fields, element, extra = [] } = domain.node
    const isKnown = (key: string): boolean => Object.hasOwn(element.fields, key)
    if (!Object.keys(fields).every(isKnown) || extra.some(({ xml }) => UNPREFIXED.test(xml))) return
    yield domain.report('.', 'the domain has no memory', 'set the memory, such as .memory(GiB(2))')
  },
})

// An element without a namespace prefix.
const UNPREFIXED = /^\s*<[a-z]\w*[\s/>]/i
