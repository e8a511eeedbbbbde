import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The median of some numbers. */
export const middle = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!

/** The median time of several runs, in milliseconds, after one run that is not counted. */
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

/** A process to measure. */
export interface Command {
  readonly argv: readonly string[]
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Restores the initial state before each run. Its time is not counted. */
  readonly before?: () => void
  /** Whether to measure the memory as well. Only for processes of Node; it takes a little time. */
  readonly measuresMemory?: true
}

/** The cost of a process. */
export interface Taken {
  /** The median time of the runs. */
  readonly ms: number
  /** The peak memory in MiB, or 0 if it was not measured. */
  readonly mib: number
  /** The time of each run in milliseconds. */
  readonly runs: readonly number[]
  /** The CPU time of each run in milliseconds, with that of child processes. Not a number where the system does not tell. */
  readonly cpu: readonly number[]
}

/** The time of one command divided by that of another: the median over all rounds, because the speed of a machine varies. */
export const ratio = (one: Taken, other: Taken): number =>
  middle(one.runs.map((ms, round) => ms / other.runs[round]!))

/** The CPU time of one command divided by that of another. */
export const cpuRatio = (one: Taken, other: Taken): number =>
  middle(one.cpu.map((ms, round) => ms / other.cpu[round]!))

const peak = fileURLToPath(new URL('peak.cjs', import.meta.url))

/**
 * The medians of several commands. In each round, every command runs once, so that other load on the machine affects all
 * of them equally. Throws if a command fails.
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
        cpu: all.flatMap(({ cpu }) => cpu),
      },
    ]),
  ) as unknown as Record<K, Taken>
}

function once({ argv, cwd, env, before, measuresMemory }: Command): Taken {
  before?.()
  const [command = '', ...args] = argv
  const cpuBefore = cpuOfChildren()
  const started = performance.now()
  const { status, stderr, error, output } = spawnSync(
    command,
    measuresMemory ? ['--require', peak, ...args] : args,
    {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'pipe', ...(measuresMemory ? (['pipe'] as const) : [])],
      encoding: 'utf8',
      // A command that fails may print one error per domain.
      maxBuffer: Number.POSITIVE_INFINITY,
    },
  )
  const ms = performance.now() - started
  const cpu = cpuOfChildren() - cpuBefore
  if (error) throw error
  if (status !== 0) throw new Error(`${argv.join(' ')}\n${stderr.slice(0, 2000)}`)
  return { ms, mib: measuresMemory ? Number(output[3]) / 1024 : 0, runs: [ms], cpu: [cpu] }
}

// The CPU time of all child processes that have ended, in milliseconds. Linux counts it in ticks of 10 ms.
function cpuOfChildren(): number {
  if (process.platform !== 'linux') return Number.NaN
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[13]) + Number(fields[14])) * 10
}

/** Whether a command is installed. */
export const isInstalled = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).error === undefined

/** A measured figure and the limit that it should keep. */
export interface Target {
  readonly what: string
  readonly figure: number
  readonly most?: number
  readonly least?: number
  readonly unit?: string
}

/** The result of a benchmark. */
export interface Findings {
  readonly tables: readonly (readonly (readonly string[])[])[]
  readonly targets: readonly Target[]
}

/** The result of a benchmark as Markdown tables. */
export const toMarkdown = ({ tables, targets }: Findings): string =>
  [...tables, ...(targets.length > 0 ? [targetTable(targets)] : [])].map(table).join('\n')

const targetTable = (targets: readonly Target[]): readonly (readonly string[])[] => [
  ['', 'measured', 'target', ''],
  ...targets.map(({ what, figure, most, least, unit = '×' }) => [
    what,
    `${figure.toPrecision(3)} ${unit}`,
    most === undefined ? `≥ ${least} ${unit}` : `≤ ${most} ${unit}`,
    figure <= (most ?? Number.POSITIVE_INFINITY) && figure >= (least ?? 0) ? 'reached' : 'missed',
  ]),
]

// Cells are padded so that the table is readable in a terminal too.
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

/** A time in milliseconds, printed in seconds. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`
