import { randomBytes } from 'node:crypto'

/** A mark that virsh prints between the answers to its commands. It is random, so that no name or definition can contain it. */
export const newMark = (): string => `@@${randomBytes(12).toString('hex')}`

/** What virsh prints in front of each line of an error message, and of what `echo --err` prints. */
export const ERROR_PREFIX = 'error: '
