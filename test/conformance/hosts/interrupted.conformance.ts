// vmc apply, killed before and after each command of virsh on two real hosts: no VM, definition, NVRAM or password is lost, and a second
// run finishes what the first one began. INTERRUPTIONS=all stops at every command; else, only some are taken.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { VirshConnection } from '../../../src/hosts/virsh/virsh-connection.ts'
import { defineDomain } from '../../support/host-domains.ts'
import { hostProject } from '../../support/host-project.ts'
import { interruptingVirsh } from '../../support/interrupting-virsh.ts'
import {
  type LibvirtHost,
  labFolder,
  missingForHosts,
  startHost,
} from '../../support/libvirt-hosts.ts'
import { folder, spawnVmc, vmc } from '../../support/vmc.ts'

const test = suite('vmc apply, interrupted')
const STEP = process.env.INTERRUPTIONS === 'all' ? 1 : 13

const missing = missingForHosts()
if (missing !== undefined) {
  console.log(`skipped: ${missing}`)
  test.skip('vmc apply, interrupted')
} else {
  const [hv1, hv2] = [startHost('hv1'), startHost('hv2')]
  const hosts = [hv1, hv2]
  const nvram = join(labFolder, 'web1_VARS.fd')
  const env = { XDG_STATE_HOME: folder() }

  const program = (
    change: string,
    news: string,
  ): string => `import { domain, file, vnc } from 'libvmc'
const vm = (name: string, host: string) =>
  domain(name).type('qemu').hvm({ arch: 'x86_64', machine: 'pc' }).memory('32MiB').host(host)
export const web0 = vm('web0', 'hv1')${change}
export const web1 = vm('web1', 'hv1').acpi().os({
  loader: { readonly: true, type: 'pflash', path: '/fw/CODE.fd' },
  nvram: { path: '${nvram}' },
})${change}
export const db0 = vm('db0', 'hv2').graphics(vnc())${change}
${news}
`
  // vmc predicts what libvirt makes of new2 from new0.
  const NEWS = `export const new0 = vm('new0', 'hv1').disk(file('/srv/new0.qcow2'))
export const new1 = vm('new1', 'hv2')
export const new2 = vm('new2', 'hv1').disk(file('/srv/new2.qcow2'))`
  const cwd = hostProject(
    { hv1, hv2 },
    {
      'before.ts': program('', ''),
      'after.ts': program(".disk(file('/srv/more.qcow2')).title('changed')", NEWS),
    },
  )
  const apply = ['apply', '--no-typecheck', '--yes', '--parallel', '1', '-p']

  /** Runs commands on a host in one process, and expects that they succeed. */
  async function run(host: LibvirtHost, ...commands: readonly (readonly string[])[]) {
    const connection = new VirshConnection(host.uri, { env: process.env, timeout: 60 })
    const replies = await connection.batch(commands, { isReadOnly: false })
    return replies.map(({ stdout, error }) => {
      assert.is(error, undefined)
      return stdout
    })
  }

  /** The definitions of all domains on the hosts, with passwords and without the record of vmc, by name. */
  async function definitions(): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>()
    for (const host of hosts) {
      const uuids = host.virsh('list', '--all', '--uuid').trim().split('\n')
      const dumps = await run(
        host,
        ...uuids.map(uuid => ['dumpxml', '--inactive', '--security-info', uuid]),
      )
      for (const xml of dumps)
        found.set(
          /<name>(.*)<\/name>/.exec(xml)![1]!,
          xml
            .replace(/ *<vmc:domain.*<\/vmc:domain>\n/, '')
            .replace(/ *<metadata>\s*<\/metadata>\n/, ''),
        )
    }
    return found
  }

  test('no command of virsh is one after which something is lost', async () => {
    writeFileSync(nvram, 'the UEFI variables of web1')
    const first = await vmc([...apply, 'before.ts'], cwd, env)
    assert.is(first.code, 0, first.stderr)
    const uuidOf = (host: LibvirtHost, name: string) => host.virsh('domuuid', name).trim()
    const db0 = uuidOf(hv2, 'db0')
    const secret = (xml: string) =>
      xml
        .replace("<graphics type='vnc'", "$& passwd='hunter22'")
        .replace('<metadata>', '<metadata><app:note xmlns:app="urn:app">kept</app:note>')
    const edited = join(labFolder, 'db0.xml')
    writeFileSync(edited, secret(hv2.virsh('dumpxml', '--inactive', '--security-info', db0)))
    hv2.virsh('define', edited)
    defineDomain(hv2, 'theirs')
    hv1.virsh('start', 'web0')
    const running = hv1.virsh('domid', 'web0')
    // What brings the hosts back to the state before.
    const saved = [
      { host: hv1, names: ['web0', 'web1'] },
      { host: hv2, names: ['db0'] },
    ].flatMap(({ host, names }) =>
      names.map(name => {
        const file = join(labFolder, `saved-${name}.xml`)
        writeFileSync(file, host.virsh('dumpxml', '--inactive', '--security-info', name))
        return { host, file }
      }),
    )
    const before = await definitions()
    const virsh = interruptingVirsh()
    const counted = await spawnVmc([...apply, 'after.ts'], cwd, { ...env, PATH: virsh.PATH })
    assert.is(counted.code, 0, counted.stderr)
    const after = await definitions()
    assert.equal([...after.keys()].sort(), [
      ...['db0', 'new0', 'new1', 'new2', 'theirs', 'web0', 'web1'],
    ])
    const count = virsh.count()
    const newUuids = [[uuidOf(hv1, 'new0'), uuidOf(hv1, 'new2')], [uuidOf(hv2, 'new1')]] as const

    let stopped = 0
    for (const how of ['STOP_BEFORE', 'STOP_AT'])
      for (let at = 1 + (stopped % STEP); at <= count; at += STEP) {
        const what = `${how}=${at}`
        for (const [index, host] of hosts.entries()) {
          const uuids = host.virsh('list', '--all', '--uuid')
          await run(
            host,
            ...saved.filter(one => one.host === host).map(({ file }) => ['define', file]),
            ...newUuids[index]!.filter(uuid => uuids.includes(uuid)).map(uuid => [
              'undefine',
              uuid,
            ]),
          )
        }
        assert.equal(await definitions(), before, what)
        virsh.reset()
        const { code } = await spawnVmc([...apply, 'after.ts'], cwd, {
          ...env,
          ...{ PATH: virsh.PATH, [how]: String(at) },
        })
        // Between two commands of one process, vmc is not killed before the second one, because it waits for both.
        assert.is(code, null, what)
        stopped++
        for (const [name, xml] of await definitions())
          assert.ok(xml === before.get(name) || xml === after.get(name), `${name} after ${what}`)
        assert.is(readFileSync(nvram, 'utf8'), 'the UEFI variables of web1')
        assert.is(hv1.virsh('domid', 'web0'), running, what)
        const { code: second, stderr } = await vmc([...apply, 'after.ts'], cwd, env)
        assert.is(second, 0, `${what}: ${stderr}`)
        assert.equal(await definitions(), after, what)
        const { stdout } = await vmc(['diff', '--no-typecheck', '-p', 'after.ts'], cwd, env)
        assert.is(stdout, '6 domains: 6 the same\n', what)
        for (const host of hosts) assert.not.match(host.virsh('secret-list'), 'vmc-lock', what)
      }
    assert.match((await definitions()).get('db0')!, /passwd='hunter22'/)
    assert.match((await definitions()).get('db0')!, /<app:note xmlns:app="urn:app">kept/)
    assert.ok(existsSync(nvram))
    console.log(`${count} commands of virsh, vmc killed ${stopped} times`)
  })
}

test.run()
