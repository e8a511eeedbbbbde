// vmc adopt, and the three-way diff that follows it, on a real libvirt daemon.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { markerIn } from '../../../src/hosts/marker.ts'
import { VirshConnection } from '../../../src/hosts/virsh/virsh-connection.ts'
import { standardPolicy } from '../../../src/rules/standard-policy.ts'
import { defineDomain, hostDomain, lockHost } from '../../support/host-domains.ts'
import { hostProject } from '../../support/host-project.ts'
import { type LibvirtHost, missingForHosts, startHost } from '../../support/libvirt-hosts.ts'
import { spawnVmc, vmc } from '../../support/vmc.ts'
import { libvirtDir } from '../corpus.ts'
import { corpusDomains, defineAll } from './corpus-domains.ts'

const test = suite('vmc adopt on hosts')
const STEP = Number(process.env.CORPUS_STEP ?? 6)

const missing = missingForHosts()
if (missing !== undefined) {
  console.log(`skipped: ${missing}`)
  test.skip('vmc adopt on hosts')
} else {
  const hv1 = startHost('hv1')
  const inactive = (uuid: string): string => hv1.virsh('dumpxml', '--inactive', uuid)
  const withoutMarker = (xml: string): string =>
    xml.replace(/ *<vmc:domain.*<\/vmc:domain>\n/, '').replace(/ *<metadata>\s*<\/metadata>\n/, '')

  /** A folder with the program of domains that the host has. */
  async function imported(...names: readonly string[]): Promise<string> {
    const cwd = hostProject({ hv1 })
    const { code } = await vmc(['import', '--from', 'hv1', ...names, '--into', 'infra.ts'], cwd)
    assert.is(code, 0)
    return cwd
  }
  const adopt = (cwd: string, ...args: readonly string[]) =>
    vmc(['adopt', '--no-typecheck', '--yes', ...args], cwd)
  const diff = (cwd: string, ...args: readonly string[]) =>
    vmc(['diff', '--no-typecheck', ...args], cwd)
  function edit(cwd: string, from: string | RegExp, to: string): void {
    const file = join(cwd, 'infra.ts')
    const text = readFileSync(file, 'utf8')
    assert.match(text, from)
    writeFileSync(join(cwd, 'next.ts'), text.replace(from, to))
  }

  test('records a domain as it is, and changes nothing else', async () => {
    const other = '<app:note xmlns:app="urn:app">kept</app:note>'
    const uuid = defineDomain(hv1, hostDomain('web0', `<metadata>${other}</metadata>`))
    hv1.virsh('start', uuid)
    const [before, live] = [inactive(uuid), hv1.virsh('dumpxml', uuid)]
    const cwd = await imported('web0')
    const { code, stderr } = await adopt(cwd, 'web0')
    assert.match(stderr, 'web0  running  vmc does not manage it yet; it is what the program says')
    assert.match(stderr, '1 domain adopted')
    assert.is(code, 0)
    assert.is(withoutMarker(inactive(uuid)), before)
    assert.is(hv1.virsh('dumpxml', uuid), live)
    const { project, name, host } = markerIn(inactive(uuid))!
    assert.equal({ project, name, host }, { project: 'shop', name: 'web0', host: 'hv1' })
    const after = await diff(cwd)
    assert.equal([after.code, after.stdout], [0, '1 domain: 1 the same\n'])
    assert.match((await vmc(['list'], cwd)).stdout, /^web0 +running +shop/m)
    assert.is(hv1.virsh('secret-list').includes('vmc-lock'), false)
  })

  test('then a change of the program and a change on the host are distinguished', async () => {
    const uuid = defineDomain(hv1, 'db0')
    const cwd = await imported('db0')
    await adopt(cwd, 'db0')
    hv1.virsh('setvcpus', uuid, '2', '--maximum', '--config')
    edit(cwd, /\.memory\(.*?\)+(?=\.|$)/m, ".memory('64MiB')")
    const { code, stdout } = await diff(cwd, '-p', 'next.ts')
    assert.match(stdout, /~ memory +32 MiB → 64 MiB +next start +next\.ts:\d+\n/)
    assert.match(stdout, /changed on the host by others:\n +\+ vcpu\/current +1\n +~ vcpu +1 → 2\n/)
    assert.is(code, 2)
    const program = readFileSync(join(cwd, 'next.ts'), 'utf8')
    writeFileSync(join(cwd, 'conflict.ts'), program.replace(/\.vcpu\([^)]*\)/, '.vcpu(4)'))
    assert.match(
      (await diff(cwd, '-p', 'conflict.ts')).stdout,
      /~ vcpu +2 → 4 +conflict: the host changed it too/,
    )
  })

  test('adopting again accepts what others changed', async () => {
    const uuid = defineDomain(hv1, 'db1')
    const cwd = await imported('db1')
    await adopt(cwd, 'db1')
    hv1.virsh('desc', uuid, '--config', '--new-desc', 'by hand')
    assert.match((await diff(cwd)).stdout, /\+ description +by hand/)
    assert.match(
      (await vmc(['list', '--drift'], cwd)).stdout,
      /^db1 .* others changed description$/m,
    )
    assert.is((await adopt(cwd, 'db1')).code, 0)
    assert.is((await diff(cwd)).code, 0)
    assert.match(inactive(uuid), '<description>by hand</description>')
  })

  test('no name on a host makes virsh do something else', async () => {
    const names = ['17', "x'; undefine web0 #"]
    const uuids = names.map(name => defineDomain(hv1, name))
    const cwd = await imported(...names)
    assert.is((await adopt(cwd, ...names)).code, 0)
    for (const uuid of uuids) assert.is(markerIn(inactive(uuid))?.uuid, uuid)
    assert.match(hv1.virsh('list', '--all', '--name'), /^web0$/m)
  })

  test('a password is neither recorded nor lost', async () => {
    const uuid = defineDomain(
      hv1,
      hostDomain('vnc0').replace(
        '</domain>',
        '<devices><graphics type="vnc" passwd="hunter22"/></devices></domain>',
      ),
    )
    const cwd = await imported('vnc0')
    assert.is((await adopt(cwd, 'vnc0')).code, 0)
    const { program, definition } = markerIn(inactive(uuid))!
    assert.not.match(program + definition, 'hunter22')
    assert.match(hv1.virsh('dumpxml', '--inactive', '--security-info', uuid), 'hunter22')
  })

  test('a clone with a copied record is not managed', async () => {
    const uuid = defineDomain(hv1, 'origin')
    await adopt(await imported('origin'), 'origin')
    const clone = '00000000-0000-4000-8000-0000000000c1'
    defineDomain(
      hv1,
      inactive(uuid)
        .replace(`<uuid>${uuid}`, `<uuid>${clone}`)
        .replace('<name>origin', '<name>clone'),
    )
    const cwd = await imported('clone')
    assert.match((await diff(cwd)).stdout, 'clone  shut off  vmc does not manage it yet')
    assert.is((await adopt(cwd, 'clone')).code, 0)
    assert.is(markerIn(inactive(clone))?.uuid, clone)
  })

  test('asks, and does nothing without a yes', async () => {
    const uuid = defineDomain(hv1, 'ask0')
    const cwd = await imported('ask0')
    const { code, stderr } = await vmc(['adopt', '--no-typecheck', 'ask0'], cwd)
    assert.equal([code, /without a terminal.*--yes/s.test(stderr)], [1, true])
    assert.is(markerIn(inactive(uuid)), undefined)
  })

  test('a domain that the host does not have is refused', async () => {
    const cwd = hostProject(
      { hv1 },
      {
        'infra.ts':
          "import { domain } from 'libvmc'\nexport const n = domain('new').hvm().memory('1GiB')\n",
      },
    )
    const { code, stderr } = await adopt(cwd, 'new')
    assert.match(stderr, 'VMC7008]: "new" cannot be adopted')
    assert.is(code, 1)
  })

  /** The definitions of domains, read in one virsh process. */
  async function dumps(host: LibvirtHost, names: readonly string[]): Promise<readonly string[]> {
    const connection = new VirshConnection(host.uri, { env: process.env, timeout: 60 })
    const commands = names.map(name => ['dumpxml', '--inactive', name])
    return (await connection.batch(commands, { isReadOnly: true })).map(({ stdout }) => stdout)
  }

  test('a host that someone else has locked is left alone, unless the lock is broken', async () => {
    const uuid = defineDomain(hv1, 'lock0')
    const cwd = await imported('lock0')
    lockHost(hv1, 'elsewhere', 1)
    const { code, stderr } = await adopt(cwd, 'lock0')
    assert.match(
      stderr,
      'VMC7009]: hv1 is locked: root on elsewhere has locked the host since 2026-01-01T00:00:00.000Z, for project crm (process 1)',
    )
    assert.is(code, 1)
    assert.is(markerIn(inactive(uuid)), undefined)
    assert.is((await adopt(cwd, 'lock0', '--break-lock')).code, 0)
    assert.is(hv1.virsh('secret-list').includes('vmc-lock'), false)
  })

  test('the lock of an ended process of this machine is taken over, and that of a running one is not', async () => {
    defineDomain(hv1, 'lock1')
    const cwd = await imported('lock1')
    lockHost(hv1, hostname(), process.pid)
    assert.is((await adopt(cwd, 'lock1')).code, 1)
    hv1.virsh('secret-undefine', hv1.virsh('secret-list').match(/[\da-f]{8}-[\da-f-]{27}/)![0])
    const { pid } = spawnSync('true')
    lockHost(hv1, hostname(), pid)
    assert.is((await adopt(cwd, 'lock1')).code, 0)
  })

  test('of several runs at once, each adopts or finds the host locked', async () => {
    const uuid = defineDomain(hv1, 'race0')
    const cwd = await imported('race0')
    const runs = await Promise.all(
      Array.from({ length: 4 }, () => spawnVmc(['adopt', '--no-typecheck', '--yes', 'race0'], cwd)),
    )
    assert.ok(runs.some(({ code }) => code === 0))
    for (const { code, stderr } of runs)
      assert.ok(code === 0 || /VMC7009|has changed since it was read/.test(stderr), stderr)
    assert.is(markerIn(inactive(uuid))?.name, 'race0')
    assert.is(hv1.virsh('secret-list').includes('vmc-lock'), false)
  })

  if (libvirtDir !== undefined)
    test("libvirt's own documents: imported, adopted, and then without a difference", async () => {
      const host = startHost('hv2')
      const domains = corpusDomains().filter((_, index) => index % STEP === 0)
      await defineAll(host, domains)
      const rules = Object.fromEntries(standardPolicy.rules.map(({ slug }) => [slug, 'off']))
      const cwd = hostProject({ hv2: host }, {}, { rules })
      await vmc(['import', '--from', 'hv2', '--no-fold', '--into', 'infra.ts'], cwd)
      const { stdout: shown } = await diff(cwd, '--format=json')
      const names: readonly string[] = JSON.parse(shown).domains.map(
        ({ name }: { name: string }) => name,
      )
      const before = await dumps(host, names)
      const { code, stderr } = await adopt(cwd, ...names)
      assert.is(code, 0, stderr.slice(-2000))
      assert.equal((await dumps(host, names)).map(withoutMarker), before)
      const after = await diff(cwd)
      assert.equal(
        [after.code, after.stdout],
        [0, `${names.length} domains: ${names.length} the same\n`],
      )
      console.log(`${names.length} domains adopted, 0 differ`)
    })
}

test.run()
