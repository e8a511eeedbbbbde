import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname } from 'node:path'

/** What can be in the place of a file, and how vmc calls it. */
export const specialFiles = {
  'a named pipe': (path: string): void => {
    execFileSync('mkfifo', [path])
  },
  'a device': (path: string): void => symlinkSync('/dev/zero', path),
} as const

/** Puts a named pipe in the place of a file. */
export function namedPipe(path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  specialFiles['a named pipe'](path)
}

/** Puts a socket in the place of a file while something runs. */
export async function withSocket<T>(path: string, run: () => T | Promise<T>): Promise<T> {
  const server = createServer()
  await new Promise<void>(done => server.listen(path, done))
  try {
    return await run()
  } finally {
    await new Promise(done => server.close(done))
  }
}
