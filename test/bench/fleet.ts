import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findCompiler } from '../../src/program/types/tsc.ts'
import {
  type Command,
  type Findings,
  isInstalled,
  medians,
  ratio,
  seconds,
  type Taken,
  type Target,
} from './measure.ts'
import { main, project } from './program.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const here = join(root, 'test/bench/fleet')
const vmc = [process.execPath, main, 'build', 'infra.ts']
const own = createRequire(import.meta.url)

/** A tool to compare with. */
interface Peer {
  readonly does: string
  /** The largest fleet to measure, because more takes too long. */
  readonly maxDomains?: number
  /** The command that builds `n` domains, or the reason why it cannot run. */
  readonly command: (n: number) => Command | string
}

/**
 * Measures builds of the fleet F(n): n kvm domains of machine q35, each with three virtio disks, two NICs, a serial port,
 * VNC and a stable identity. vmc builds it with all checks on. Its peers write the same documents, or similar ones,
 * without checks.
 */
export async function run(quick: boolean): Promise<Findings> {
  const work = mkdtempSync(join(tmpdir(), 'vmc-bench-'))
  const memory = existsSync('/dev/shm') ? mkdtempSync('/dev/shm/vmc-bench-') : undefined
  try {
    const onDisk = measure(work, join(work, 'out'), 'files on disk', quick)
    if (memory === undefined) return onDisk
    const inMemory = compare(work, join(memory, 'out'), 'files in memory', quick)
    return {
      tables: [...onDisk.tables, ...inMemory.tables],
      targets: [...onDisk.targets, ...inMemory.targets],
    }
  } finally {
    for (const folder of [work, ...(memory === undefined ? [] : [memory])])
      rmSync(folder, { recursive: true })
  }
}

/** A build of `n` domains that writes to `out`, with nothing cached. */
const builder =
  (program: string, out: string) =>
  (n: number): Command => ({
    argv: [...vmc, '-o', out],
    cwd: program,
    env: { N: String(n) },
    before: () => {
      rmSync(out, { recursive: true, force: true })
      rmSync(join(program, 'node_modules/.cache'), { recursive: true, force: true })
    },
  })

/** The fleet by hand, with xmlbuilder2. */
const byHand =
  (out: string) =>
  (n: number): Command => ({
    argv: [process.execPath, '--import', 'tsx', join(here, 'by-hand.ts'), out],
    env: { N: String(n) },
    before: () => rmSync(out, { recursive: true, force: true }),
  })

/** The largest fleet that is compared with each peer. */
const largest = (quick: boolean): number => (quick ? 1000 : 10_000)

/** vmc and the fleet by hand in another folder: where files cost little, the rest of a build shows. */
function compare(work: string, out: string, where: string, quick: boolean): Findings {
  const n = largest(quick)
  const taken = medians(
    { vmc: builder(join(work, 'program'), out)(n), byHand: byHand(out)(n) },
    quick ? 3 : 9,
  )
  return {
    tables: [
      [
        [where, `n = ${n}`],
        ['vmc', seconds(taken.vmc.ms)],
        ['tsx + xmlbuilder2', seconds(taken.byHand.ms)],
      ],
    ],
    targets: [
      {
        what: `F(${n}), beside tsx + xmlbuilder2, ${where}`,
        figure: ratio(taken.vmc, taken.byHand),
        most: 0.6,
      },
    ],
  }
}

function measure(work: string, out: string, where: string, quick: boolean): Findings {
  const program = project(work)
  const remove = () => rmSync(out, { recursive: true, force: true })
  const build = builder(program, out)
  const script = (argv: readonly string[]) => (n: number) => ({
    argv,
    env: { N: String(n) },
    before: remove,
  })
  const peers: Readonly<Record<string, Peer>> = {
    vmc: { does: 'all checks on, nothing cached', command: build },
    'tsx + xmlbuilder2': {
      does: 'objects to XML files, by hand, no checks',
      command: byHand(out),
    },
    'Go, encoding/xml': {
      does: 'precompiled: structs to XML files, no checks',
      command: compiled(work, out, remove),
    },
    cdk8s: {
      does: 'objects to YAML files for KubeVirt, no schema check',
      command: n =>
        resolves('cdk8s')
          ? script([process.execPath, '--import', 'tsx', join(here, 'cdk8s.mjs'), out])(n)
          : 'not installed',
    },
    'jsonnet -m': {
      does: 'XML text, no checks; more domains take minutes',
      maxDomains: 1,
      command: n =>
        isInstalled('jsonnet', '--version')
          ? {
              argv: [
                'jsonnet',
                '-S',
                '-m',
                out,
                '--ext-code',
                `n=${n}`,
                join(here, 'fleet.jsonnet'),
              ],
              before: () => {
                remove()
                mkdirSync(out)
              },
            }
          : 'not installed',
    },
    'virt-install': {
      does: 'one process per domain, no checks',
      maxDomains: 1,
      command: () =>
        isInstalled('virt-install', '--version') ? { argv: virtInstall } : 'not installed',
    },
    'tsc --noEmit': {
      does: 'only the type check of the program',
      maxDomains: 1,
      command: () => ({
        argv: [findCompiler(), '--noEmit'],
        cwd: program,
      }),
    },
    node: {
      does: 'an empty file',
      maxDomains: 1,
      command: () => ({ argv: [process.execPath, '--input-type=module', '-e', ''] }),
    },
  }
  assertSameOutput(peers, work, out)
  const sizes = quick ? [1, largest(quick)] : [1, 1000, largest(quick)]
  const runs = quick ? 3 : 9
  const results = sizes.map(n => [n, medians(commandsOf(peers, n), runs)] as const)
  const [, one] = results[0]!
  const [n, many] = results.at(-1)!
  // Every peer writes to the same folder, so a rebuild is measured right after a build.
  const again = medians(
    { first: build(n), rebuild: { ...build(n), before: () => {} } },
    quick ? 3 : 5,
  )
  const go = many['Go, encoding/xml']
  const targets: Target[] = [
    {
      what: 'F(1), compared with tsc --noEmit, or with node plus 120 ms',
      figure: one.vmc!.ms / Math.max(one['tsc --noEmit']!.ms, one.node!.ms + 120),
      most: 1.3,
    },
    {
      what: `F(${n}), beside tsx + xmlbuilder2, ${where}`,
      figure: ratio(many.vmc!, many['tsx + xmlbuilder2']!),
      most: 0.6,
    },
    ...(go ? [{ what: `F(${n}), compared with Go`, figure: ratio(many.vmc!, go), most: 2 }] : []),
    {
      what: `F(${n}), second build, nothing changed, compared with the first`,
      figure: ratio(again.rebuild, again.first),
      most: 0.5,
    },
  ]
  const table = [
    [where, 'what it does', ...sizes.map(n => `n = ${n}`)],
    ...Object.entries(peers).map(([name, peer]) => [
      name,
      peer.does,
      ...results.map(([n, taken]) => cell(peer, n, taken[name])),
    ]),
    [
      'vmc',
      'second build, nothing changed',
      ...sizes.map(size => (size === n ? seconds(again.rebuild.ms) : '')),
    ],
  ]
  if (quick) return { tables: [table], targets }
  const grown = growth(build)
  return { tables: [table, grown.table], targets: [...targets, ...grown.targets] }
}

function cell(peer: Peer, n: number, taken: Taken | undefined): string {
  if (taken) return seconds(taken.ms)
  const command = peer.command(n)
  return typeof command === 'string' ? command : '-'
}

function commandsOf(
  peers: Readonly<Record<string, Peer>>,
  n: number,
): Readonly<Record<string, Command>> {
  return Object.fromEntries(
    Object.entries(peers).flatMap(([name, { maxDomains = n, command }]) => {
      const made = n > maxDomains ? '' : command(n)
      return typeof made === 'string' ? [] : [[name, made]]
    }),
  )
}

/** The time and memory of fleets of three sizes. The cost per further domain should stay constant. */
function growth(build: (n: number) => Command): {
  readonly table: readonly (readonly string[])[]
  readonly targets: readonly Target[]
} {
  const sizes = [1000, 10_000, 100_000] as const
  const commands = Object.fromEntries(
    sizes.map(n => [n, { ...build(n), measuresMemory: true as const }]),
  )
  const taken = medians(commands)
  const [small, middle, large] = sizes.map(n => taken[n]!) as [Taken, Taken, Taken]
  const times = (of: (one: Taken) => number) =>
    (of(large) - of(middle)) / 90_000 / ((of(middle) - of(small)) / 9_000)
  return {
    table: [
      ['vmc', ...sizes.map(n => `n = ${n}`)],
      ['time', ...sizes.map(n => seconds(taken[n]!.ms))],
      ['peak memory', ...sizes.map(n => `${taken[n]!.mib.toFixed(0)} MiB`)],
    ],
    targets: [
      {
        what: 'time per further domain, 10,000 to 100,000 compared with 1,000 to 10,000',
        figure: times(({ ms }) => ms),
        most: 1.15,
      },
      {
        what: 'memory per further domain, the same comparison',
        figure: times(({ mib }) => mib),
        most: 1.15,
      },
      { what: 'peak memory of F(100000)', figure: large.mib, most: 1024, unit: 'MiB' },
    ],
  }
}

function compiled(work: string, out: string, before: () => void): Peer['command'] {
  if (!isInstalled('go', 'version')) return () => 'not installed'
  const binary = join(work, 'fleet-in-go')
  const { status, stderr } = spawnSync('go', ['build', '-o', binary, join(here, 'main.go')], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return n => ({ argv: [binary, out], env: { N: String(n) }, before })
}

function resolves(name: string): boolean {
  try {
    own.resolve(name)
    return true
  } catch {
    return false
  }
}

/** Asserts that vmc and the hand-written program write the same bytes, because only equal work is comparable. */
function assertSameOutput(peers: Readonly<Record<string, Peer>>, work: string, out: string): void {
  const made = ['vmc', 'tsx + xmlbuilder2'].map(name => {
    const { argv, cwd, env, before } = peers[name]!.command(1000) as Command
    before?.()
    spawnSync(argv[0]!, argv.slice(1), { cwd, env: { ...process.env, ...env } })
    const folder = join(work, name)
    cpSync(out, folder, { recursive: true })
    return folder
  }) as [string, string]
  const names = readdirSync(made[1])
  for (const name of names) {
    const [ours, theirs] = made.map(folder => readFileSync(join(folder, name), 'utf8'))
    if (ours !== theirs) throw new Error(`${name} differs:\n${ours}\n${theirs}`)
  }
  if (names.length !== 1000) throw new Error(`there are ${names.length} documents, not 1000`)
}

const virtInstall = [
  ...['virt-install', '--print-xml', '--name', 'vm0', '--memory', '4096', '--vcpus', '2'],
  ...['--virt-type', 'test', '--import'],
  ...['--osinfo', 'detect=off,require=off', '--connect', 'test:///default'],
  ...['root', 'data', 'log'].flatMap(role => [
    '--disk',
    `path=/var/lib/libvirt/images/vm0-${role}.qcow2,bus=virtio,format=qcow2,size=20`,
  ]),
  ...['br0', 'br1'].flatMap(bridge => ['--network', `bridge=${bridge},model=virtio`]),
  ...['--graphics', 'vnc,listen=127.0.0.1', '--serial', 'pty'],
]
