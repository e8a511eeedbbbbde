// vmc apply on a real libvirt daemon: new domains, and changed definitions.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { markerIn } from '../../../src/hosts/marker.ts'
import { defineDomain, hostDomain, takeSnapshot } from '../../support/host-domains.ts'
import { hostProject } from '../../support/host-project.ts'
import { type LibvirtHost, missingForHosts, startHost } from '../../support/libvirt-hosts.ts'
import { folder, vmc } from '../../support/vmc.ts'

const test = suite('vmc apply on hosts')

const missing = missingForHosts()
if (missing !== undefined) {
  console.log(`skipped: ${missing}`)
  test.skip('vmc apply on hosts')
} else {
  const hv1 = startHost('hv1')
  const state = folder()
  const env = { XDG_STATE_HOME: state }

  const vm = (name: string, more = ''): string =>
    `export const ${name} = domain('${name}').type('qemu').hvm({ arch: 'x86_64', machine: 'pc' }).memory('32MiB')${more}`
  const program = (...domains: readonly string[]): string =>
    `import { bridge, domain, file, user, vnc } from 'libvmc'\n\n${domains.join('\n')}\n`

  /** A project on a host, whose program can be written again under a new name, because Node loads a file only once. */
  function project(hosts: Readonly<Record<string, { readonly uri: string }>> = { hv1 }) {
    const cwd = hostProject(hosts)
    let count = 0
    let current = ''
    const run = (command: string, args: readonly string[], own: typeof env = env) =>
      vmc([command, '--no-typecheck', '-p', current, ...args], cwd, own)
    return {
      cwd,
      write: (...domains: readonly string[]) => {
        current = `infra${count++}.ts`
        writeFileSync(join(cwd, current), program(...domains))
      },
      apply: (...args: readonly string[]) => run('apply', ['--yes', ...args]),
      applyWith: (own: typeof env) => run('apply', ['--yes'], own),
      ask: (...args: readonly string[]) => run('apply', args),
      diff: (...args: readonly string[]) => run('diff', args),
      adopt: (...args: readonly string[]) => run('adopt', ['--yes', ...args]),
    }
  }
  const inactive = (uuid: string, host: LibvirtHost = hv1): string =>
    host.virsh('dumpxml', '--inactive', uuid)
  const isLocked = (host: LibvirtHost = hv1): boolean =>
    host.virsh('secret-list').includes('vmc-lock')
  const uuidOf = (name: string, host: LibvirtHost = hv1): string =>
    host.virsh('domuuid', name).trim()
  const backups = (uuid: string): readonly string[] => {
    const path = join(state, 'vmc/shop')
    return existsSync(path) ? readdirSync(path).filter(file => file.startsWith(uuid)) : []
  }

  test('a domain whose backup cannot be written is not changed', async () => {
    const { cwd, write, apply, applyWith } = project()
    write(vm('kept0'))
    assert.is((await apply()).code, 0)
    const before = inactive(uuidOf('kept0'))
    write(vm('kept0', ".title('x')"))
    const file = join(cwd, 'file')
    writeFileSync(file, '')
    const { code, stdout, stderr } = await applyWith({ XDG_STATE_HOME: file })
    assert.equal([code, stdout], [2, 'hv1  kept0  not changed\n'], stderr)
    assert.match(stderr, '"kept0" on hv1 is not applied: its backup cannot be written: ENOTDIR')
    assert.is(inactive(uuidOf('kept0')), before)
    assert.is(isLocked(), false)
    hv1.virsh('undefine', 'kept0')
  })

  test('defines new domains, stopped, and then nothing differs', async () => {
    const { write, apply, diff } = project()
    write(vm('new0', ".disk(file('/srv/new0.qcow2')).nic(bridge('br0'))"), vm('new1'))
    const { code, stdout, stderr } = await apply()
    assert.equal([code, stdout], [0, 'hv1  new0  defined\nhv1  new1  defined\n'], stderr)
    assert.match(stderr, /\+ new0 {2}is not on the host/)
    const xml = inactive(uuidOf('new0'))
    const { project: owner, name, host, definition } = markerIn(xml)!
    assert.equal([owner, name, host], ['shop', 'new0', 'hv1'])
    assert.match(definition!, '<address type="pci"')
    assert.match(hv1.virsh('domstate', 'new0'), 'shut off')
    assert.equal((await diff()).stdout, '2 domains: 2 the same\n')
    const again = await apply()
    assert.equal([again.code, again.stdout], [0, ''])
    assert.is(inactive(uuidOf('new0')), xml)
    assert.is(isLocked(), false)
  })

  test('starts new domains only if asked, and never others', async () => {
    const { write, apply } = project()
    write(vm('start0'))
    await apply()
    write(vm('start0', ".title('x')"), vm('start1'))
    const { code, stdout } = await apply('--start')
    assert.equal([code, stdout], [0, 'hv1  start0  changed\nhv1  start1  defined and started\n'])
    assert.match(hv1.virsh('domstate', 'start0'), 'shut off')
    assert.match(hv1.virsh('domstate', 'start1'), 'running')
  })

  test('changes a definition in place: no address, MAC address or password changes', async () => {
    const { write, apply, diff } = project()
    const image = (name: string): string => {
      const path = join(state, name)
      writeFileSync(path, Buffer.alloc(4096))
      return path
    }
    const devices = `.disk(file('${image('a.img')}')).nic(user().mac('52:54:00:00:00:a0')).graphics(vnc())`
    write(vm('web0', devices))
    await apply()
    const uuid = uuidOf('web0')
    // Someone sets a password, and others add metadata.
    const secure = () => hv1.virsh('dumpxml', '--inactive', '--security-info', uuid)
    const file = join(state, 'edited.xml')
    writeFileSync(
      file,
      secure()
        .replace(/<graphics type='vnc'/, "$& passwd='hunter22'")
        .replace('<metadata>', '<metadata><app:note xmlns:app="urn:app">kept</app:note>'),
    )
    hv1.virsh('define', file)
    hv1.virsh('start', uuid)
    const before = secure()
    const live = hv1.virsh('dumpxml', uuid)
    write(
      vm('web0', `.disk(file('/srv/first.img')).nic(user())${devices}`).replace('32MiB', '64MiB'),
    )
    const { code, stdout, stderr } = await apply()
    assert.equal([code, stdout], [0, 'hv1  web0  changed, takes effect at its next boot\n'], stderr)
    assert.match(stderr, /~ memory .*next boot/)
    assert.is(hv1.virsh('dumpxml', uuid), live)
    const after = secure()
    for (const line of ["passwd='hunter22'", '<app:note xmlns:app="urn:app">kept</app:note>'])
      assert.match(after, line)
    const device = (kind: string, name: string): RegExp =>
      new RegExp(`<${kind} (?:(?!</${kind}>)[\\s\\S])*${name}[\\s\\S]*?</${kind}>`)
    for (const [kind, name] of [
      ['disk', 'a.img'],
      ['interface', '52:54:00:00:00:a0'],
    ] as const)
      assert.is(device(kind, name).exec(after)![0], device(kind, name).exec(before)![0])
    assert.match(after, /\/srv\/first.img[\s\S]*?<target dev='vdb'/)
    assert.match(after, "<memory unit='KiB'>65536</memory>")
    assert.match((await diff()).stdout, '1 domain: 1 the same')
    const [backup] = backups(uuid)
    const path = join(state, 'vmc/shop', backup!)
    assert.is(readFileSync(path, 'utf8').trim(), before.trim())
    assert.is(statSync(path).mode & 0o777, 0o600)
    assert.is(statSync(join(state, 'vmc/shop')).mode & 0o777, 0o700)
    assert.is(isLocked(), false)
  })

  test('what others changed stays, and stays visible', async () => {
    const { write, apply, diff } = project()
    write(vm('drift0'))
    await apply()
    const uuid = uuidOf('drift0')
    hv1.virsh('desc', uuid, '--config', '--new-desc', 'by hand')
    hv1.virsh('setvcpus', uuid, '2', '--maximum', '--config')
    write(vm('drift0', ".title('new')"))
    assert.is((await apply()).code, 0)
    assert.match(inactive(uuid), '<description>by hand</description>')
    const { stdout } = await diff()
    assert.match(stdout, /changed on the host by others:\n +\+ description/)
    // The program now says what others did.
    write(vm('drift0', ".title('new').description('by hand').vcpu(2)"))
    assert.match((await apply()).stdout, 'hv1  drift0  recorded')
    assert.not.match((await diff()).stdout, 'description')
  })

  test('refuses conflicts and dangerous changes, and does the rest', async () => {
    const { write, apply } = project()
    const disks = ".disk(file('/srv/c.qcow2')).disk(file('/srv/d.qcow2'))"
    write(vm('conflict0'), vm('danger0', disks), vm('plain0'))
    await apply()
    hv1.virsh('setmaxmem', uuidOf('conflict0'), '40MiB', '--config')
    const before = inactive(uuidOf('danger0'))
    write(
      vm('conflict0').replace('32MiB', '48MiB'),
      vm('danger0', ".disk(file('/srv/c.qcow2'))"),
      vm('plain0', ".title('x')"),
    )
    const { code, stdout, stderr } = await apply()
    assert.equal([code, stdout], [2, 'hv1  plain0  changed\n'])
    assert.match(stderr, '"conflict0" is not applied: the program and the host both changed memory')
    assert.match(stderr, "pass --allow 'devices/disk[vdb]'")
    assert.is(inactive(uuidOf('danger0')), before)
    const allowed = await apply('danger0', '--allow', 'devices/disk[vdb]')
    assert.equal([allowed.code, allowed.stdout], [0, 'hv1  danger0  changed\n'])
    assert.not.match(inactive(uuidOf('danger0')), '/srv/d.qcow2')
    const unused = await apply('plain0', '--allow', 'devices/disk[vdz]')
    assert.is(unused.code, 1)
    assert.match(unused.stderr, 'VMC7023')
  })

  test('asks, and does nothing without a yes', async () => {
    const { write, ask } = project()
    write(vm('ask0'))
    const { code, stderr } = await ask()
    assert.match(stderr, 'without a terminal')
    assert.is(code, 1)
    assert.not.match(hv1.virsh('list', '--all', '--name'), 'ask0')
  })

  test('a domain that vmc does not manage is not touched', async () => {
    const uuid = defineDomain(hv1, hostDomain('theirs0'))
    const before = inactive(uuid)
    const { write, apply } = project()
    write(vm('theirs0', `.uuid('${uuid}').title('mine')`))
    const { code, stderr } = await apply()
    assert.match(
      stderr,
      /"theirs0" is not applied: vmc does not manage it yet[\s\S]*vmc adopt theirs0/,
    )
    assert.is(code, 2)
    assert.is(inactive(uuid), before)
  })

  test('a failure stops the host, unless it should go on', async () => {
    const { write, apply } = project()
    write(vm('fail0'), vm('fail1'))
    await apply()
    write(vm('fail0', ".emulator('/usr/bin/none')"), vm('fail1', ".title('x')"))
    const first = await apply()
    assert.equal(
      [first.code, first.stdout],
      [1, 'hv1  fail0  failed, and is as before\nhv1  fail1  not begun\n'],
    )
    assert.match(first.stderr, /VMC7021[\s\S]*bin.none/)
    const second = await apply('--keep-going')
    assert.equal(
      [second.code, second.stdout],
      [3, 'hv1  fail0  failed, and is as before\nhv1  fail1  changed\n'],
    )
    assert.is(isLocked(), false)
  })

  test('a domain may be on a host that is down, unless a person knows better', async () => {
    const { write, apply } = project({ hv1, down: { uri: 'qemu+unix:///system?socket=/nope' } })
    write(vm('away0', ".host('hv1')"))
    const { code, stderr } = await apply()
    assert.is(code, 1)
    assert.match(stderr, '"away0" is not applied: down may have it')
    assert.not.match(hv1.virsh('list', '--all', '--name'), 'away0')
    const assumed = await apply('--assume-absent', 'down')
    assert.equal([assumed.code, assumed.stdout], [3, 'hv1  away0  defined\n'])
    assert.match((await apply('--assume-absent', 'nope')).stderr, 'unknown host "nope"')
  })

  test('a saved plan is applied only while it holds', async () => {
    const { cwd, write, apply, diff } = project()
    write(vm('plan0'))
    await apply()
    write(vm('plan0', ".title('x')"))
    await diff('--plan', 'plan.json')
    hv1.virsh('desc', uuidOf('plan0'), '--config', '--new-desc', 'by hand')
    const moved = await apply('--plan', 'plan.json')
    assert.is(moved.code, 2)
    assert.match(moved.stderr, 'the plan has changed since it was saved: plan0')
    assert.not.match(inactive(uuidOf('plan0')), '<title>')
    await diff('--plan', 'plan.json')
    assert.is((await apply('--plan', 'plan.json')).code, 0)
    writeFileSync(join(cwd, 'other.json'), '{}')
    assert.match((await apply('--plan', 'other.json')).stderr, 'is not a plan')
  })

  test('busy guests are refused', async () => {
    const { write, apply, diff } = project()
    const names = ['saved0', 'snap0']
    write(...names.map(name => vm(name)))
    await apply()
    hv1.virsh('start', 'saved0')
    hv1.virsh('managedsave', 'saved0')
    takeSnapshot(hv1, 'snap0', 's1')
    const before = names.map(name => inactive(uuidOf(name)))
    assert.not.match((await diff()).stdout, 'snapshots')
    write(...names.map(name => vm(name, '.vcpu(2)')))
    const shown = await diff()
    assert.match(
      shown.stdout,
      /~ saved0 {2}shut off\n +! its memory is saved, [^\n]*\n +start the domain/,
    )
    assert.match(
      shown.stdout,
      /~ snap0 {2}shut off\n +! it has snapshots \(s1\), [^\n]*\n +if the snapshots are not needed any more, delete/,
    )
    const json = JSON.parse((await diff('--format', 'json')).stdout)
    assert.equal(
      json.domains.map((one: { obstacles: readonly { reason: string }[] }) =>
        one.obstacles.map(({ reason }) => reason.slice(0, 16)),
      ),
      [['its memory is sa'], ['it has snapshots']],
    )
    const { code, stderr } = await apply('--keep-going')
    assert.is(code, 2)
    assert.match(stderr, '"saved0" is not applied: its memory is saved')
    assert.match(stderr, '"snap0" is not applied: it has snapshots (s1)')
    assert.equal(
      names.map(name => inactive(uuidOf(name))),
      before,
    )
    hv1.virsh('managedsave-remove', 'saved0')
  })

  test('reports an address that another device on the host already has', async () => {
    const { write, apply, diff } = project()
    const rng = (address: string): string =>
      `.nic(user())\n  .rng({ model: 'virtio', backend: { model: 'random', path: '/dev/random' }, address: '${address}' })`
    write(vm('slots0', '.nic(user())'))
    await apply()
    const uuid = uuidOf('slots0')
    const nic = /<interface[\s\S]*?slot='0x([\da-f]+)'/.exec(inactive(uuid))![1]!
    const before = inactive(uuid)
    write(vm('slots0', rng(`0000:00:${nic}.0`)))
    const { stdout } = await diff()
    assert.match(
      stdout,
      new RegExp(`! two devices have the PCI address 0000:00:${nic}.0 {2}infra\\d+.ts:4`),
    )
    const { code, stderr } = await apply()
    assert.match(stderr, /"slots0" is not applied: two devices have the PCI address/)
    assert.match(stderr, /infra\d+\.ts:4/)
    assert.is(code, 2)
    assert.is(inactive(uuid), before)
    write(vm('slots0', rng('0000:00:1e.0')))
    assert.not.match((await diff()).stdout, 'two devices')
    assert.match((await apply()).stdout, 'slots0  changed')
  })

  test('renames a domain that is shut off, and keeps its UUID, MAC addresses and UEFI variables', async () => {
    const { write, apply, diff } = project()
    const more = `.nic(user()).acpi().os({ loader: { readonly: true, type: 'pflash', path: '/fw/CODE.fd' }, nvram: { path: '/fw/old_VARS.fd' } })`
    write(vm('old0', more))
    await apply()
    const uuid = uuidOf('old0')
    hv1.virsh('autostart', uuid)
    const before = inactive(uuid)
    write(vm('young0', more))
    assert.match((await apply()).stdout, 'young0  defined')
    hv1.virsh('undefine', 'young0', '--keep-nvram')
    write(vm('young0', `${more}.uuid('${uuid}')`))
    const refused = await apply()
    assert.match(refused.stderr, /the host calls it "old0"[\s\S]*add \.formerly\('old0'\)/)
    assert.is(refused.code, 2)
    write(vm('young0', `${more}.formerly('old0').title('new')`))
    const { code, stdout, stderr } = await apply()
    assert.equal([code, stdout], [0, 'hv1  young0  changed\n'], stderr)
    assert.match(stderr, /~ name +old0 → young0 +renamed while it is shut off/)
    const after = inactive('young0')
    const strip = (xml: string) => xml.replace(/ *<(name|title|vmc:domain).*\n/g, '')
    assert.is(strip(after), strip(before))
    assert.match(hv1.virsh('dominfo', uuid), /Autostart: +enable/)
    assert.match((await diff()).stdout, '1 domain: 1 the same')
    // The call stays, also when the domain is renamed again.
    write(vm('newest0', `${more}.formerly('old0').title('new')`))
    assert.match((await apply()).stdout, 'newest0  changed')
    assert.is(uuidOf('newest0'), uuid)
  })

  test('a running guest is not renamed', async () => {
    const { write, apply } = project()
    write(vm('runs0'))
    await apply('--start')
    write(vm('runs1', ".formerly('runs0')"))
    const { code, stderr } = await apply()
    assert.match(stderr, 'libvirt renames only a domain that is shut off')
    assert.is(code, 2)
    assert.match(hv1.virsh('list', '--name'), 'runs0')
  })

  test('a domain on another host is not defined a second time', async () => {
    const hv2 = startHost('hv2')
    const { write, apply } = project({ hv1, hv2 })
    write(vm('moves0', ".host('hv1')"))
    await apply()
    write(vm('moves0', ".host('hv2')"))
    const { code, stderr } = await apply()
    assert.match(stderr, '"moves0" is not applied: the domain is on hv1')
    assert.match(stderr, `virsh -c '${hv1.uri}' migrate --offline --persistent --undefinesource`)
    assert.is(code, 2)
    assert.not.match(hv2.virsh('list', '--all', '--name'), 'moves0')
  })

  test('results as JSON', async () => {
    const { write, apply } = project()
    write(vm('json0'))
    const { stdout } = await apply('--format', 'json')
    const { version, results, blocked } = JSON.parse(stdout)
    const [{ name, host, result }] = results
    assert.equal([version, name, host, result, blocked], [1, 'json0', 'hv1', 'defined', []])
  })
}

test.run()
