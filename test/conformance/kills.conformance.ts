// Kills builds, at random moments and at exact calls of rename and remove. Afterwards, every file must be old or new, the
// manifest must list it, and the next build must leave nothing behind. KILLS sets the number of kills, SEED the random seed.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { environment, folder, main } from '../support/vmc.ts'
import { seeded } from './mutate.ts'

const test = suite('killed builds')
const KILLS = Number(process.env.KILLS ?? 16)
const SEED = Number(process.env.SEED ?? 2010)
const SIGNALS = ['SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const
const SIZES = [1, 50, 600, 2000]
const preload = fileURLToPath(new URL('../support/kill-at.mjs', import.meta.url))
const random = seeded(SEED)

// A part of the domains changes, a part stays, and some exist in one version only.
const program = (size: number) => `import { domain } from 'libvmc'
const version = Number(process.env.VERSION)
export default Array.from({ length: ${size} }, (_, nth) => {
  const name = nth % 20 === 7 ? 'vm' + nth + 'v' + version : 'vm' + nth
  return domain(name).hvm().acpi().memory('1GiB').title(nth % 3 === 1 ? 'same' : 'version ' + version)
})
`

type Texts = ReadonlyMap<string, string>

interface Project {
  readonly cwd: string
  readonly out: string
  /** The complete output of each version. */
  readonly versions: readonly [Texts, Texts]
  /** How many files a change of the version renames and removes. */
  readonly calls: number
  /** How long a build takes, in milliseconds. */
  readonly ms: number
}

interface Running {
  readonly signal: (signal: NodeJS.Signals) => void
  readonly closed: Promise<NodeJS.Signals | number | null>
}

function start(cwd: string, version: number, env: Readonly<Record<string, string>> = {}): Running {
  const args = env.KILL_AT || env.COUNT_IN ? ['--import', preload] : []
  const child = spawn(process.execPath, [...args, main, 'build', '--no-typecheck', '-q'], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...environment(),
      VERSION: String(version),
      XDG_CACHE_HOME: join(cwd, 'cache'),
      TMPDIR: join(cwd, 'temp'),
      ...env,
    },
  })
  return {
    signal: signal => child.kill(signal),
    closed: new Promise(resolve => child.on('close', (code, signal) => resolve(signal ?? code))),
  }
}

const textsIn = (out: string): Texts =>
  new Map(readdirSync(out).map(name => [name, readFileSync(join(out, name), 'utf8')]))

async function newProject(size: number): Promise<Project> {
  const cwd = folder({
    'infra.ts': program(size),
    'package.json': '{ "type": "module" }',
    'temp/a.js': '',
  })
  const out = join(cwd, 'vmc.out')
  const counted = join(cwd, 'calls')
  const texts: Texts[] = []
  const started = performance.now()
  for (const version of [0, 1]) {
    assert.is(await start(cwd, version, { COUNT_IN: counted }).closed, 0)
    texts.push(textsIn(out))
    if (version === 0) rmSync(counted)
  }
  const [first, second] = texts
  const ms = (performance.now() - started) / 2
  const calls = readFileSync(counted, 'utf8').length
  rmSync(counted)
  return { cwd, out, versions: [first!, second!], calls, ms }
}

/** Asserts that every file is old or new, and that the manifest lists it. */
function assertWhole({ out, versions }: Project, how: string): void {
  if (!existsSync(out)) return
  const texts = textsIn(out)
  const { files } = JSON.parse(texts.get('vmc.manifest.json') ?? '{}') as { files: object }
  for (const [name, text] of texts) {
    if (!name.endsWith('.xml')) continue
    assert.ok(
      versions.some(version => version.get(name) === text),
      `${name} is neither old nor new ${how}`,
    )
    assert.ok(Object.hasOwn(files, name), `the manifest does not list ${name} ${how}`)
  }
}

/** The staged files, and the temporary files of the cache, that are left in a project. */
const strays = (cwd: string): readonly string[] =>
  readdirSync(cwd, { recursive: true })
    .map(String)
    .filter(name => /(^|\/)\.vmc-|\.\d+$/.test(name))

async function kill(project: Project, nth: number): Promise<'killed' | 'finished'> {
  const { cwd, out, versions, calls, ms } = project
  const isExact = nth % 6 === 0
  const isFirst = !isExact && random() < 0.2
  if (isFirst) rmSync(out, { recursive: true, force: true })
  const version = nth % 2
  const at = 1 + Math.floor(random() * calls)
  const running = start(cwd, version, isExact ? { KILL_AT: String(at) } : {})
  const signal = SIGNALS[Math.floor(random() * SIGNALS.length)]!
  // Most of the time passes before the first file is written.
  const moment = Math.floor(ms * (0.3 + random() * 0.8))
  if (!isExact) {
    await Promise.race([setTimeout(moment), running.closed])
    running.signal(signal)
  }
  const end = await running.closed
  const how = `after ${isExact ? `SIGKILL at call ${at} of ${calls}` : `${signal} at ${moment} ms`}${isFirst ? ' of the first build' : ''} of ${versions[0].size - 1} domains, seed ${SEED}`
  assertWhole(project, how)
  assert.is(await start(cwd, version).closed, 0, `the next build fails ${how}`)
  assert.equal([...textsIn(out)].sort(), [...versions[version]!].sort(), `the next build ${how}`)
  assert.equal(strays(cwd), [], `something is left ${how}`)
  return end === 0 ? 'finished' : 'killed'
}

test(`after ${KILLS} kills, every file is old or new, and the next build leaves nothing behind`, async () => {
  const projects: Project[] = []
  for (const size of SIZES) projects.push(await newProject(size))
  let killed = 0
  for (let nth = 0; nth < KILLS; nth++)
    if (
      (await kill(projects[nth % projects.length]!, Math.floor(nth / projects.length))) === 'killed'
    )
      killed++
  assert.ok(killed > KILLS / 3, `only ${killed} of ${KILLS} builds were killed`)
})

test.run()
