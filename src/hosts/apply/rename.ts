import { changesBetween } from '../plan/domain-plan.ts'
import { definitionOf } from '../plan/host-definition.ts'
import { dumpCommand, dumpIn, secureDumpCommand, WRITE } from './dump.ts'
import type { Session } from './session.ts'

/** The definition of a renamed domain, without and with passwords, or the reason why libvirt did not rename the domain. */
export type Renamed =
  | { readonly xml: string; readonly secureXml: string }
  | { readonly reason: string; readonly isChanged: boolean }

/** Renames a domain that is shut off. Its UUID and everything else in its definition stay the same. */
export async function renameDomain(
  { connection }: Session,
  { uuid, name }: { readonly uuid: string; readonly name: string },
  before: string,
): Promise<Renamed> {
  const [rename, dump, secureDump] = await connection.batch(
    [['domrename', uuid, name], dumpCommand(uuid), secureDumpCommand(uuid)],
    WRITE,
  )
  const [xml, secureXml] = [dumpIn(dump), dumpIn(secureDump)]
  if (rename!.error !== undefined) return { reason: rename!.error, isChanged: xml !== before }
  const changes = changesBetween(definitionOf(before)!, definitionOf(xml)!)
  return changes.every(({ keys }) => keys.join('/') === 'name')
    ? { xml, secureXml }
    : { reason: 'libvirt changed more than its name: check it with vmc diff', isChanged: true }
}
