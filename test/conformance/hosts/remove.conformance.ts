// vmc apply --remove and --restore on a real libvirt daemon.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { defineDomain, hostDomain, takeSnapshot } from '../../support/host-domains.ts'
import { hostProject } from '../../support/host-project.ts'
import { labFolder, missingForHosts, startHost } from '../../support/libvirt-hosts.ts'
import { environment, folder, main, vmc } from '../../support/vmc.ts'

const test = suite('vmc apply --remove and --restore')

const missing = missingForHosts()
if (missing !== undefined) {
  console.log(`skipped: ${missing}`)
  test.skip('vmc apply --remove and --restore')
} else {
  const hv1 = startHost('hv1')
  const state = folder()
  const env = { XDG_STATE_HOME: state }
  const nvram = join(labFolder, 'vars.fd')
  const api = pathToFileURL(join(main, '../../hosts/index.js')).href
  writeFileSync(nvram, 'UEFI variables')

  const vm = (name: string, more = ''): string =>
    `domain('${name}').type('qemu').hvm({ arch: 'x86_64', machine: 'pc' }).memory('32MiB')${more}`
  const withDisk = `.acpi().os({ loader: { readonly: true, type: 'pflash', path: '/fw/CODE.fd' }, nvram: { path: '${nvram}' } }).graphics(vnc())`
  const project = (...domains: readonly string[]): string =>
    hostProject(
      { hv1 },
      {
        'infra.ts': `import { domain, vnc } from 'libvmc'\nexport const all = [${domains.join(', ')}]\n`,
      },
    )
  const apply = (cwd: string, ...args: readonly string[]) =>
    vmc(['apply', '--no-typecheck', '--yes', ...args], cwd, env)
  const secure = (name: string) => hv1.virsh('dumpxml', '--inactive', '--security-info', name)
  const names = () => hv1.virsh('list', '--all', '--name').trim().split('\n').sort()
  const newestBackup = (uuid: string): string => {
    const path = join(state, 'vmc/shop')
    const own = readdirSync(path).filter(file => file.startsWith(uuid))
    return join(path, own.sort().at(-1)!)
  }
  const rest = project(vm('kept'))

  test('removes a domain that is no longer in the program, and keeps its NVRAM', async () => {
    await apply(project(vm('kept'), vm('gone', withDisk)))
    const uuid = hv1.virsh('domuuid', 'gone').trim()
    const file = join(labFolder, 'gone.xml')
    writeFileSync(file, secure('gone').replace("<graphics type='vnc'", "$& passwd='hunter22'"))
    hv1.virsh('define', file)
    const before = secure('gone')
    // An apply without --remove leaves it alone.
    const other = await apply(rest)
    assert.equal([other.code, other.stdout], [0, ''])
    assert.match(
      other.stderr,
      '? gone  shut off  is not in the program any more, and stays as it is',
    )
    assert.equal(names(), ['gone', 'kept'])
    const { code, stdout, stderr } = await apply(rest, '--remove', 'gone')
    assert.equal([code, stdout], [0, 'hv1  gone  removed\n'], stderr)
    assert.equal(names(), ['kept'])
    assert.is(readFileSync(nvram, 'utf8'), 'UEFI variables')
    const backup = newestBackup(uuid)
    assert.is(readFileSync(backup, 'utf8').trim(), before.trim())

    const restored = await apply(rest, '--restore', backup)
    assert.equal([restored.code, restored.stdout], [0, 'hv1  gone  restored\n'], restored.stderr)
    assert.is(secure('gone'), before)
  })

  test('the domains of another program of the project are not removed, until it has them no longer', async () => {
    const program = (...domains: readonly string[]): string =>
      `import { domain } from 'libvmc'\nexport const all = [${domains.join(', ')}]\n`
    const cwd = hostProject(
      { hv1 },
      { 'one.ts': program(vm('one0')), 'two.ts': program(vm('two0'), vm('two1')) },
    )
    for (const file of ['one.ts', 'two.ts']) await apply(cwd, '-p', file)
    const diff = (...args: readonly string[]) => vmc(['diff', '--no-typecheck', ...args], cwd, env)
    assert.not.match((await diff('-p', 'one.ts')).stdout, 'two0')
    const refused = await apply(cwd, '-p', 'one.ts', '--remove', 'two1')
    assert.is(refused.code, 1)
    assert.match(
      refused.stderr,
      /"two1" belongs to two\.ts[\s\S]*if that program no longer has it, pass -p two\.ts/,
    )
    // Another program takes the domain over, and the first one forgets it.
    writeFileSync(join(cwd, 'three.ts'), program(vm('two1')))
    assert.match((await apply(cwd, '-p', 'three.ts')).stdout, 'two1  recorded')
    assert.equal((await apply(cwd, '-p', 'three.ts')).stdout, '')
    rmSync(join(cwd, 'two.ts'))
    const { stdout } = await diff('-p', 'one.ts')
    assert.match(stdout, /\? two0 .* is not in the program any more/)
    assert.not.match(stdout, 'two1')
    for (const name of ['one0', 'two0', 'two1']) hv1.virsh('undefine', name)
  })

  test('libvmc/hosts removes and restores, and prints nothing', async () => {
    await apply(project(vm('kept'), vm('api0')))
    const before = secure('api0')
    const script = `
import { readFileSync } from 'node:fs'
import { planHosts, planRestoration, readHosts, removeDomains, restore } from ${JSON.stringify(api)}
const [cwd, uri] = process.argv.slice(2)
const settings = { project: 'shop' }
const { plan, hosts } = await planHosts(['infra.ts'], {
  ...{ ...settings, cwd, typecheck: false, hosts: { hv1: { uri } } },
})
const [removed] = await removeDomains(plan.orphans.filter(one => one.name === 'api0'), hosts, settings)
const read = await readHosts([{ name: 'hv1', uri }], { env: process.env })
const isGone = !read[0].inventory.domains.some(one => one.name === 'api0')
const xml = readFileSync(removed.domains[0].outcome.backup, 'utf8')
const foreign = planRestoration(xml, read, { project: 'other' })
const restored = await restore(planRestoration(xml, read, settings), read, settings)
console.log(JSON.stringify([
  removed.domains[0].outcome.kind, isGone, foreign.reason, restored.domains[0].outcome.kind,
]))`
    const file = join(folder({ 'run.mjs': script }), 'run.mjs')
    const { stdout, stderr } = spawnSync(process.execPath, [file, rest, hv1.uri], {
      env: environment(env),
      encoding: 'utf8',
    })
    assert.equal(
      [stderr, stdout],
      ['', '["removed",true,"it belongs to project \\"shop\\"","restored"]\n'],
    )
    assert.is(secure('api0'), before)
    hv1.virsh('undefine', 'api0')
  })

  test('refuses a domain that runs, has saved memory or snapshots', async () => {
    await apply(project(vm('kept'), vm('busy')))
    const dump = secure('busy')
    hv1.virsh('start', 'busy')
    const refused = async (reason: string) => {
      const { code, stderr } = await apply(rest, '--remove', 'busy')
      assert.match(stderr, reason)
      assert.is(code, 2)
      assert.is(secure('busy'), dump)
    }
    await refused('it is not shut off')
    hv1.virsh('managedsave', 'busy')
    await refused('its memory is saved')
    hv1.virsh('managedsave-remove', 'busy')
    takeSnapshot(hv1, 'busy', 's1')
    await refused('it has snapshots (s1)')
    hv1.virsh('snapshot-delete', 'busy', 's1', '--metadata')
    assert.is((await apply(rest, '--remove', 'busy')).code, 0)
    assert.not.ok(names().includes('busy'))
  })

  test('refuses a domain of the program, one of others, and an unknown one', async () => {
    defineDomain(hv1, hostDomain('theirs'))
    const before = names()
    for (const [name, message] of [
      ['kept', 'the program has "kept"'],
      ['theirs', 'the project has no domain "theirs" that is no longer in the program'],
      ['nothing', 'the project has no domain "nothing"'],
    ] as const) {
      const { code, stderr } = await apply(rest, '--remove', name)
      assert.match(stderr, message)
      assert.is(code, 1)
    }
    assert.equal(names(), before)
    assert.match((await apply(rest, 'kept', '--remove', 'gone')).stderr, 'exclude each other')
  })

  test('restores the definition before a change, while the guest runs', async () => {
    await apply(project(vm('back')))
    hv1.virsh('start', 'back')
    const before = secure('back')
    const changed = project(vm('back', '.vcpu(2)'))
    assert.is((await apply(changed, 'back')).code, 0)
    const backup = newestBackup(hv1.virsh('domuuid', 'back').trim())
    const live = hv1.virsh('dumpxml', 'back')
    const { code, stdout, stderr } = await apply(changed, '--restore', backup)
    assert.equal(
      [code, stdout],
      [0, 'hv1  back  restored, takes effect at its next boot\n'],
      stderr,
    )
    assert.match(stderr, /~ vcpu +2 → 1/)
    assert.is(secure('back'), before)
    assert.is(hv1.virsh('dumpxml', 'back'), live)
    // The plan is again the change.
    const { stdout: diff } = await vmc(['diff', '--no-typecheck', 'back'], changed, env)
    assert.match(diff, /~ vcpu +1 → 2/)
  })

  test('a file that is not a backup of the project is refused', async () => {
    const file = join(labFolder, 'any.xml')
    writeFileSync(file, hostDomain('any'))
    const { code, stderr } = await apply(rest, '--restore', file)
    assert.match(stderr, 'VMC7026]: the backup cannot be restored: it is not a backup of vmc')
    assert.is(code, 1)
    const { stderr: unreadable } = await apply(rest, '--restore', '/none')
    assert.match(unreadable, 'the backup cannot be read')
    // Both messages name the folder that the environment sets.
    for (const text of [stderr, unreadable])
      assert.match(text, `pass a file from the folder ${env.XDG_STATE_HOME}/vmc/`)
  })
}

test.run()
