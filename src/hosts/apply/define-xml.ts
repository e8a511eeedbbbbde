import type { Connection } from '../connection.ts'
import { dumpCommand, dumpIn, WRITE } from './dump.ts'
import { withTemporaryFiles } from './temporary-files.ts'

/** What a host has after a definition was written, and the error if it refused it. */
export interface Defined {
  readonly error: string | undefined
  readonly xml: string
}

/** Defines a domain that the host has again, and reads its definition back. */
export const defineXml = (connection: Connection, uuid: string, xml: string): Promise<Defined> =>
  withTemporaryFiles([xml], async ([file]) => {
    const [define, dump] = await connection.batch([['define', file!], dumpCommand(uuid)], WRITE)
    return { error: define?.error, xml: dumpIn(dump) }
  })
