// vmc diff on a real libvirt daemon, with libvirt's own test documents.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { standardPolicy } from '../../../src/rules/standard-policy.ts'
import { defineDomain } from '../../support/host-domains.ts'
import { hostProject } from '../../support/host-project.ts'
import { missingForHosts, startHost } from '../../support/libvirt-hosts.ts'
import { vmc } from '../../support/vmc.ts'
import { libvirtDir, skipped } from '../corpus.ts'
import { corpusDomains, defineAll } from './corpus-domains.ts'

const test = suite('vmc diff on hosts')
const STEP = Number(process.env.CORPUS_STEP ?? 3)

/** A domain in the JSON of `vmc diff`. */
interface Shown {
  readonly name: string
  readonly status: string
  readonly wanted?: readonly object[]
}

// The documents share disks and ports, which is an error within one program.
const noRules = Object.fromEntries(standardPolicy.rules.map(({ slug }) => [slug, 'off']))

const missing = missingForHosts() ?? (libvirtDir === undefined ? skipped : undefined)
if (missing !== undefined) {
  console.log(`skipped: ${missing}`)
  test.skip('vmc diff on hosts')
} else {
  const hv1 = startHost('hv1')

  test('an imported domain differs from its definition in nothing', async () => {
    const all = corpusDomains().filter((_, index) => index % STEP === 0)
    const defined = await defineAll(hv1, all)
    const cwd = hostProject({ hv1 }, {}, { rules: noRules })
    await vmc(['import', '--from', 'hv1', '--no-fold', '--into', 'infra.ts'], cwd)
    const { code, stdout } = await vmc(['diff', '--no-typecheck', '--format=json'], cwd)
    const { domains }: { domains: readonly Shown[] } = JSON.parse(stdout)
    const wrong = domains.filter(one => one.status !== 'unmarked' || one.wanted!.length > 0)
    console.log(
      `${all.length} documents, ${defined.length} defined, ${domains.length} imported, ${wrong.length} differ`,
    )
    assert.equal(wrong, [])
    assert.is(code, 2)
    assert.ok(domains.length >= 700 / STEP)
  })

  test('shows what the program changes, at its line, and what it means', async () => {
    const hv2 = startHost('hv2')
    const running = defineDomain(hv2, 'web0')
    hv2.virsh('start', running)
    const program = `import { domain, file, MiB } from 'libvmc'

const vm = (name: string) =>
  domain(name).type('qemu').hvm({ arch: 'x86_64', machine: 'pc' })

export const web0 = vm('web0')
  .uuid('${running}')
  .memory(MiB(64))
  .disk(file('/srv/web0.qcow2'))
export const web1 = vm('web1').memory(MiB(32))
`
    const cwd = hostProject({ hv2 }, { 'infra.ts': program })
    const before = hv2.virsh('dumpxml', running)
    const { code, stdout, stderr } = await vmc(['diff', '--no-typecheck'], cwd)
    assert.is(
      stdout,
      `hv2  ${hv2.uri}
  ~ web0  running  vmc does not manage it yet; the program sets 2 values differently
      ~ memory             32 MiB → 64 MiB                                  next boot                           infra.ts:8
      + devices/disk[vda]  file disk /srv/web0.qcow2 virtio vda qemu qcow2  next boot (libvirt can do it live)  infra.ts:9
  + web1  is not on the host

2 domains: 0 the same, 1 not on its host, 1 not managed yet
`,
    )
    assert.equal([code, stderr], [2, ''])
    assert.is(hv2.virsh('dumpxml', running), before)
    const { stdout: one } = await vmc(['diff', '--no-typecheck', 'web1'], cwd)
    assert.not.match(one, 'web0')
  })

  test('a host that is down keeps its domains, and those that it may have, from being new', async () => {
    const cwd = hostProject(
      { hv1, down: { uri: 'qemu+unix:///system?socket=/nope' } },
      {
        'infra.ts':
          "import { domain } from 'libvmc'\nexport const web9 = domain('web9').hvm().memory('1GiB').host('hv1')\n",
      },
    )
    const { code, stdout, stderr } = await vmc(['diff', '--no-typecheck', '--host', 'hv1'], cwd)
    assert.match(stdout, 'web9  is on no host that was read, but down may have it')
    assert.match(stderr, 'VMC7003')
    assert.is(code, 1)
  })
}

test.run()
