import type { Connection } from '../connection.ts'
import { dumpCommand, dumpIn, WRITE } from './dump.ts'
import { withTemporaryFiles } from './temporary-files.ts'

/** What a host has after a definition was written, and the error if it refused it. The text is empty if it has no such domain. */
export interface Defined {
  readonly error: string | undefined
  readonly xml: string
}

/** Defines a domain, and reads its definition back. */
export const defineXml = (connection: Connection, uuid: string, xml: string): Promise<Defined> =>
  withTemporaryFiles([xml], async ([file]) => {
    const [define, dump] = await connection.batch([['define', file!], dumpCommand(uuid)], WRITE)
    const { error } = define!
    return { error, xml: error !== undefined && dump!.error !== undefined ? '' : dumpIn(dump) }
  })
