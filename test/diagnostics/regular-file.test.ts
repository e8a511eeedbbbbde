import { spawn } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  readRegularFile,
  SpecialFileError,
  specialKind,
} from '../../src/diagnostics/regular-file.ts'
import { namedPipe, withSocket } from '../support/special-files.ts'
import { folder } from '../support/vmc.ts'

const test = suite('diagnostics: regular files')

const at = folder({ 'file.txt': 'text', 'folder/x': '' })
const pipe = join(at, 'pipe')
namedPipe(pipe)

// If the code under test does open the pipe, opening the other end here unblocks it, so that the test fails instead of
// hanging.
const rescue = spawn('sh', ['-c', 'sleep 20; : > "$1"', 'sh', pipe], { detached: true })
test.after(() => {
  process.kill(-rescue.pid!)
})

const refused = (path: string, kind: string): void => {
  assert.is(specialKind(path), kind)
  assert.throws(
    () => readRegularFile(path),
    (error: unknown) =>
      error instanceof SpecialFileError && error.message === `${path} is ${kind}, not a file`,
  )
}

test('named pipes, sockets and devices are never opened, also through a link', async () => {
  refused(pipe, 'a named pipe')
  symlinkSync(pipe, join(at, 'link'))
  refused(join(at, 'link'), 'a named pipe')
  refused('/dev/null', 'a device')
  symlinkSync('/dev/zero', join(at, 'zero'))
  refused(join(at, 'zero'), 'a device')
  const socket = join(at, 'socket')
  await withSocket(socket, () => refused(socket, 'a socket'))
})

test('files are read, also through a link', () => {
  symlinkSync('file.txt', join(at, 'file-link'))
  for (const name of ['file.txt', 'file-link']) {
    assert.is(specialKind(join(at, name)), undefined)
    assert.is(readRegularFile(join(at, name), 'utf8'), 'text')
    assert.equal(readRegularFile(join(at, name)), Buffer.from('text'))
  }
})

test('folders and missing files fail with the error of the system', () => {
  for (const [name, code] of [
    ['folder', 'EISDIR'],
    ['missing', 'ENOENT'],
    ['file.txt/x', 'ENOTDIR'],
  ] as const) {
    assert.is(specialKind(join(at, name)), undefined)
    assert.throws(
      () => readRegularFile(join(at, name)),
      (error: NodeJS.ErrnoException) => error.code === code,
    )
  }
})

test.run()
