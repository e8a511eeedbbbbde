import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A document that libvirt's schema accepts, and what its QEMU driver said about it. */
export interface SemanticMutant {
  readonly file: string
  readonly xml: string
  /** The name of the document that it was made from. */
  readonly base: string
  /** What was changed: `value domain/devices/disk@type=block`. */
  readonly change: string
  /** `ok`, `crash`, or the refusal, at define or at start. */
  readonly verdict: string
}

/** Why the driver cannot be asked on this machine; `undefined` if it can. */
export function missingTools(): string | undefined {
  const { status } = spawnSync('/usr/bin/python3', ['-c', 'import libvirt, lxml'])
  if (status !== 0) return 'python3-libvirt and python3-lxml are not installed'
  const driver = '/usr/lib/x86_64-linux-gnu/libvirt/connection-driver/libvirt_driver_qemu.so'
  if (!existsSync(driver)) return 'libvirt-daemon-driver-qemu is not installed'
  if (!existsSync('/usr/bin/qemu-system-x86_64')) return 'qemu-system-x86 is not installed'
  return process.getuid?.() === 0 ? undefined : 'the driver is asked as root'
}

/** Makes mutants in a folder and asks libvirt's QEMU driver about them. A folder that has some is read as it is. */
export function makeMutants(
  libvirtDir: string,
  folder: string,
  count: number,
  seed: number,
): readonly SemanticMutant[] {
  const table = join(folder, 'mutants.tsv')
  if (!existsSync(table)) {
    prepareDriver(folder)
    const tool = join(libvirtDir, 'tools/semantic-mutants.py')
    const args = [tool, libvirtDir, folder, String(count), String(seed)]
    const { status, stderr } = spawnSync('/usr/bin/python3', args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
  }
  const rows = readFileSync(table, 'utf8').trimEnd().split('\n')
  return rows.map(row => {
    const [number, base = '', change = '', verdict = ''] = row.split('\t')
    const file = join(folder, `${number}.xml`)
    return { file, xml: readFileSync(file, 'utf8'), base, change, verdict }
  })
}

/** Prepares a folder for the embedded driver, whose root is then its folder `embed`. */
export function prepareDriver(folder: string): void {
  // As the user of its own that libvirt has QEMU run as, QEMU may see another /dev/kvm than libvirt does, which then
  // learns what QEMU can do anew for each document.
  mkdirSync(join(folder, 'embed/etc'), { recursive: true })
  writeFileSync(join(folder, 'embed/etc/qemu.conf'), 'user = "root"\ngroup = "root"\n')
}

/** Whether a document belongs to the fifth that is held out: rules must not be written from it. */
export function isHeldBack(base: string): boolean {
  // The documents of one test have one name up to the first dot.
  const name = base.split('.', 1)[0]!
  return createHash('sha1').update(name).digest()[0]! % 5 === 0
}

/** Whether a location is the changed element, its parent, or a part of it. */
export function isAtChange(change: string, path: string): boolean {
  const [, changed = ''] = /^\S+ ([^@=]*)/.exec(change) ?? []
  const found = path.replace(/\[\d+\]/g, '').replace(/\/@.*$|@.*$/, '')
  const parent = changed.replace(/\/[^/]*$/, '')
  return found === changed || found === parent || found.startsWith(`${changed}/`)
}
