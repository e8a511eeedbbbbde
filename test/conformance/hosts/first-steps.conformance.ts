// What vmc diff and vmc apply tell a person who uses them for the first time, on real libvirt daemons.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { hostProject } from '../../support/host-project.ts'
import { missingForHosts, startHost } from '../../support/libvirt-hosts.ts'
import { folder, vmc } from '../../support/vmc.ts'

const test = suite('first steps with hosts')

const missing = missingForHosts()
if (missing !== undefined) {
  console.log(`skipped: ${missing}`)
  test.skip('first steps with hosts')
} else {
  const hv1 = startHost('hv1')
  const state = folder()
  const env = { XDG_STATE_HOME: state }
  const backups = join(state, 'vmc/shop')
  const down = { uri: 'qemu+unix:///system?socket=/nope' }

  const vm = (name: string, more = ''): string =>
    `domain('${name}').type('qemu').hvm({ arch: 'x86_64', machine: 'pc' }).memory('32MiB')${more}`

  /** A project whose program can be written again under a new name, because Node loads a file only once. */
  function project(hosts: Readonly<Record<string, { readonly uri: string }>> = { hv1 }) {
    const cwd = hostProject(hosts)
    let count = 0
    let current = ''
    const run =
      (...command: readonly string[]) =>
      (...args: readonly string[]) =>
        vmc([...command, '--no-typecheck', '-p', current, ...args], cwd, env)
    return {
      write: (...domains: readonly string[]) => {
        current = `infra${count++}.ts`
        writeFileSync(
          join(cwd, current),
          `import { bridge, domain, file, param, user } from 'libvmc'
const stage = param('stage', 'dev')
export const all = [
${domains.map(one => `  ${one},\n`).join('')}].map(one => one.description(stage))
`,
        )
      },
      apply: run('apply', '--yes'),
      diff: run('diff'),
    }
  }

  test('--allow set applies a domain with other parameters', async () => {
    const { write, apply } = project()
    write(vm('stage0'))
    assert.is((await apply('--set', 'stage=prod')).code, 0)
    write(vm('stage0'))
    const refused = await apply('--set', 'stage=dev')
    assert.match(refused.stderr, 'pass --allow set')
    assert.is(refused.code, 2)
    const { code, stdout, stderr } = await apply('--set', 'stage=dev', '--allow', 'set')
    assert.equal([code, stdout], [0, 'hv1  stage0  changed\n'], stderr)
    assert.match(hv1.virsh('dumpxml', 'stage0'), '<description>dev</description>')
    // A second run finds nothing to do.
    const again = await apply('--set', 'stage=dev', '--allow', 'set')
    assert.equal([again.code, again.stdout], [0, ''], again.stderr)
  })

  test('after a new domain has failed, vmc starts no other and says where the domain is', async () => {
    const { write, apply } = project()
    write(
      vm('fails0', ".emulator('/usr/bin/none')"),
      vm('fails1', ".emulator('/usr/bin/none')"),
      vm('later0', ".title('x')"),
    )
    const { code, stdout, stderr } = await apply('--start')
    // libvirt gets the domains of a kind together. fails1 is like fails0, and later0 is not.
    assert.is(
      stdout,
      `hv1  fails0  failed, and is not on the host
hv1  fails1  not begun
hv1  later0  defined
`,
    )
    assert.is(code, 3)
    assert.match(stderr, /VMC7021\]: "fails0" on hv1: [^\n]*\n +--> infra0\.ts:4:3/)
    assert.match(stderr, /help: the host does not have the domain; /)
    assert.match(hv1.virsh('domstate', 'later0'), 'shut off')
    const second = await apply('--keep-going')
    assert.match(second.stdout, /fails1 {2}failed, and is not on the host/)
    assert.is(second.code, 1)
  })

  test('a domain whose own host is not reached cannot be assumed absent', async () => {
    const { write, apply, diff } = project({ hv1, hv3: down, hv4: down })
    write(vm('own0', ".host('hv3')"), vm('away0', ".host('hv1')"))
    const { code, stderr } = await apply('--assume-absent', 'hv3', '--assume-absent', 'hv4')
    assert.match(
      stderr,
      `"own0" is not applied: its host hv3 is not reached
`,
    )
    assert.match(stderr, `find the cause with virsh -c '${down.uri}' list --all`)
    assert.not.match(stderr, 'pass --assume-absent hv3')
    assert.is(code, 3)
    const { stdout } = await diff()
    assert.match(stdout, '! own0  its host hv3 is not reached\n')
    hv1.virsh('undefine', 'away0')
    assert.match(
      (await apply('away0')).stderr,
      '"away0" is not applied: hv3 and hv4 may have it, and are not reached',
    )
  })

  test('--host and names make other hosts that are down a warning', async () => {
    const { write, apply, diff } = project({ hv1, hv3: down })
    write(vm('same0', ".host('hv1')"), vm('other0', ".host('hv3')"))
    await apply('same0', '--assume-absent', 'hv3')
    for (const args of [['--host', 'hv1'], ['same0'], ['same0', '--host', 'hv1']])
      for (const run of [diff, apply]) {
        const { code, stdout, stderr } = await run(...args)
        assert.match(`${stdout}${stderr}`, '1 domain: 1 the same')
        assert.match(stderr, 'warning[VMC7003]: hv3 is not reached')
        assert.not.match(stderr, 'error')
        assert.is(code, 0, `${args}: ${stderr}`)
      }
    // The domain is on the host that is down, or may be there.
    assert.is((await diff()).code, 1)
    assert.is((await diff('other0')).code, 1)
    assert.match((await vmc(['diff', '--help'])).stdout, /other hosts are read too/)
  })

  test('says where the backups are, how to remove a domain, and what a backup changes', async () => {
    const { write, apply, diff } = project()
    write(vm('undo0'))
    assert.not.match((await apply()).stderr, 'backup')
    write(vm('undo0', ".title('x')"))
    const note = `backup: ${backups} (undo with vmc apply --restore FILE)\n`
    assert.match((await apply('undo0')).stderr, note)
    const uuid = hv1.virsh('domuuid', 'undo0').trim()
    const own = readdirSync(backups).filter(file => file.startsWith(uuid))
    await apply('--restore', join(backups, own.sort().at(-1)!))
    const same = await apply('--restore', join(backups, own.sort().at(-1)!))
    assert.match(
      same.stderr,
      '~ undo0  shut off on hv1; its definition is the same as in the backup\n',
    )
    assert.match(same.stderr, note)
    // The program of another folder does not have the domain.
    const rest = project()
    rest.write(vm('rest0'))
    const { stdout } = await rest.diff()
    assert.match(
      stdout,
      '? undo0  shut off  is not in the program any more, and stays as it is; vmc apply --remove undo0 undefines it\n',
    )
    assert.match((await rest.apply('--remove', 'undo0')).stderr, note)
    assert.is((await diff('web9')).stdout, '')
  })

  test('a domain that is renamed without .formerly() is not defined a second time', async () => {
    const first = project()
    first.write(vm('before0', ".disk(file('/srv/it.qcow2'))"))
    await first.apply()
    // The program of another folder does not have the old name.
    const { write, apply, diff } = project()
    write(vm('after0', ".disk(file('/srv/it.qcow2'))"))
    const shown = await diff()
    assert.match(
      shown.stdout,
      /\+ after0 {2}is not on the host\n +! "before0" on hv1 also writes to \/srv\/it\.qcow2 {2}infra0\.ts:4\n +if you have renamed the domain, add \.formerly\('before0'\) to the program; /,
    )
    const json = JSON.parse((await diff('--format', 'json')).stdout)
    assert.match(json.domains[0].obstacles[0].reason, '"before0" on hv1')
    const refused = await apply()
    assert.match(refused.stderr, /error\[VMC7020\]: "after0" is not applied: "before0" on hv1 also/)
    assert.equal([refused.code, refused.stdout], [2, ''])
    const { code, stdout, stderr } = await apply('--allow', 'devices/disk[vda]')
    assert.equal([code, stdout], [0, 'hv1  after0  defined\n'], stderr)
    hv1.virsh('undefine', 'after0')
    write(vm('after0', ".disk(file('/srv/it.qcow2')).formerly('before0')"))
    assert.match((await apply()).stdout, 'after0  changed')
  })

  test('does not shorten long values without a terminal', async () => {
    const { write, apply, diff } = project()
    write(vm('long0'))
    await apply()
    const path = `/srv/${'x'.repeat(100)}.qcow2`
    write(vm('long0', `.disk(file('${path}'))`))
    for (const args of [['long0'], ['long0', '--format', 'json']]) {
      const { stdout } = await diff(...args)
      assert.match(stdout, `file disk ${path} virtio vda qemu qcow2`)
      assert.not.match(stdout, '…')
    }
  })
}

test.run()
