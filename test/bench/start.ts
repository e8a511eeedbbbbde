import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { findCompiler } from '../../src/program/types/tsc.ts'
import { type Command, type Findings, medians, middle, ratio, seconds } from './measure.ts'
import { main, project } from './program.ts'

/** Measures short commands compared with an empty Node script: a build of one domain, a second build, help, and a save under --watch. */
export async function run(quick: boolean): Promise<Findings> {
  const work = mkdtempSync(join(tmpdir(), 'vmc-bench-'))
  try {
    const cwd = project(work)
    const runs = quick ? 3 : 15
    const remove = (...names: readonly string[]) => {
      for (const name of names) rmSync(join(cwd, name), { recursive: true, force: true })
    }
    const vmc = (...args: readonly string[]): Command => ({
      argv: [process.execPath, main, ...args],
      cwd,
    })
    const taken = medians(
      {
        node: { argv: [process.execPath, '--input-type=module', '-e', ''] },
        tsc: { argv: [findCompiler(), '--noEmit'], cwd },
        cold: { ...vmc('build'), before: () => remove('node_modules/.cache', 'vmc.out') },
        again: vmc('build'),
        unchecked: vmc('build', '--no-typecheck'),
        help: vmc('--help'),
        complete: vmc('--get-yargs-completions', 'vmc', 'build', '--wa'),
      },
      runs,
    )
    const saves = await measureSaves(cwd, quick ? 3 : 9)
    return {
      tables: [
        [
          ['', 'what it does', 'time'],
          ['node', 'an empty file', seconds(taken.node.ms)],
          ['tsc --noEmit', 'only the type check of F(1)', seconds(taken.tsc.ms)],
          ['vmc build', 'F(1), nothing cached', seconds(taken.cold.ms)],
          ['vmc build', 'F(1), second build, nothing changed', seconds(taken.again.ms)],
          ['vmc build', 'F(1), second build, no type check', seconds(taken.unchecked.ms)],
          ['vmc --help', '', seconds(taken.help.ms)],
          ['completion', 'completes an option', seconds(taken.complete.ms)],
          ...saves.map(({ what, ms }) => ['vmc build --watch', what, seconds(ms)]),
        ],
      ],
      targets: [
        {
          what: 'F(1), compared with tsc --noEmit',
          figure: ratio(taken.cold, taken.tsc),
          most: 0.8,
        },
        {
          what: 'F(1), second build compared with the first',
          figure: ratio(taken.again, taken.cold),
          most: 0.5,
        },
        {
          what: 'vmc --help, compared with node',
          figure: ratio(taken.help, taken.node),
          most: 1.5,
        },
        {
          what: 'completion, compared with node',
          figure: ratio(taken.complete, taken.node),
          most: 1.5,
        },
        ...saves.map(({ what, ms, most }) => ({ what, figure: Math.round(ms), most, unit: 'ms' })),
      ],
    }
  } finally {
    rmSync(work, { recursive: true })
  }
}

/** How long the user of `vmc build --watch` waits for the files, at most, in milliseconds by number of domains. */
const MOST_PER_SAVE = [
  [1, 120],
  [100, 150],
  [1000, 400],
] as const

interface Save {
  readonly what: string
  readonly ms: number
  readonly most: number
}

/** Measures saves of programs of three sizes, with the files in memory, where the time of vmc itself shows, and on disk. */
async function measureSaves(onDisk: string, runs: number): Promise<readonly Save[]> {
  const memory = existsSync('/dev/shm') ? mkdtempSync('/dev/shm/vmc-bench-') : undefined
  try {
    const places = [
      ...(memory === undefined ? [] : [{ cwd: project(memory), where: 'files in memory' }]),
      { cwd: onDisk, where: 'files on disk' },
    ]
    const saves: Save[] = []
    for (const { cwd, where } of places)
      for (const [n, most] of MOST_PER_SAVE) {
        const what = `F(${n}), from saving to the last file written, ${where}`
        saves.push({ what, ms: await watched(cwd, n, runs), most })
      }
    return saves
  } finally {
    if (memory !== undefined) rmSync(memory, { recursive: true })
  }
}

/** The median time from saving a program of `n` domains until its last file is written, in milliseconds. */
async function watched(cwd: string, n: number, runs: number): Promise<number> {
  const file = join(cwd, 'infra.ts')
  const last = join(cwd, 'vmc.out', `vm${String(n - 1).padStart(6, '0')}.xml`)
  const program = readFileSync(file, 'utf8')
  const child = spawn(process.execPath, [main, 'build', '--watch', '-q'], {
    cwd,
    env: { ...process.env, N: String(n) },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const untilWritten = async (vcpus: number): Promise<void> => {
    for (;;) {
      try {
        if (readFileSync(last, 'utf8').includes(`<vcpu>${vcpus}</vcpu>`)) return
      } catch {
        // The file does not exist yet.
      }
      await setTimeout(1)
    }
  }
  const times: number[] = []
  try {
    await untilWritten(2)
    for (let run = 1; run <= runs; run++) {
      // Leave time for the next worker to load, as a person does between two saves.
      await setTimeout(1500)
      const started = performance.now()
      writeFileSync(file, program.replace('.vcpu(2)', `.vcpu(${run + 2})`))
      await untilWritten(run + 2)
      times.push(performance.now() - started)
    }
  } finally {
    child.kill('SIGINT')
    writeFileSync(file, program)
  }
  return middle(times)
}
