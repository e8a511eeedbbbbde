import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** What a run of the command gave. */
export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** The folder it ran in. */
  readonly cwd: string
}

const made: string[] = []
process.on('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

/** What files hold, by their names. */
export type Files = Readonly<Record<string, string | Uint8Array>>

/** A new folder with these files, until the tests are over. */
export function folder(files: Files = {}): string {
  const cwd = mkdtempSync(join(tmpdir(), 'vmc-'))
  made.push(cwd)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true })
    writeFileSync(join(cwd, name), text)
  }
  return cwd
}

/** Runs the built command in a folder, a new one with these files if only files are given; it reads the input. */
export function vmc(
  args: readonly string[],
  where: string | Files = {},
  env: Readonly<Record<string, string>> = {},
  input: string | Uint8Array = '',
): Promise<Ran> {
  const cwd = typeof where === 'string' ? where : folder(where)
  const { NODE_OPTIONS: _, FORCE_COLOR: __, ...inherited } = process.env
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { ...inherited, ...env },
    // A run that hangs fails, instead of the tests hanging with it.
    timeout: 60_000,
    killSignal: 'SIGKILL',
  })
  // It need not be read.
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
