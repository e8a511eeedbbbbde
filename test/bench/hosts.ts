import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { hostProject } from '../support/host-project.ts'
import { type LibvirtHost, missingForHosts, startHost } from '../support/libvirt-hosts.ts'
import { folder, main } from '../support/vmc.ts'
import { type Command, type Findings, medians, middle, ratio } from './measure.ts'

const program = (domains: number, hosts: readonly LibvirtHost[]): string =>
  `import { bridge, domain, file } from 'libvmc'
const hosts = ${JSON.stringify(hosts.map(({ name }) => name))}
export const all = Array.from({ length: ${domains} }, (_, n) =>
  domain(\`web\${n}\`).type('qemu').hvm({ arch: 'x86_64', machine: 'q35' }).memory('64MiB')
    .disk(file(\`/srv/web\${n}.qcow2\`)).nic(bridge('br0').model('virtio')).host(hosts[n % hosts.length]!))
`

const vmc = (cwd: string, ...args: readonly string[]): Command => ({
  argv: [process.execPath, main, ...args],
  cwd,
  env: { XDG_STATE_HOME: folder() },
})

/** Runs a command that is not measured. */
function runOnce({ argv, cwd, env }: Command): void {
  const [command = '', ...args] = argv
  const { status, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  if (status !== 0) throw new Error(stderr.slice(0, 2000))
}

function clear(host: LibvirtHost): void {
  const names = host.virsh('list', '--all', '--name').trim().split('\n').filter(Boolean)
  for (let at = 0; at < names.length; at += 100)
    host.virsh(
      names
        .slice(at, at + 100)
        .map(name => `undefine ${name}`)
        .join(';'),
    )
}

/** Measures `vmc apply` of new domains, compared with `virsh define` of the same files in one process. */
function measureApply(host: LibvirtHost, domains: number, runs: number) {
  const cwd = hostProject({ [host.name]: host }, { 'infra.ts': program(domains, [host]) })
  runOnce(vmc(cwd, 'build'))
  const define = readdirSync(join(cwd, 'vmc.out'))
    .filter(file => file.endsWith('.xml'))
    .map(file => `define vmc.out/${file}`)
    .join(';')
  const before = (): void => clear(host)
  const taken = medians(
    {
      define: { argv: ['virsh', '-c', host.uri, define], cwd, before },
      apply: { ...vmc(cwd, 'apply', '--yes', '--quiet'), before },
      build: vmc(cwd, 'build', '--check', '--quiet'),
    },
    runs,
  )
  clear(host)
  return taken
}

/** Measures `vmc apply` and `vmc diff` on real libvirt daemons, reached by local sockets. */
export async function run(quick: boolean): Promise<Findings> {
  const missing = missingForHosts()
  if (missing !== undefined) return { tables: [[['not measured', missing]]], targets: [] }
  const hosts = Array.from({ length: 8 }, (_, n) => startHost(`hv${n + 1}`))
  const sizes = quick ? [100] : [100, 1000]
  const applied = sizes.map(domains => ({
    domains,
    taken: measureApply(hosts[0]!, domains, quick || domains > 100 ? 3 : 7),
  }))
  const all = hostProject(Object.fromEntries(hosts.map(host => [host.name, host])), {
    'infra.ts': program(1000, hosts),
  })
  runOnce(vmc(all, 'apply', '--yes', '--quiet'))
  const { diff } = medians({ diff: vmc(all, 'diff', '--quiet') }, quick ? 2 : 5)
  return {
    tables: [
      [
        ['new domains', 'virsh define, one process', 'vmc build --check', 'vmc apply'],
        ...applied.map(({ domains, taken: { define, build, apply } }) => [
          String(domains),
          ...[define, build, apply].map(({ ms }) => `${ms.toFixed(0)} ms`),
        ]),
      ],
    ],
    targets: [
      ...applied.flatMap(({ domains, taken: { define, build, apply } }) => [
        {
          what: `vmc apply of ${domains} new domains, compared with virsh define`,
          figure: ratio(apply, define),
          most: 3,
        },
        {
          what: 'the same, without the time of vmc build',
          figure: middle(
            apply.runs.map((ms, round) => (ms - build.runs[round]!) / define.runs[round]!),
          ),
          most: 3,
        },
      ]),
      {
        what: 'vmc diff of 1,000 domains on 8 hosts',
        figure: diff.ms / 1000,
        most: 5,
        unit: 's',
      },
    ],
  }
}
