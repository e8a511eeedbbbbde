import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { VirshConnection } from '../../../src/hosts/virsh/virsh-connection.ts'
import { type LibvirtHost, labFolder } from '../../support/libvirt-hosts.ts'

/** A definition, and the UUID in it. */
export interface Definition {
  readonly uuid: string
  readonly xml: string
}

/** What a host made of a definition: the definition that it has now, or why it refuses it. */
export interface OnHost {
  readonly xml?: string
  readonly error?: string
}

let folders = 0

/** Defines documents on a host, and reads them back, in two processes of virsh. */
export async function defineOnHost(
  host: LibvirtHost,
  definitions: readonly Definition[],
): Promise<readonly OnHost[]> {
  const folder = join(labFolder, `definitions-${folders++}`)
  mkdirSync(folder)
  const fileOf = (index: number): string => join(folder, `${index}.xml`)
  for (const [index, { xml }] of definitions.entries()) writeFileSync(fileOf(index), xml)
  const connection = new VirshConnection(host.uri, { env: process.env, timeout: 60 })
  const replies = await connection.batch(
    definitions.flatMap(({ uuid }, index) => [
      ['define', fileOf(index)],
      ['dumpxml', '--inactive', '--security-info', uuid],
    ]),
    { isReadOnly: false },
  )
  return definitions.map((_, index) => {
    const [defined, read] = [replies[2 * index]!, replies[2 * index + 1]!]
    return defined.error === undefined ? { xml: read.stdout } : { error: defined.error }
  })
}

/** A definition before and after a change, and a new definition of the changed program. */
export interface Change {
  readonly before: string
  readonly after: string
  readonly fresh?: string
}

/** What a change did to a guest, found without vmc. */
export interface Comparison {
  /** Devices that have another address, and files of the guest with another path. */
  readonly moved: readonly string[]
  /** What the changed definition has otherwise than a new one, besides addresses. */
  readonly differs: readonly string[]
}

// The tests are compiled into another folder, so the script is looked for from the working directory.
const SCRIPT = join('test', 'conformance', 'hosts', 'compare-definitions.py')

/** Compares definitions as a program does that knows nothing of vmc. */
export function compareDefinitions(changes: readonly Change[]): readonly Comparison[] {
  const { stdout, stderr, status } = spawnSync('/usr/bin/python3', [SCRIPT], {
    input: changes
      .map(({ before, after, fresh }) => `${JSON.stringify({ before, after, fresh })}\n`)
      .join(''),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  if (status !== 0) throw new Error(stderr)
  return stdout
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line) as Comparison)
}
