// Definitions and records of libvirt 9.0, read by a newer libvirt: nothing counts as a change by others.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { compareDomain } from '../../../src/hosts/plan/domain-plan.ts'
import { definitionOf } from '../../../src/hosts/plan/host-definition.ts'
import { recordedDefinition, recordedProgram } from '../../../src/hosts/plan/secrets.ts'
import { emit } from '../../../src/xml/emit.ts'
import { stoppedDomain } from '../../support/host-domains.ts'
import { missingForHosts, startHost } from '../../support/libvirt-hosts.ts'
import { libvirtDir, skipped } from '../corpus.ts'
import { corpusOnHost } from './corpus-on-host.ts'

const test = suite('a newer libvirt on a host')
const STEP = Number(process.env.CORPUS_STEP ?? 3)
const { UPGRADE_DIR: root } = process.env

const missing =
  missingForHosts() ??
  (libvirtDir === undefined ? skipped : undefined) ??
  (root === undefined ? 'no newer libvirt (set UPGRADE_DIR to the root folder of one)' : undefined)
if (missing !== undefined) {
  console.log(`skipped: ${missing}`)
  test.skip('a newer libvirt on a host')
} else {
  test('what a newer libvirt writes otherwise is not a change by others', async () => {
    const host = startHost('hv1')
    const domains = await corpusOnHost(host, STEP)
    const upgraded = readByNewer(
      host.folder,
      domains.map(({ uuid }) => uuid),
    )
    const wrong: string[] = []
    let count = 0
    for (const [index, { path, uuid, program, xml }] of domains.entries()) {
      // A newer libvirt refuses to read a few old definitions.
      const now = upgraded[index]!
      if (!now.startsWith('<domain')) {
        console.log(`${path}: not read by the newer libvirt`)
        continue
      }
      count++
      const marker = {
        ...{ project: 'shop', name: '', uuid, host: 'hv1', libvirt: '9.0.0' },
        program: emit(recordedProgram(program.filled)),
        definition: emit(recordedDefinition(definitionOf(xml)!)),
      }
      const facts = { takenMacs: new Set<string>(), libvirt: '12.9.0' }
      const { wanted, drift } = compareDomain(program, stoppedDomain(now), marker, facts)!
      for (const change of [...wanted, ...drift])
        wrong.push(`${path}: ${change.kind} ${change.path}`)
    }
    console.log(`${count} of ${domains.length} definitions read by the newer libvirt`)
    assert.equal(wrong, [])
    assert.ok(count >= 1000 / STEP)
  })
}

/** The definitions in the folder of a host, as the libvirt in the root folder writes them. */
function readByNewer(folder: string, uuids: readonly string[]): readonly string[] {
  const driver = join(root!, 'vmc-upgrade')
  mkdirSync(join(driver, 'etc'), { recursive: true })
  try {
    cpSync(join(folder, 'etc/qemu'), join(driver, 'etc/qemu'), { recursive: true })
    writeFileSync(join(driver, 'etc/qemu.conf'), 'user = "root"\ngroup = "root"\n')
    const script = uuids
      .map((uuid, index) => `dumpxml --inactive ${uuid};echo @@${index}`)
      .join(';')
    writeFileSync(
      join(driver, 'read.sh'),
      `exec virsh -c 'qemu:///embed?root=/vmc-upgrade' "${script}"`,
    )
    const { stdout } = spawnSync('chroot', [root!, '/bin/sh', '/vmc-upgrade/read.sh'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    })
    return stdout.split(/@@\d+\n/).map(text => text.trim())
  } finally {
    rmSync(driver, { recursive: true, force: true })
  }
}

test.run()
