import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builder, type Peer, peersOf } from './fleet-peers.ts'
import { spellings } from './fleet-spellings.ts'
import {
  type Command,
  cpuRatio,
  type Findings,
  medians,
  ratio,
  seconds,
  type Taken,
  type Target,
} from './measure.ts'
import { project } from './program.ts'

/**
 * Measures builds of the fleet F(n): n kvm domains of machine q35, each with three virtio disks, two NICs, a serial port,
 * VNC and a stable identity. vmc builds it with all checks on. Its peers write the same documents, or similar ones,
 * without checks.
 */
export async function run(quick: boolean): Promise<Findings> {
  const work = mkdtempSync(join(tmpdir(), 'vmc-bench-'))
  const memory = existsSync('/dev/shm') ? mkdtempSync('/dev/shm/vmc-bench-') : undefined
  try {
    const program = project(work)
    const places = [
      ...(memory === undefined ? [] : [{ out: join(memory, 'out'), where: 'files in memory' }]),
      { out: join(work, 'out'), where: 'files on disk' },
    ]
    assertSameOutput(peersOf(program, places[0]!.out, work), work, places[0]!.out)
    const measured = [
      ...places.map(({ out, where }) => compare(peersOf(program, out, work), where, quick)),
      // Where files cost little, the time of vmc itself shows.
      spellings(program, places[0]!.out, quick),
      ...(quick ? [] : [growth(builder(program, places[0]!.out))]),
    ]
    return {
      tables: measured.flatMap(({ tables }) => tables),
      targets: measured.flatMap(({ targets }) => targets),
    }
  } finally {
    for (const folder of [work, ...(memory === undefined ? [] : [memory])])
      rmSync(folder, { recursive: true })
  }
}

/** vmc and its peers, where files cost little and where they cost more. */
function compare(peers: Readonly<Record<string, Peer>>, where: string, quick: boolean): Findings {
  const sizes = quick ? [1, 1000] : [1, 1000, 10_000]
  const runs = quick ? 3 : 9
  const results = sizes.map(n => [n, medians(commandsOf(peers, n), runs)] as const)
  const [, one] = results[0]!
  const [n, many] = results.at(-1)!
  // Every peer writes to the same folder, so a rebuild is measured right after a build.
  const build = peers.vmc!.command(n) as Command
  const again = medians({ first: build, rebuild: { ...build, before: () => {} } }, quick ? 3 : 5)
  const beside = (name: string, most: number): readonly Target[] => {
    const other = many[name]
    const what = `F(${n}), compared with ${name}, ${where}`
    return other ? [{ what, figure: ratio(many.vmc!, other), most }] : []
  }
  return {
    tables: [
      [
        [where, 'what it does', ...sizes.map(n => `n = ${n}`), `CPU time, n = ${n}`],
        ...Object.entries(peers).map(([name, peer]) => [
          name,
          peer.does,
          ...results.map(([n, taken]) => cell(peer, n, taken[name])),
          many[name] ? cpu(many[name]) : '-',
        ]),
        [
          'vmc, again',
          'second build, nothing changed',
          ...sizes.map(size => (size === n ? seconds(again.rebuild.ms) : '')),
          cpu(again.rebuild),
        ],
      ],
    ],
    targets: [
      {
        what: `F(1), compared with tsc --noEmit, ${where}`,
        figure: ratio(one.vmc!, one['tsc --noEmit']!),
        most: 0.8,
      },
      ...beside('tsx + xmlbuilder2', 0.5),
      {
        what: `F(${n}), CPU time, compared with tsx + xmlbuilder2, ${where}`,
        figure: cpuRatio(many.vmc!, many['tsx + xmlbuilder2']!),
        most: 0.9,
      },
      ...beside('Go, encoding/xml', 2),
      ...beside('Python, Jinja2', 2),
      {
        what: `F(${n}), second build, nothing changed, compared with the first, ${where}`,
        figure: ratio(again.rebuild, again.first),
        most: 0.4,
      },
    ],
  }
}

const cpu = (taken: Taken): string => seconds(taken.cpu.toSorted((a, b) => a - b)[0]!)

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
function growth(build: (n: number) => Command): Findings {
  const sizes = [1000, 10_000, 100_000] as const
  const commands = Object.fromEntries(
    sizes.map(n => [n, { ...build(n), measuresMemory: true as const }]),
  )
  const taken = medians(commands)
  const [small, middle, large] = sizes.map(n => taken[n]!) as [Taken, Taken, Taken]
  const times = (of: (one: Taken) => number) =>
    (of(large) - of(middle)) / 90_000 / ((of(middle) - of(small)) / 9_000)
  return {
    tables: [
      [
        ['vmc', ...sizes.map(n => `n = ${n}`)],
        ['time', ...sizes.map(n => seconds(taken[n]!.ms))],
        ['peak memory', ...sizes.map(n => `${taken[n]!.mib.toFixed(0)} MiB`)],
      ],
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
      { what: 'peak memory of F(100000)', figure: large.mib, most: 512, unit: 'MiB' },
    ],
  }
}

/** Asserts that vmc and the hand-written programs write the same bytes, because only equal work is comparable. */
function assertSameOutput(peers: Readonly<Record<string, Peer>>, work: string, out: string): void {
  const [ours, ...others] = ['vmc', 'tsx + xmlbuilder2', 'Python, Jinja2'].flatMap(name => {
    const command = peers[name]!.command(1000)
    if (typeof command === 'string') return []
    const { argv, cwd, env, before } = command
    before?.()
    spawnSync(argv[0]!, argv.slice(1), { cwd, env: { ...process.env, ...env } })
    const folder = join(work, name)
    cpSync(out, folder, { recursive: true })
    return [folder]
  })
  for (const folder of others) {
    const names = readdirSync(folder)
    if (names.length !== 1000) throw new Error(`there are ${names.length} documents, not 1000`)
    for (const name of names) {
      const [one, other] = [ours!, folder].map(path => readFileSync(join(path, name), 'utf8'))
      if (one !== other) throw new Error(`${name} differs:\n${one}\n${other}`)
    }
  }
}
