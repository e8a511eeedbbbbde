// vmc build --libvirt and vmc validate --libvirt with the installed libvirt.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { hostReason } from '../../src/libvirt/host-reasons.ts'
import { askLibvirt } from '../../src/libvirt/second-opinion.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { read } from '../../src/xml/read.ts'
import { libvirtDir, skipped } from './corpus.ts'
import { isAtChange, makeMutants, missingTools, type SemanticMutant } from './semantic-mutants.ts'

const test = suite('second opinion')
const COUNT = Number(process.env.SEMANTIC_MUTANTS ?? 300)
const SEED = Number(process.env.SEED ?? 1407)
/** Mutants that were made before are read from this folder. */
const FOLDER = process.env.SEMANTIC_DIR

/** The smallest share of refusals that are located, in percent. */
const LOCATED = 90

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

const reason = libvirtDir === undefined ? skipped : missingTools()
if (libvirtDir === undefined || reason !== undefined) {
  console.log(`skipped: ${reason}`)
  test.skip('second opinion')
} else {
  const work = mkdtempSync(join(tmpdir(), 'vmc-second-'))
  // Other users may read it.
  chmodSync(work, 0o755)
  test.after(() => rmSync(work, { recursive: true }))
  const mutants = makeMutants(libvirtDir, FOLDER ?? join(work, 'mutants'), {
    arch: 'x86_64',
    count: COUNT,
    seed: SEED,
  })

  test('libvirt is asked as if vmc had found nothing: refusals are reported and located', async () => {
    const refused = mutants.filter(({ verdict }) => isRefused(verdict))
    const found = await answersFor(refused)
    const located = refused.filter(one => isLocated(one, found.get(one.file) ?? []))
    const exactly = located.filter(({ file, change }) =>
      found.get(file)!.some(({ path }) => isAtChange(change, path)),
    )
    const silent = refused.filter(({ file }) => !found.has(file))
    console.log(
      `${refused.length} refusals: ${refused.length - silent.length} reported, ${located.length} located, ${exactly.length} of them at the change or its parent`,
    )
    for (const { change, verdict } of silent) console.log(`  not reported: ${change}: ${verdict}`)
    assert.ok(refused.length > COUNT / 10)
    // Without NICs, libvirt is not asked about the NICs of a command line.
    assert.ok(silent.every(({ change }) => change.includes('/interface')))
    assert.ok((100 * located.length) / refused.length >= LOCATED)
  })

  test('what libvirt accepts is not an error', async () => {
    const accepted = mutants.filter(({ verdict }) => verdict === 'ok')
    const found = await answersFor(accepted)
    assert.ok(accepted.length > COUNT / 4)
    assert.equal([...found.keys()], [])
  })

  test('two causes are two errors, and what only the host decides is a warning', async () => {
    const { node } = read(TWO_CAUSES, domain, 'two.xml')
    const found = await askLibvirt([node!])
    assert.equal(found.map(({ severity, path }) => `${severity} ${path}`).sort(), [
      'error domain/devices/disk[1]',
      'error domain/devices/disk[2]/@device',
      'warning domain/devices/emulator',
    ])
  })

  test('asks as a user that is not root, and keeps what libvirt knows about QEMU', () => {
    const cache = join(work, 'cache')
    mkdirSync(cache)
    chmodSync(cache, 0o777)
    writeFileSync(
      join(work, 'a.xml'),
      xml('<memtune><hard_limit unit="GiB">2</hard_limit></memtune>'),
    )
    const validate = (file: string) =>
      spawnSync(process.execPath, [main, 'validate', '--libvirt', '--format', 'plain', file], {
        cwd: work,
        env: { PATH: process.env.PATH, XDG_CACHE_HOME: cache },
        encoding: 'utf8',
        uid: 65534,
        gid: 65534,
      })
    assert.equal([validate('a.xml').status, validate('a.xml').stderr], [0, '1 domain valid\n'])
    assert.is(readdirSync(join(cache, 'vmc/libvirt')).length, 1)
  })

  test('a fleet of 1,000 domains takes seconds', () => {
    writeFileSync(join(work, 'infra.ts'), FLEET)
    const started = Date.now()
    const { status, stderr } = spawnSync(
      process.execPath,
      [main, 'build', '--libvirt', '--no-typecheck', 'infra.ts'],
      { cwd: work, encoding: 'utf8' },
    )
    console.log(`1,000 domains: ${((Date.now() - started) / 1000).toFixed(1)} s`)
    assert.equal([status, stderr], [0, '1000 domains in vmc.out: 1000 written\n'])
  })
}

const isRefused = (verdict: string): boolean =>
  !['ok', 'crash'].includes(verdict) && hostReason(verdict) === undefined

/** The errors that libvirt's answers make, by file. */
async function answersFor(
  mutants: readonly SemanticMutant[],
): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
  const trees = mutants.flatMap(({ xml, file }) => read(xml, domain, file).node ?? [])
  const found = new Map<string, Diagnostic[]>()
  for (const one of await askLibvirt(trees)) {
    if (one.severity !== 'error') continue
    found.set(one.file!, [...(found.get(one.file!) ?? []), one])
  }
  return found
}

/** Whether an error is at the change or at its parent, or names several parts that clash. */
const isLocated = ({ change }: SemanticMutant, errors: readonly Diagnostic[]): boolean =>
  errors.some(({ path, related = [] }) => isAtChange(change, path) || related.length > 0)

/** The machine has no IDE controller, and a LUN is not a file. */
const TWO_CAUSES = `<domain type="qemu">
  <name>fv0</name>
  <memory unit="GiB">1</memory>
  <os><type machine="q35">hvm</type></os>
  <devices>
    <emulator>/nowhere/qemu</emulator>
    <disk type="file">
      <source file="/a.img"/>
      <target dev="hda" bus="ide"/>
    </disk>
    <disk type="file" device="lun">
      <source file="/b.img"/>
      <target dev="vda" bus="virtio"/>
    </disk>
  </devices>
</domain>
`

const xml = (inner: string) => `<domain type="qemu">
  <name>fv0</name>
  <memory unit="GiB">1</memory>
  ${inner}
  <os><type>hvm</type></os>
</domain>
`

const FLEET = `import { bridge, domain, file, GiB } from 'libvmc'
export default Array.from({ length: 1000 }, (_, i) =>
  domain(\`web\${i}\`)
    .hvm()
    .acpi()
    .memory(GiB(2))
    .vcpu(2)
    .disk(file(\`/srv/web\${i}.qcow2\`))
    .nic(bridge('br0').model('virtio')))
`

test.run()
