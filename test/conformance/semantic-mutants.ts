import { type SpawnSyncOptions, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadRng } from '../../src/build/documents/rng.ts'
import { gather, type Mutant, mutate, mutateNumber, parse, seeded, type Values } from './mutate.ts'

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

/** The architectures whose domains libvirt is asked about, and Debian's packages of their emulators. */
export const ARCHES = [
  { arch: 'x86_64', package: 'qemu-system-x86' },
  { arch: 'aarch64', package: 'qemu-system-arm' },
  { arch: 'ppc64', package: 'qemu-system-ppc' },
] as const
export type Arch = (typeof ARCHES)[number]['arch']

/** The root folder of the system whose libvirt is asked. Empty for this machine. */
const ROOT = process.env.SEMANTIC_ROOT ?? ''

/** The path of a file inside the system whose libvirt is asked. */
const inside = (path: string): string => path.slice(ROOT.length)

/** Makes a temporary folder that the system whose libvirt is asked can read. */
export const temporaryFolder = (): string =>
  mkdtempSync(`${ROOT}${join(tmpdir(), 'vmc-semantic-')}`)

/** A number beyond its bounds can make libvirt fill all memory, so it gets at most this many KiB. */
const MEMORY = 4_000_000

/** Runs Python on the system whose libvirt is asked. */
function python(args: readonly string[], options: SpawnSyncOptions = {}) {
  const shell = ['/bin/sh', '-c', `ulimit -v ${MEMORY}; exec /usr/bin/python3 "$@"`, 'python3']
  const [command = '', ...rest] = [...(ROOT ? ['chroot', ROOT] : []), ...shell, ...args]
  return spawnSync(command, rest, { maxBuffer: 2 ** 28, ...options, encoding: 'utf8' })
}

const isInstalled = (command: string): boolean =>
  (process.env.PATH ?? '').split(':').some(folder => existsSync(join(ROOT, folder, command)))

/** Why the driver cannot be asked on this machine; `undefined` if it can. */
export function missingTools(): string | undefined {
  if (python(['-c', 'import libvirt, lxml']).status !== 0)
    return 'python3-libvirt and python3-lxml are not installed'
  const driver = '/usr/lib/x86_64-linux-gnu/libvirt/connection-driver/libvirt_driver_qemu.so'
  if (!existsSync(ROOT + driver)) return 'libvirt-daemon-driver-qemu is not installed'
  const missing = ARCHES.find(({ arch }) => !isInstalled(`qemu-system-${arch}`))
  if (missing) return `${missing.package} is not installed`
  return process.getuid?.() === 0 ? undefined : 'the driver is asked as root'
}

/** Prepares a folder for the embedded driver, whose root is then its folder `embed`. */
export function prepareDriver(folder: string): void {
  // As the user of its own that libvirt has QEMU run as, QEMU may see another /dev/kvm than libvirt does, which then
  // learns what QEMU can do anew for each document.
  mkdirSync(join(folder, 'embed/etc'), { recursive: true })
  writeFileSync(join(folder, 'embed/etc/qemu.conf'), 'user = "root"\ngroup = "root"\n')
}

/** The folder with libvirt's documents as the system whose libvirt is asked sees it: a copy, if it is another system. */
function documentsFor(libvirtDir: string, folder: string): string {
  if (!ROOT) return libvirtDir
  const copy = join(folder, 'libvirt')
  if (!existsSync(copy)) cpSync(libvirtDir, copy, { recursive: true })
  return inside(copy)
}

const toolIn = (documents: string): string => join(documents, 'tools/semantic-mutants.py')

/** What to ask libvirt about. */
export interface Sample {
  readonly arch: Arch
  readonly count: number
  readonly seed: number
}

/** Makes mutants in a folder and asks libvirt's QEMU driver about them. A folder that has some is read as it is. */
export function makeMutants(
  libvirtDir: string,
  folder: string,
  { arch, count, seed }: Sample,
): readonly SemanticMutant[] {
  const table = join(folder, 'mutants.tsv')
  if (!existsSync(table)) {
    prepareDriver(folder)
    const documents = documentsFor(libvirtDir, folder)
    const args = [toolIn(documents), documents, inside(folder), String(count), String(seed)]
    const { status, stderr } = python(args, { env: { ...process.env, ARCHES: arch } })
    if (status !== 0) throw new Error(stderr)
  }
  // A changed text may contain line breaks, so a row starts with a number.
  const rows = readFileSync(table, 'utf8')
    .trimEnd()
    .split(/\n(?=\d+\t)/)
  return rows.map(row => {
    const [number, base = '', change = '', verdict = ''] = row.split('\t')
    const file = join(folder, `${number}.xml`)
    return { file, xml: readFileSync(file, 'utf8'), base, change, verdict }
  })
}

/**
 * Changes accepted mutants once or twice more: a number near or beyond its bounds, or two changes at once. Asks libvirt's
 * QEMU driver about those that libvirt's schema still accepts.
 */
export async function makeVariants(
  libvirtDir: string,
  folder: string,
  mutants: readonly SemanticMutant[],
  { count, seed }: Sample,
): Promise<readonly SemanticMutant[]> {
  const accepted = mutants.filter(({ verdict }) => verdict === 'ok')
  const { check } = await loadRng(join(libvirtDir, 'schemas/9.0.0'))
  const values: Values = new Map()
  for (const { xml } of mutants) gather(parse(xml), values)
  const random = seeded(seed)
  const variants: Omit<SemanticMutant, 'verdict'>[] = []
  while (variants.length < count) {
    const { xml, base } = accepted[Math.floor(random() * accepted.length)]!
    const changes =
      random() < 0.5
        ? changed(xml, [now => mutateNumber(now, random)])
        : changed(xml, [now => mutate(now, values, random), now => mutate(now, values, random)])
    if (!changes || check(changes.xml).length > 0) continue
    const file = join(folder, `variant-${variants.length}.xml`)
    writeFileSync(file, changes.xml)
    variants.push({ file, base, change: changes.change, xml: changes.xml })
  }
  const verdicts = ask(
    libvirtDir,
    folder,
    variants.map(({ file }) => file),
  )
  return variants.map((variant, index) => ({ ...variant, verdict: verdicts[index]! }))
}

/** Applies changes one after the other. Returns `undefined` if one of them is not possible. */
function changed(
  xml: string,
  changes: readonly ((xml: string) => Mutant | undefined)[],
): { readonly xml: string; readonly change: string } | undefined {
  let now = xml
  const made: string[] = []
  for (const change of changes) {
    const mutant = change(now)
    if (!mutant) return undefined
    now = mutant.xml
    made.push(`${mutant.kind} ${mutant.path} ${mutant.what}`)
  }
  return { xml: now, change: made.join(' + ') }
}

/** Asks libvirt's QEMU driver about files. A document that makes libvirt abort has the verdict `crash`. */
function ask(libvirtDir: string, folder: string, files: readonly string[]): readonly string[] {
  const tool = toolIn(documentsFor(libvirtDir, folder))
  const verdicts: string[] = []
  while (verdicts.length < files.length) {
    const { stdout } = python([tool, '--judge', inside(folder)], {
      input: files.slice(verdicts.length).map(inside).join('\n'),
    })
    verdicts.push(...stdout.split('\n').flatMap(line => (line ? [JSON.parse(line)] : [])))
    if (verdicts.length < files.length) verdicts.push('crash')
  }
  return verdicts
}

/** Whether a document belongs to the fifth that is held out: rules must not be written from it. */
export function isHeldBack(base: string): boolean {
  // The documents of one test have one name up to the first dot.
  const name = base.split('.', 1)[0]!
  return createHash('sha1').update(name).digest()[0]! % 5 === 0
}

/** Whether a location is a changed element, its parent, or a part of it. */
export function isAtChange(change: string, path: string): boolean {
  const found = path.replace(/\[\d+\]/g, '').replace(/\/@.*$|@.*$/, '')
  return change.split(' + ').some(one => {
    const [, changed = ''] = /^\S+ ([^@= ]*)/.exec(one) ?? []
    const parent = changed.replace(/\/[^/]*$/, '')
    return found === changed || found === parent || found.startsWith(`${changed}/`)
  })
}
