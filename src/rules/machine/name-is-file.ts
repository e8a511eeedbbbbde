import { nameOf } from '../../check/facts/domain.ts'
import { rule } from '../../check/rule.ts'

/**
 * The name of a domain must be a valid file name, because libvirt and vmc write the domain to a file with that name.
 */
export const nameIsFile = rule({
  code: 'VMC2002',
  slug: 'name-is-file',
  severity: 'error',
  title: 'domain name is not a valid file name',
  help: 'libvirt and vmc write each domain to a file that has the name of the domain. A name cannot contain "/", cannot be "." or "..", and can have at most 251 bytes. Change the name.',
  for: 'all',
  source:
    'domain_postparse.c: virDomainDefPostParseCheckFeatures; domain_conf.c: virDomainConfigFile',
  on: 'domain',
  example: {
    ts: ".name('{web/0 -> web-0}')",
    xml: '<name>{web/0 -> web-0}</name>',
  },
  *check(domain) {
    const name = nameOf(domain)
    const problem = problemOf(name)
    if (problem === undefined) return
    yield domain.report(
      'name',
      `the name "${name.slice(0, 60)}" ${problem}`,
      'use letters, digits, "-", "_" and "."',
    )
  },
})

function problemOf(name: string): string | undefined {
  if (name.includes('/')) return 'contains a "/"'
  if (name === '.' || name === '..') return 'is the name of a folder'
  // Most file systems limit a file name to 255 bytes, and ".xml" takes four of them. In UTF-8, each UTF-16 code unit of a
  // name takes at most three bytes, so the size of a name with at most 83 code units is not computed.
  const size = name.length > 83 ? Buffer.byteLength(name) : 0
  return size > 251 ? `has ${size} bytes, but 251 is the maximum` : undefined
}
