import { randomBytes } from 'node:crypto'

/**
 * Returns a text that vmc lets virsh print between the answers to its commands. The text is random, so no name or definition
 * can contain it.
 */
export const newMark = (): string => `@@${randomBytes(12).toString('hex')}`

/** The text with which virsh begins each line of an error message, and each line that `echo --err` prints. */
export const ERROR_PREFIX = 'error: '
