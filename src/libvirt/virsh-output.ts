import { randomBytes } from 'node:crypto'

/** A text that virsh prints between the answers to its commands. It is random, so no name or definition can contain it. */
export const newMark = (): string => `@@${randomBytes(12).toString('hex')}`

/** The prefix of the lines in an error message of virsh, and in the output of `echo --err`. */
export const ERROR_PREFIX = 'error: '
