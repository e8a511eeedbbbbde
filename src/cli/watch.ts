import { type ChildProcess, fork } from 'node:child_process'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ProgramWatcher } from '../build/watch/program-watcher.ts'
import { listNames } from '../diagnostics/list-names.ts'
import { printableLine } from '../diagnostics/printable.ts'
import { isMachine } from '../diagnostics/render/formats.ts'
import { typecheck } from '../program/types/typecheck.ts'
import { WarmCompiler } from '../program/types/warm-compiler.ts'
import type { BuildArgs } from './build-args.ts'
import type { Context } from './context.ts'
import { plural } from './report.ts'
import { print } from './terminal.ts'
import type { Message } from './watch-worker.ts'

/** A child process that has already loaded vmc. It waits for the request to build, builds once, and exits. */
interface BuildWorker {
  readonly child: ChildProcess
  readonly ready: Promise<unknown>
}

/**
 * Runs a build. Runs the build again whenever a file changes that one of the programs uses. The command ends when the user
 * interrupts it.
 */
export async function watch(args: BuildArgs, context: Context): Promise<number> {
  const { cwd, stderr, interrupted } = context
  const compiler = new WarmCompiler()
  const watched = new ProgramWatcher(
    args.entry.map(entry => resolve(cwd, entry)),
    cwd,
  )
  const printMessage = (text: string): Promise<void> =>
    args.quiet || isMachine(args.format) ? Promise.resolve() : print(stderr, text)
  let next: BuildWorker | undefined
  let current: BuildWorker | undefined
  let isWatching = false

  const build = async (started: number): Promise<void> => {
    // After a change, the result of the running build would be out of date, so the build is killed. This is safe, because a
    // killed build leaves each file either completely old or completely new.
    current?.child.kill('SIGKILL')
    const worker = next ?? startWorker(context)
    next = undefined
    current = worker
    const types = args.noTypecheck ? [] : typecheck(args.entry, { cwd, warm: compiler.check })
    await worker.ready
    if (current !== worker) return
    send(worker, { args, started })
    Promise.resolve(types).then(types => send(worker, { types }))
    await endOf(worker)
    if (current !== worker) return
    // The worker for the next build is started in advance, so that the next build does not have to wait until the worker has
    // loaded vmc.
    next ??= startWorker(context)
    if (!isWatching) await printMessage(`watching ${plural(watched.size, 'file')}; Ctrl-C ends\n`)
    isWatching = true
  }

  const failed = new Promise<never>((_, reject) => {
    build(Date.now()).catch(reject)
    const buildOnChange = async (): Promise<never> => {
      const { paths, isContentOnly, at } = await watched.next()
      await printMessage(`\n${printableLine(listOf(paths, cwd))} changed\n`)
      compiler.invalidate(isContentOnly ? paths : undefined)
      build(at).catch(reject)
      return buildOnChange()
    }
    buildOnChange().catch(reject)
  })
  try {
    return await Promise.race([failed, ...(interrupted ? [interrupted()] : [])])
  } finally {
    for (const worker of [current, next]) worker?.child.kill('SIGKILL')
    compiler.close()
    watched.close()
  }
}

/** Starts a worker process for one build. The worker prints to the streams of the current process. */
function startWorker({ cwd, env }: Context): BuildWorker {
  const path = fileURLToPath(new URL('./watch-worker.js', import.meta.url))
  const child = fork(path, { cwd, env, stdio: 'inherit' })
  const ready = new Promise(resolve => child.once('message', resolve).once('exit', resolve))
  return { child, ready }
}

const endOf = ({ child }: BuildWorker): Promise<unknown> =>
  child.exitCode === null && child.signalCode === null
    ? new Promise(resolve => child.once('exit', resolve))
    : Promise.resolve()

// Sends a message to a worker. If the worker has already ended, the message is dropped.
function send({ child }: BuildWorker, message: Message): void {
  if (child.connected) child.send(message, () => {})
}

const MAX_PATHS = 3

// A folder changes with its files, so it is listed only if none of its files is.
const listOf = (paths: readonly string[], cwd: string): string =>
  listNames(
    paths
      .filter(path => !paths.some(other => dirname(other) === path))
      .map(path => relative(cwd, path) || '.'),
    MAX_PATHS,
  )
