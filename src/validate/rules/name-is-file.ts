import { slotOf } from '../../tree/node.ts'
import { place } from '../look.ts'
import type { Rule } from './rule.ts'

/** A name that cannot name a file: libvirt keeps a definition in a file of the domain's name, and so does vmc. */
export const nameIsFile: Rule = {
  code: 'VMC2002',
  slug: 'name-is-file',
  severity: 'error',
  title: 'name that cannot name a file',
  help: 'The name becomes the name of the file, on this machine and in libvirt, so it has no "/" and is not "." or "..".',
  wrong: { ts: ".name('web/0')", xml: '<name>web/0</name>' },
  right: { ts: ".name('web-0')", xml: '<name>web-0</name>' },
  *check(domain) {
    const name = slotOf(domain.node, 'name')?.value
    const fault = typeof name === 'string' ? faultOf(name) : undefined
    if (fault === undefined) return
    yield {
      message: `the name "${String(name).slice(0, 60)}" ${fault}`,
      ...place(domain, 'name'),
      help: 'a name also names the file: letters, digits, "-", "_" and "." serve well',
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
