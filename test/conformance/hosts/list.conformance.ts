// vmc list on real libvirt daemons, over sockets and ssh.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { defineDomain } from '../../support/host-domains.ts'
import { hostProject } from '../../support/host-project.ts'
import {
  type LibvirtHost,
  missingForHosts,
  startHost,
  startSsh,
} from '../../support/libvirt-hosts.ts'
import { main, spawnVmc, vmc } from '../../support/vmc.ts'

const test = suite('vmc list on hosts')

/** The processes of virsh that are connected to a URI. */
const virshProcesses = (uri: string): readonly string[] =>
  readdirSync('/proc').filter(pid => {
    if (!/^\d+$/.test(pid)) return false
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      return words[0] === 'virsh' && words.includes(uri)
    } catch {
      // The process has ended meanwhile.
      return false
    }
  })

const missing = missingForHosts()
if (missing !== undefined) {
  console.log(`skipped: ${missing}`)
  test.skip('vmc list on hosts')
} else {
  const [hv1, hv2] = [startHost('hv1'), startHost('hv2')] as const
  const ssh = startSsh(hv2)
  const uuids = Object.fromEntries(
    [
      [hv1, 'web0'],
      [hv1, '17'],
      [hv1, "x'; undefine web0 #"],
      [hv2, 'größe'],
    ].map(([host, name]) => [name, defineDomain(host as LibvirtHost, name as string)]),
  )
  hv1.virsh('start', uuids.web0!)
  hv1.virsh('autostart', uuids['17']!)

  test('lists the domains of all hosts', async () => {
    const { code, stdout, stderr } = await vmc(['list'], hostProject({ hv1, hv2: ssh }))
    assert.is(
      stdout,
      `HOST  NAME                 STATE     PROJECT  AUTOSTART  NOTES
hv1   17                   shut off  -        yes
hv1   web0                 running   -        no
hv1   x'; undefine web0 #  shut off  -        no
hv2   größe                shut off  -        no
`,
    )
    assert.is(stderr, '4 domains on 2 hosts, 0 of this project\n')
    assert.is(code, 0)
  })

  test('lists them as JSON', async () => {
    const { stdout } = await vmc(
      ['list', '--format=json', '--host', 'hv2'],
      hostProject({ hv1, hv2: ssh }),
    )
    assert.equal(JSON.parse(stdout), {
      version: 1,
      hosts: [
        {
          name: 'hv2',
          uri: ssh.uri,
          libvirt: hv2.virsh('version', '--daemon').match(/daemon: (\S+)/)?.[1],
          domains: [
            {
              name: 'größe',
              uuid: uuids.größe,
              state: 'shut off',
              owner: { kind: 'nobody' },
              autostart: false,
              pending: [],
              notes: [],
            },
          ],
        },
      ],
    })
  })

  test('says what waits for the next boot of a running domain', async () => {
    const uuid = defineDomain(hv1, 'pending')
    hv1.virsh('start', uuid)
    hv1.virsh('setmaxmem', uuid, '65536', '--config')
    hv1.virsh('setvcpus', uuid, '2', '--maximum', '--config')
    const { stdout } = await vmc(['list'], hostProject({ hv1 }))
    assert.match(stdout, /^pending +running .* next boot changes memory, vcpu\/current, vcpu$/m)
    assert.match(stdout, /^web0 +running +- +no$/m)
    hv1.virsh('destroy', uuid)
    assert.match((await vmc(['list'], hostProject({ hv1 }))).stdout, /^pending +shut off +- +no$/m)
    hv1.virsh('undefine', uuid)
  })

  test('a host that is down, or refuses the key, does not hide the others', async () => {
    const wrongKey = startSsh(hv2, 'wrong')
    const { code, stdout, stderr } = await vmc(
      ['list'],
      hostProject({ down: { uri: 'qemu+unix:///system?socket=/nope' }, wrong: wrongKey, hv2 }),
    )
    wrongKey.stop()
    assert.is(code, 1)
    assert.match(stdout, /^hv2 +größe/m)
    assert.match(stderr, /VMC7003\]: down is not reached: Failed to connect socket to '\/nope'/)
    assert.match(stderr, /VMC7003\]: wrong is not reached: .*Permission denied/)
    assert.match(stderr, '1 domain on 1 of 3 hosts')
  })

  test('a host that does not answer is given up after the timeout', async () => {
    process.kill(hv2.pid, 'SIGSTOP')
    const started = Date.now()
    const { code, stderr } = await vmc(['list', '--timeout', '1'], hostProject({ hv2 }))
    process.kill(hv2.pid, 'SIGCONT')
    assert.is(code, 1)
    assert.match(stderr, 'hv2 is not reached: virsh printed nothing for 1 s')
    assert.ok(Date.now() - started < 8000)
  })

  test('Ctrl-C ends the command and its virsh', async () => {
    process.kill(hv2.pid, 'SIGSTOP')
    const child = spawn(process.execPath, [main, 'list', '--uri', hv2.uri], { stdio: 'ignore' })
    const isRunning = (): boolean => virshProcesses(hv2.uri).length > 0
    while (!isRunning()) await setTimeout(50)
    child.kill('SIGINT')
    const code = await new Promise(resolve => child.on('close', resolve))
    process.kill(hv2.pid, 'SIGCONT')
    assert.is(code, 130)
    for (let wait = 0; wait < 100 && isRunning(); wait++) await setTimeout(50)
    assert.not(isRunning())
  })

  test('lists the domains of --uri and of LIBVIRT_DEFAULT_URI', async () => {
    for (const [args, env] of [
      [['--uri', hv2.uri], {}],
      [[], { LIBVIRT_DEFAULT_URI: hv2.uri }],
    ] as const) {
      const { code, stdout } = await vmc(['list', ...args], {}, env)
      assert.equal([code, /^größe +shut off/m.test(stdout)], [0, true])
    }
  })

  test('a list in a pipe is complete', async () => {
    const { code, stdout } = await spawnVmc(['list', '--uri', hv1.uri])
    assert.equal([code, stdout.split('\n').length], [0, 5])
  })
}

test.run()
