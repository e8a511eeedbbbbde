import { LIBVIRT_RELEASE } from '../schema/domain/libvirt-release.ts'
import { isTypo, nearest } from './nearest.ts'

/** The newest libvirt release that vmc knows, in a sentence. */
const KNOWN = `vmc knows libvirt up to ${LIBVIRT_RELEASE.replace(/\.0$/, '')}, and this may be newer`

/**
 * The help for a name or value that vmc does not know. A small difference to a known word is a typing mistake. Everything
 * else may be newer than vmc. `otherwise` says what is known.
 */
export function unknownWordHelp(word: string, known: readonly string[], otherwise: string): string {
  const near = nearest(word, known)
  if (near === undefined) return `${KNOWN}; ${otherwise}`
  const question = `did you mean "${near}"?`
  return isTypo(word, near) ? question : `${KNOWN}; ${question}`
}
