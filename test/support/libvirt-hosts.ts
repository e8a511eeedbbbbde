// Private libvirt daemons on one machine, each in mount and network namespaces of its own: hosts for tests. They need root.
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A running libvirt daemon. */
export interface LibvirtHost {
  readonly name: string
  /** The URI of its socket. */
  readonly uri: string
  readonly folder: string
  readonly pid: number
  /** Runs a command of virsh and returns what it prints. */
  virsh(...words: readonly string[]): string
  stop(): void
}

const TOOLS = [
  'libvirtd',
  'virsh',
  'unshare',
  'nsenter',
  'qemu-system-x86_64',
  'sshd',
  'ssh-keygen',
]

/**
 * Why hosts cannot be started here; `undefined` if they can.
 *
 * @throws {Error} If they cannot, but the environment says HOSTS=required.
 */
export function missingForHosts(): string | undefined {
  const reason = reasonAgainstHosts()
  if (reason !== undefined && process.env.HOSTS === 'required') throw new Error(reason)
  return reason
}

function reasonAgainstHosts(): string | undefined {
  if (process.getuid?.() !== 0) return 'starting libvirt daemons needs root'
  const missing = TOOLS.filter(tool => run('sh', ['-c', `command -v ${tool}`]).status !== 0)
  return missing.length > 0 ? `not installed: ${missing.join(', ')}` : undefined
}

const run = (command: string, args: readonly string[]) =>
  spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 28 })

const lab = mkdtempSync(join(tmpdir(), 'vmc-hosts-'))
const running = new Set<LibvirtHost>()
process.on('exit', () => {
  for (const host of running) host.stop()
  rmSync(lab, { recursive: true, force: true })
})

/** A folder for the files of hosts and of tests, removed when the tests end. */
export const labFolder: string = lab

const QEMU_CONF = `stdio_handler = "file"
user = "root"
group = "root"
dynamic_ownership = 0
remember_owner = 0
security_driver = "none"
cgroup_controllers = [ ]
namespaces = [ ]
`

let started = 0

/** Starts a daemon. The first one asks QEMU for its features, which takes some seconds; the others get a copy of the answers. */
export function startHost(name: string): LibvirtHost {
  const folder = join(lab, `${name}-${started++}`)
  for (const part of ['run', 'etc', 'lib', 'log/qemu', 'cache', 'images'])
    mkdirSync(join(folder, part), { recursive: true })
  writeFileSync(join(folder, 'etc/qemu.conf'), QEMU_CONF)
  const uuid = readFileSync('/proc/sys/kernel/random/uuid', 'utf8').trim()
  writeFileSync(
    join(folder, 'etc/libvirtd.conf'),
    `host_uuid = "${uuid}"\nauth_unix_rw = "none"\nunix_sock_rw_perms = "0777"\n`,
  )
  const [first] = running
  if (first) cpSync(join(first.folder, 'cache'), join(folder, 'cache'), { recursive: true })
  const pidFile = join(folder, 'libvirtd.pid')
  const script = [
    `hostname ${name}`,
    ...Object.entries({
      run: '/run/libvirt',
      etc: '/etc/libvirt',
      lib: '/var/lib/libvirt',
      log: '/var/log/libvirt',
      cache: '/var/cache/libvirt',
    }).map(([part, at]) => `mkdir -p ${at} && mount --bind ${join(folder, part)} ${at}`),
    'ip link set lo up 2>/dev/null || true',
    `exec libvirtd -d -p ${pidFile} -f /etc/libvirt/libvirtd.conf`,
  ].join('\n')
  const daemon = run('unshare', [
    ...['-m', '--propagation', 'private', '-u', '-n'],
    ...['bash', '-ec', script],
  ])
  if (daemon.status !== 0) throw new Error(`libvirtd did not start: ${daemon.stderr}`)
  const uri = `qemu+unix:///system?socket=${join(folder, 'run/libvirt-sock')}`
  waitUntil(() => run('virsh', ['-c', uri, 'version']).status === 0, 'libvirtd does not answer')
  const pid = Number(readFileSync(pidFile, 'utf8'))
  const host: LibvirtHost = {
    name,
    uri,
    folder,
    pid,
    virsh: (...words) => {
      const { status, stdout, stderr } = run('virsh', ['-c', uri, ...words])
      if (status !== 0) throw new Error(`virsh ${words.join(' ')}: ${stderr}`)
      return stdout
    },
    stop: () => {
      if (!running.delete(host)) return
      const domains = run('virsh', ['-c', uri, 'list', '--uuid']).stdout.split('\n').filter(Boolean)
      for (const domain of domains) run('virsh', ['-c', uri, 'destroy', domain])
      process.kill(pid)
      waitUntil(() => !existsSync(`/proc/${pid}`), 'libvirtd does not end')
    },
  }
  running.add(host)
  return host
}

function waitUntil(isDone: () => boolean, failure: string): void {
  const end = Date.now() + 60_000
  while (!isDone()) {
    if (Date.now() > end) throw new Error(failure)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
  }
}

/** How a host is reached over ssh: a URI, and the identity that the host accepts. */
export interface SshAccess {
  readonly uri: string
  readonly stop: () => void
}

let nextPort = 22_000 + (process.pid % 1000) * 10

/** Starts an ssh daemon on the loopback interface, in the mount namespace of a host. `key` "wrong" makes a client that it refuses. */
export function startSsh(host: LibvirtHost, key: 'right' | 'wrong' = 'right'): SshAccess {
  const port = nextPort++
  const folder = join(host.folder, `ssh-${port}`)
  mkdirSync(folder, { mode: 0o700 })
  for (const file of ['host', 'right', 'wrong'])
    run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, file)])
  mkdirSync('/run/sshd', { recursive: true })
  writeFileSync(
    join(folder, 'sshd_config'),
    `Port ${port}
ListenAddress 127.0.0.1
HostKey ${join(folder, 'host')}
AuthorizedKeysFile ${join(folder, 'right.pub')}
PermitRootLogin prohibit-password
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
PidFile ${join(folder, 'pid')}
`,
  )
  const hostKey = readFileSync(join(folder, 'host.pub'), 'utf8').split(' ').slice(0, 2).join(' ')
  writeFileSync(join(folder, 'known_hosts'), `[127.0.0.1]:${port} ${hostKey}\n`)
  writeFileSync(
    join(folder, 'ssh_config'),
    `Host *
  IdentityFile ${join(folder, key)}
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile ${join(folder, 'known_hosts')}
`,
  )
  const client = join(folder, 'ssh')
  writeFileSync(client, `#!/bin/sh\nexec ssh -F ${join(folder, 'ssh_config')} "$@"\n`, {
    mode: 0o755,
  })
  const sshd = run('sh', ['-c', 'command -v sshd']).stdout.trim()
  const { status, stderr } = run('nsenter', [
    ...['-m', '-t', String(host.pid), sshd, '-f', join(folder, 'sshd_config')],
  ])
  if (status !== 0) throw new Error(`sshd did not start: ${stderr}`)
  waitUntil(() => existsSync(join(folder, 'pid')), 'sshd does not start')
  return {
    uri: `qemu+ssh://root@127.0.0.1:${port}/system?command=${encodeURIComponent(client)}`,
    stop: () => process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8'))),
  }
}

/** Runs a shell script in the mount namespace of a host. */
export function runInside({ pid }: LibvirtHost, script: string): void {
  const { status, stderr } = run('nsenter', ['-m', '-t', String(pid), 'bash', '-ec', script])
  if (status !== 0) throw new Error(`${script}: ${stderr}`)
}
