import type { Connection } from '../connection.ts'
import { dumpCommand, dumpIn, WRITE } from './dump.ts'
import { withTemporaryFiles } from './temporary-files.ts'

/**
 * The definition on the host after vmc has written a definition. If libvirt refused the definition, the error is included. The
 * text is empty if the host does not have the domain.
 */
export interface Defined {
  readonly error: string | undefined
  readonly xml: string
}

/** Defines a domain, and reads the definition back from the host. */
export const defineXml = (connection: Connection, uuid: string, xml: string): Promise<Defined> =>
  withTemporaryFiles([xml], async ([file]) => {
    const [define, dump] = await connection.batch([['define', file!], dumpCommand(uuid)], WRITE)
    const { error } = define!
    return { error, xml: error !== undefined && dump!.error !== undefined ? '' : dumpIn(dump) }
  })
