import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builder } from './fleet-peers.ts'
import { type Command, cpuRatio, type Findings, medians, ratio } from './measure.ts'
import { project } from './program.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A part of vmc that exists only for speed, and the change in dist/ that switches it off. */
interface Part {
  readonly what: string
  readonly find: string
  readonly replace: string
}

const parts: readonly Part[] = [
  {
    what: 'fingerprints, and everything that is cached by them',
    find: '\tmatch(domain) {',
    replace: '\tmatch(domain) { return void 0;',
  },
  {
    what: 'rules whose inputs are the same do not run again',
    find: '\trunOn(node, match, run) {',
    replace: '\trunOn(node, match, run) { match = void 0;',
  },
  {
    what: 'similar domains are checked against the schema once',
    find: '\t#isKnownValid(match) {',
    replace: '\t#isKnownValid(match) { return false;',
  },
  {
    what: 'similar domains share the template of their text',
    find: 'function emitSimilar(root, match) {',
    replace: 'function emitSimilar(root, match) { match = void 0;',
  },
  {
    what: 'a thread writes the files',
    find: 'const FILES_BEFORE_WORKER = 500;',
    replace: 'const FILES_BEFORE_WORKER = Infinity;',
  },
  {
    what: 'only the first calls are located',
    find: 'const CAPTURED_CALLS = 2e3;',
    replace: 'const CAPTURED_CALLS = Infinity;',
  },
]

/** Measures what each part that exists only for speed gains: a build of F(n) with the part switched off. */
export async function run(quick: boolean): Promise<Findings> {
  const work = mkdtempSync(join(tmpdir(), 'vmc-bench-'))
  try {
    const n = quick ? 2000 : 10_000
    const out = join(work, 'out')
    const whole = builder(project(work), out)(n)
    const commands: Record<string, Command> = { whole }
    for (const part of parts) {
      const home = without(part, work)
      const build = builder(project(home, home), out)(n)
      const argv = build.argv.with(1, join(home, 'dist/cli/main.js'))
      commands[part.what] = { ...build, argv }
    }
    const taken = medians(commands, quick ? 3 : 7)
    return {
      tables: [
        [
          [`switched off, F(${n})`, 'time', 'CPU time'],
          ...parts.map(({ what }) => [
            what,
            `${ratio(taken[what]!, taken.whole!).toFixed(2)} ×`,
            `${cpuRatio(taken[what]!, taken.whole!).toFixed(2)} ×`,
          ]),
        ],
      ],
      targets: [],
    }
  } finally {
    rmSync(work, { recursive: true })
  }
}

/** A copy of the package without a part. */
function without({ what, find, replace }: Part, work: string): string {
  const copy = join(work, `without-${parts.findIndex(part => part.what === what)}`)
  mkdirSync(copy)
  cpSync(join(root, 'package.json'), join(copy, 'package.json'))
  cpSync(join(root, 'dist'), join(copy, 'dist'), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  let changed = 0
  for (const name of readdirSync(join(copy, 'dist'), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.js')) continue
    const file = join(copy, 'dist', name)
    const [before = '', ...after] = readFileSync(file, 'utf8').split(find)
    if (after.length === 0) continue
    changed += after.length
    writeFileSync(file, [before, ...after].join(replace))
  }
  if (changed !== 1) throw new Error(`"${find}" appears in dist/ ${changed} times, not once`)
  return copy
}
