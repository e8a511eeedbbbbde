import { lookup } from '../schema/core/lookup.ts'
import { LIBVIRT_RELEASE } from '../schema/domain/libvirt-release.ts'
import { type Evidence, misplaced, type NameKind, type Step } from './misplaced.ts'
import { isTypo, nearest, onlyTypoOf } from './nearest.ts'

/** The part of a help text that names the newest libvirt release that vmc knows. A later release may have the unknown name. */
const KNOWN = `vmc knows libvirt up to ${LIBVIRT_RELEASE.replace(/\.0$/, '')}, and this may be newer`

/** Whether a help text says that the unknown name or value may be newer than vmc. */
export const saysMayBeNewer = (help: string): boolean => help.includes(KNOWN)

/**
 * Returns the help for a name or value that vmc does not know. If it is similar to a known word, it is probably a typing
 * mistake. Otherwise, it may be newer than vmc. `otherwise` is the help if no known word is similar, and `list` follows a
 * question for a similar word.
 */
export function unknownWordHelp(
  word: string,
  known: readonly string[],
  otherwise: string,
  list = '',
): string {
  const didYouMean = (words: readonly string[]): string =>
    `did you mean ${words.map(one => `"${one}"`).join(' or ')}?${list}`
  const longer = known.filter(one => word.length > 2 && one.startsWith(`${word}-`))
  if (longer.length > 0) return didYouMean(longer)
  const parts = word.split(/[,\s]+/)
  if (parts.length > 1 && parts.every(part => known.includes(part)))
    return `pass each value as an argument of its own: ${parts.map(part => `'${part}'`).join(', ')}`
  const same = sameWord(word, known)
  if (same !== undefined) return didYouMean([same])
  const near = nearest(word, known)
  if (near === undefined) return `${otherwise}; ${KNOWN}`
  const question = didYouMean([near])
  return isTypo(word, near) ? question : `${question}${list === '' ? ' If not: ' : '; '}${KNOWN}`
}

/**
 * Returns the known word that a user means with another word. This is a known word with the same meaning, or the known version
 * that a short version such as `2` abbreviates.
 */
export function sameWord(word: string, known: readonly string[]): string | undefined {
  const same = lookup(SAME, word.toLowerCase())
  if (same !== undefined && known.includes(same)) return same
  const versions = /^\d+$/.test(word) ? known.filter(one => one.startsWith(`${word}.`)) : []
  return versions.length === 1 ? versions[0] : undefined
}

/** Words that users write instead of libvirt's values, and libvirt's values for them. */
const SAME: Readonly<Record<string, string>> = {
  disk: 'hd',
  hdd: 'hd',
  cd: 'cdrom',
  dvd: 'cdrom',
  net: 'network',
  pxe: 'network',
  floppy: 'fd',
  reboot: 'restart',
  poweroff: 'destroy',
  shutdown: 'destroy',
  gigabytes: 'GB',
  megabytes: 'MB',
  gigs: 'GB',
  gig: 'GB',
  terabytes: 'TB',
  kilobytes: 'KB',
  gibibytes: 'GiB',
  mebibytes: 'MiB',
  amd64: 'x86_64',
  x64: 'x86_64',
  'x86-64': 'x86_64',
  x86: 'x86_64',
  i386: 'i686',
  i486: 'i686',
  i586: 'i686',
  arm64: 'aarch64',
  armv8: 'aarch64',
  arm: 'armv7l',
  armhf: 'armv7l',
  armv7: 'armv7l',
  powerpc: 'ppc',
  powerpc64: 'ppc64',
  powerpc64le: 'ppc64le',
  ppc64el: 'ppc64le',
  riscv: 'riscv64',
  zarch: 's390x',
  loong64: 'loongarch64',
}

/**
 * Names that users write for attributes or elements, and libvirt's names for them. If there are several names, they are tried
 * one after another.
 */
const SAME_NAMES: Readonly<Record<string, readonly string[]>> = {
  size: ['value'],
  count: ['value'],
  amount: ['value'],
  number: ['value'],
  name: ['dev'],
  path: ['file', 'dev', 'dir'],
  image: ['file'],
}

const MAX_LISTED = 12

/**
 * Returns the help for an attribute or element that its parent element does not have. The help suggests a similar name in the
 * same parent element, or names another element in which the name is valid.
 */
export function unknownNameHelp(
  name: string,
  known: readonly string[],
  path: readonly Step[],
  kind?: NameKind,
  evidence?: Evidence,
): UnknownName {
  const same = lookup(SAME_NAMES, name)?.find(one => known.includes(one))
  if (same !== undefined) return { help: `did you mean "${same}"?`, meant: same, typoOf: undefined }
  const near = nearest(name, known)
  const elsewhere = misplaced(name, path, kind, evidence)
  const typoOf = elsewhere?.isExact ? undefined : onlyTypoOf(name, known)
  if (near !== undefined && isTypo(name, near)) {
    const question = `did you mean "${near}"?`
    if (elsewhere?.isAbove)
      return { help: `${elsewhere.help}; or ${question}`, meant: near, typoOf }
    const more = elsewhere?.isExact ? ` ${elsewhere.help}` : ''
    return { help: question + more, meant: near, typoOf }
  }
  // If many other elements accept an unknown name, the help does not list these elements. It then lists the names that are
  // valid in the current element.
  if (elsewhere) {
    const pattern = kind === undefined ? /and other elements$| or </ : /and other elements$/
    const isVague = pattern.test(elsewhere.help) && known.length <= MAX_LISTED
    const more = isVague ? `; <${path.at(-1)!.name}> takes ${known.join(', ')}` : ''
    return { help: elsewhere.help + more, meant: undefined, typoOf }
  }
  const owner = path.at(-1)!.name
  const all = `<${owner}> takes ${known.join(', ') || 'none'}`
  return { help: unknownWordHelp(name, known, all), meant: near, typoOf }
}

/** What vmc finds out about the name of an attribute or element that its parent element does not have. */
interface UnknownName {
  readonly help: string
  /** The name that the user most likely meant. */
  readonly meant: string | undefined
  /** The only name that the unknown name can be a typing mistake of. It is not set for the name of another attribute or element. */
  readonly typoOf: string | undefined
}
