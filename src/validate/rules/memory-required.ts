import { down, each, place, says } from '../look.ts'
import { LIBVIRT, type Rule } from './rule.ts'

/** A guest has memory: said at once, or by its nodes. */
export const memoryRequired: Rule = {
  code: 'VMC2128',
  slug: 'memory-required',
  severity: 'error',
  title: 'domain without memory',
  help: 'Memory is said by <memory>, or by the cells of <cpu><numa> together.',
  hypervisors: LIBVIRT,
  wrong: {
    xml: '<domain type="kvm"><name>fv0</name><os><type>hvm</type></os></domain>',
    ts: "domain('fv0').hvm()",
  },
  right: {
    xml: '<domain type="kvm"><name>fv0</name><memory unit="GiB">2</memory><os><type>hvm</type></os></domain>',
    ts: "domain('fv0').hvm().memory(GiB(2))",
  },
  *check(domain) {
    if (says(domain, 'memory') || each(down(domain, 'cpu', 'numa'), 'cell').length > 0) return
    // A part that nobody knows may well be the memory, misspelt or written raw.
    const { fields, element, extra = [] } = domain.node
    const isKnown = (key: string): boolean => Object.hasOwn(element.fields, key)
    if (!Object.keys(fields).every(isKnown) || extra.some(({ xml }) => PLAIN.test(xml))) return
    yield {
      message: 'the domain has no memory',
      ...place(domain),
      help: 'say how much: .memory(GiB(2))',
    }
  },
}

// An element without a prefix.
const PLAIN = /^\s*<[a-z]\w*[\s/>]/i
