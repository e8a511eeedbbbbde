import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname } from 'node:path'

/** Makes special files at a path, by the name that vmc uses in messages. */
export const specialFiles = {
  'a named pipe': (path: string): void => {
    execFileSync('mkfifo', [path])
  },
  'a device': (path: string): void => symlinkSync('/dev/zero', path),
} as const

/** Makes a named pipe, and its folder if needed. */
export function namedPipe(path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  specialFiles['a named pipe'](path)
}

/** Runs a function while there is a socket at a path. */
export async function withSocket<T>(path: string, run: () => T | Promise<T>): Promise<T> {
  const server = createServer()
  await new Promise<void>(done => server.listen(path, done))
  try {
    return await run()
  } finally {
    await new Promise(done => server.close(done))
  }
}
