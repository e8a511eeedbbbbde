import type { Connection } from '../connection.ts'
import { dumpCommand, dumpIn, WRITE } from './dump.ts'
import { withTemporaryFiles } from './temporary-files.ts'

/**
 * The definition that the host has after `virsh define`, and the error if libvirt refused the new definition. The definition is
 * an empty text if the host does not have the domain.
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
