import { type ChildProcess, fork } from 'node:child_process'
import { relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { typecheck } from '../compiler/types/typecheck.ts'
import { WarmCompiler } from '../compiler/types/warm-compiler.ts'
import { Watched } from '../compiler/watch/watched.ts'
import { isMachine } from '../diagnostics/render/formats.ts'
import type { Args } from './commands/build.ts'
import { plural } from './report.ts'
import { print } from './terminal.ts'
import type { Order } from './watch-worker.ts'

/** A process that stands ready to build once. */
interface Standby {
  readonly process: ChildProcess
  readonly ready: Promise<unknown>
}

/** Builds, and builds again whenever something changes that the programs are made of, until it is interrupted. */
export async function watch(args: Args): Promise<never> {
  const compiler = new WarmCompiler()
  const watched = new Watched(
    args.entry.map(entry => resolve(entry)),
    process.cwd(),
  )
  const talk = (text: string): Promise<void> =>
    args.quiet || isMachine(args.format) ? Promise.resolve() : print(process.stderr, text)
  let next: Standby | undefined
  let current: Standby | undefined
  let isWatching = false

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      for (const one of [current, next]) one?.process.kill('SIGKILL')
      compiler.close()
      process.exit(code)
    })
  }

  const build = async (started: number): Promise<void> => {
    // Whatever is being built is out of date. Killed at any moment, a build leaves every file either old or new.
    current?.process.kill('SIGKILL')
    const mine = next ?? stand()
    next = undefined
    current = mine
    const types = args.noTypecheck ? [] : typecheck(args.entry, { warm: compiler.check })
    await mine.ready
    if (current !== mine) return
    order(mine, { args, started })
    Promise.resolve(types).then(types => order(mine, { types }))
    await ended(mine)
    if (current !== mine) return
    // The next is made ready while nobody waits.
    next ??= stand()
    if (!isWatching) await talk(`watching ${plural(watched.size, 'file')}; Ctrl-C ends\n`)
    isWatching = true
  }

  const broken = new Promise<never>((_, reject) => {
    build(Date.now()).catch(reject)
    const again = async (): Promise<never> => {
      const { paths, areOnlyTexts, at } = await watched.next()
      await talk(`\n${told(paths)} changed\n`)
      compiler.invalidate(areOnlyTexts ? paths : undefined)
      build(at).catch(reject)
      return again()
    }
    again().catch(reject)
  })
  return broken
}

function stand(): Standby {
  const child = fork(fileURLToPath(new URL('./watch-worker.js', import.meta.url)), {
    stdio: 'inherit',
  })
  const ready = new Promise(done => child.once('message', done).once('exit', done))
  return { process: child, ready }
}

const ended = ({ process: { exitCode, signalCode }, process }: Standby): Promise<unknown> =>
  exitCode === null && signalCode === null
    ? new Promise(done => process.once('exit', done))
    : Promise.resolve()

// One that ended early has nothing to build any more.
function order({ process }: Standby, what: Order): void {
  if (process.connected) process.send(what, () => {})
}

const SHOWN = 3

function told(paths: readonly string[]): string {
  const names = paths.slice(0, SHOWN).map(path => relative('.', path) || '.')
  const more = paths.length - names.length
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ')
}
