import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MACHINES } from '../../src/cli/default-format.ts'
import { run } from './command.ts'

/** The path of the built command. */
export const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** The result of a call of the command. */
export interface Result {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** The folder that the command ran in. */
  readonly cwd: string
}

const folders: string[] = []
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** The contents of files, by name. */
export type Files = Readonly<Record<string, string | Uint8Array>>

type Env = Readonly<Record<string, string>>

function newFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'vmc-'))
  folders.push(path)
  return path
}

/** A new folder with these files, removed when the tests end. */
export function folder(files: Files = {}): string {
  const cwd = newFolder()
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true })
    writeFileSync(join(cwd, name), text)
  }
  return cwd
}

/** Renames a folder. Node loads a module once, so a program that has changed needs a new path to run again. */
export function renamed(cwd: string): string {
  const next = newFolder()
  renameSync(cwd, next)
  return next
}

// What the test runner adds, and what makes vmc print for machines.
const LEFT_OUT = ['NODE_OPTIONS', 'FORCE_COLOR', 'NO_COLOR', ...MACHINES]

/** The environment of the command: that of the tests, as if a person ran it. */
export function environment(env: Env = {}): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(([name]) => !LEFT_OUT.includes(name))
  return { ...Object.fromEntries(inherited), ...env }
}

/**
 * Runs the command in this process: in a folder, or in a new folder with these files. The result has everything that the
 * command and its program print.
 */
export async function vmc(
  args: readonly string[],
  where: string | Files = {},
  env: Env = {},
  input: string | Uint8Array = '',
): Promise<Result> {
  const cwd = typeof where === 'string' ? where : folder(where)
  const [stdout, stderr] = [new Capture(), new Capture()]
  const code = await run(args, {
    cwd,
    env: environment(env),
    stdin: bytes(input),
    stdout,
    stderr,
  })
  return { code, stdout: stdout.text, stderr: stderr.text, cwd }
}

/**
 * Calls a function while the environment of this process has these variables. For what does not read the environment of
 * the command: yargs, the processes that the command starts, and the user's program.
 */
export async function withEnv<T>(env: Env, run: () => Promise<T>): Promise<T> {
  const before = { ...process.env }
  Object.assign(process.env, env)
  try {
    return await run()
  } finally {
    for (const name of Object.keys(env)) delete process.env[name]
    Object.assign(process.env, before)
  }
}

async function* bytes(input: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield Buffer.from(input)
}

/** Runs the command in this process with a fake terminal, and returns what it shows: stdout and stderr together. */
export async function inTerminal(
  args: readonly string[],
  where: string | Files,
  columns = 80,
  env: Env = {},
): Promise<string> {
  const terminal = Object.assign(new Capture(), { isTTY: true, columns })
  await run(args, {
    cwd: typeof where === 'string' ? where : folder(where),
    env: environment({ TERM: 'xterm-256color', ...env }),
    stdin: bytes(''),
    stdout: terminal,
    stderr: terminal,
  })
  return terminal.text
}

class Capture {
  text = ''

  readonly write = (text: string, ...rest: readonly unknown[]): boolean => {
    this.text += text
    const done = rest.at(-1)
    if (typeof done === 'function') done()
    return true
  }
}

/** Runs the command in a process of its own, which is slower. Only for tests that depend on a process. */
export function spawnVmc(
  args: readonly string[],
  where: string | Files = {},
  env: Env = {},
  input: string | Uint8Array = '',
): Promise<Result> {
  const cwd = typeof where === 'string' ? where : folder(where)
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: environment(env),
    // A run that hangs fails, instead of the tests hanging with it.
    timeout: 60_000,
    killSignal: 'SIGKILL',
  })
  // The command need not read its input.
  child.stdin.on('error', () => {}).end(input)
  return new Promise((resolve, reject) => {
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text
    })
    child.on('error', reject)
    child.on('close', code => resolve({ code, stdout, stderr, cwd }))
  })
}
