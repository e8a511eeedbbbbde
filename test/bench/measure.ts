import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The middle one of some numbers. */
export const middle = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!

/** The median of several runs of some work, in milliseconds; one run before them does not count. */
export async function median(work: () => unknown, runs = 5): Promise<number> {
  await work()
  const times: number[] = []
  for (let run = 0; run < runs; run++) times.push(await timed(work))
  return middle(times)
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** A process to measure, and what makes all as it was before, which does not count. */
export interface Command {
  readonly argv: readonly string[]
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly before?: () => void
  /** A process of Node whose memory is to be known, which takes a moment. */
  readonly weighed?: true
}

/** What a process took: milliseconds, and where it is weighed the most memory it had, in MiB. */
export interface Taken {
  readonly ms: number
  readonly mib: number
  /** The milliseconds of each run, of which `ms` is the median. */
  readonly runs: readonly number[]
}

/** How long one command took beside another: the median of what it was in each round, for a machine has its moods. */
export const ratio = (one: Taken, other: Taken): number =>
  middle(one.runs.map((ms, round) => ms / other.runs[round]!))

const peak = fileURLToPath(new URL('peak.cjs', import.meta.url))

/**
 * The medians of several commands. They run in turn, round after round, so that whatever else the machine does meets
 * them alike. One that fails is an error: what does not work has no speed.
 */
export function medians<K extends string>(
  commands: Readonly<Record<K, Command>>,
  runs = 5,
): Readonly<Record<K, Taken>> {
  const taken = new Map<string, Taken[]>()
  for (let round = 0; round < runs; round++) {
    for (const [name, command] of Object.entries<Command>(commands))
      taken.set(name, [...(taken.get(name) ?? []), once(command)])
  }
  return Object.fromEntries(
    [...taken].map(([name, all]) => [
      name,
      {
        ms: middle(all.map(({ ms }) => ms)),
        mib: middle(all.map(({ mib }) => mib)),
        runs: all.map(({ ms }) => ms),
      },
    ]),
  ) as unknown as Record<K, Taken>
}

function once({ argv, cwd, env, before, weighed }: Command): Taken {
  before?.()
  const [command = '', ...args] = argv
  const started = performance.now()
  const { status, stderr, error, output } = spawnSync(
    command,
    weighed ? ['--require', peak, ...args] : args,
    {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'pipe', ...(weighed ? (['pipe'] as const) : [])],
      encoding: 'utf8',
      // What fails may say so once a domain.
      maxBuffer: Number.POSITIVE_INFINITY,
    },
  )
  const ms = performance.now() - started
  if (error) throw error
  if (status !== 0) throw new Error(`${argv.join(' ')}\n${stderr.slice(0, 2000)}`)
  return { ms, mib: weighed ? Number(output[3]) / 1024 : 0, runs: [ms] }
}

/** Is there such a command? */
export const isInstalled = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).error === undefined

/** A figure beside what it has to be. */
export interface Target {
  readonly what: string
  readonly figure: number
  readonly most?: number
  readonly least?: number
  readonly unit?: string
}

/** What a bench found out: tables, and figures beside their targets. */
export interface Findings {
  readonly tables: readonly (readonly (readonly string[])[])[]
  readonly targets: readonly Target[]
}

/** Findings as Markdown. */
export const told = ({ tables, targets }: Findings): string =>
  [...tables, ...(targets.length > 0 ? [targetTable(targets)] : [])].map(table).join('\n')

const targetTable = (targets: readonly Target[]): readonly (readonly string[])[] => [
  ['', 'here', 'target', ''],
  ...targets.map(({ what, figure, most, least, unit = '×' }) => [
    what,
    `${figure.toPrecision(3)} ${unit}`,
    most === undefined ? `≥ ${least} ${unit}` : `≤ ${most} ${unit}`,
    figure <= (most ?? Number.POSITIVE_INFINITY) && figure >= (least ?? 0) ? 'reached' : 'missed',
  ]),
]

// Columns of one width, so that it reads well in a terminal too.
function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map(row => row[column]!.length)),
  )
  const line = (cells: readonly string[], fill = ' ') =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!, fill)).join(' | ')} |\n`
  return [head, head.map(() => ''), ...rows]
    .map((row, index) => line(row, index === 1 ? '-' : ' '))
    .join('')
}

/** Milliseconds, as people read them. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`
