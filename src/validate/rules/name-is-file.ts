import { scalarAt, slotOf } from '../../tree/node.ts'
import type { Rule } from './rule.ts'

/** A name that cannot name a file: libvirt keeps a definition in a file of the domain's name, and so does vmc. */
export const nameIsFile: Rule = {
  code: 'VMC2002',
  slug: 'name-is-file',
  *check(fleet) {
    for (const domain of fleet) {
      const name = scalarAt(domain, 'name')
      if (typeof name !== 'string') continue
      const fault = faultOf(name)
      if (fault === undefined) continue
      yield {
        message: `the name "${name.slice(0, 60)}" ${fault}`,
        path: 'domain/name',
        origin: slotOf(domain, 'name')!.origin,
        help: 'a name also names the file: letters, digits, "-", "_" and "." serve well',
      }
    }
  },
}

function faultOf(name: string): string | undefined {
  if (name.includes('/')) return 'holds a "/"'
  if (name === '.' || name === '..') return 'means a folder'
  // Most file systems take 255 bytes, and ".xml" is four of them.
  if (Buffer.byteLength(name) > 251)
    return `is ${Buffer.byteLength(name)} bytes long, and a file name takes 251 beside ".xml"`
  return undefined
}
