import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { cacheFolder, digest, readCached, writeCached } from '../../src/program/cache.ts'
import { folder, spawnVmc } from '../support/vmc.ts'

const test = suite('program: cache')

const files = {
  'package.json': '{}',
  'node_modules/x/package.json': '{}',
  'infra.ts': `import { domain } from 'libvmc'
export default domain('built').hvm().memory('1GiB')`,
}

const build = (cwd: string, env = {}) => spawnVmc(['build', '--stdout', '--no-typecheck'], cwd, env)

/** The cached JavaScript of a project, after a build. */
async function cachedIn(cwd: string): Promise<string> {
  assert.is((await build(cwd)).code, 0)
  const cache = join(cwd, 'node_modules/.cache/vmc')
  const name = readdirSync(cache).find(one => one.startsWith('js-'))
  assert.ok(name)
  return join(cache, name)
}

const forge = (text: string): string => text.replaceAll('built', 'forged')

test('JavaScript that was edited in the cache does not run', async () => {
  const cwd = folder(files)
  const cached = await cachedIn(cwd)
  writeFileSync(cached, forge(readFileSync(cached, 'utf8')))
  assert.match((await build(cwd)).stdout, '<name>built</name>')
})

test('a checksum beside the edited JavaScript does not make it run', async () => {
  const cwd = folder(files)
  const cached = await cachedIn(cwd)
  const lines = readFileSync(cached, 'utf8').split('\n')
  const code = forge(lines.slice(1).join('\n'))
  const checksums = [digest(code), createHash('sha256').update(code).digest('hex')]
  for (const checksum of checksums) {
    writeFileSync(cached, `${checksum}\n${code}`)
    assert.match((await build(cwd)).stdout, '<name>built</name>')
  }
})

test('the copy of a single-file program is replaced if it was edited', async () => {
  const cwd = folder(files)
  const cache = join(await cachedIn(cwd), '..')
  for (const name of readdirSync(cache).filter(one => one.startsWith('run-'))) {
    const file = join(cache, name)
    writeFileSync(file, forge(readFileSync(file, 'utf8')))
  }
  assert.match((await build(cwd)).stdout, '<name>built</name>')
})

test('a text is read only at its own path, with its own key, by its own user', async () => {
  const cache = folder()
  const file = join(cache, 'a')
  writeCached(file, 'key', 'text\nof two lines')
  assert.is(readCached(file, 'key'), 'text\nof two lines')
  assert.is(readCached(file, 'other'), undefined)
  cpSync(file, join(cache, 'b'))
  assert.is(readCached(join(cache, 'b'), 'key'), undefined)
  // Another user has another key.
  const cwd = folder(files)
  const cached = await cachedIn(cwd)
  const before = statSync(cached).ino
  assert.is((await build(cwd, { XDG_STATE_HOME: folder() })).code, 0)
  assert.is.not(statSync(cached).ino, before)
})

test('a key that others can read is replaced', async () => {
  const state = folder()
  const cwd = folder(files)
  const env = { XDG_STATE_HOME: state }
  const key = join(state, 'vmc/cache-key')
  assert.is((await build(cwd, env)).code, 0)
  const before = readFileSync(key, 'utf8')
  assert.is(statSync(key).mode & 0o777, 0o600)
  assert.is((await build(cwd, env)).code, 0)
  assert.is(readFileSync(key, 'utf8'), before)
  chmodSync(key, 0o644)
  assert.is((await build(cwd, env)).code, 0)
  assert.is.not(readFileSync(key, 'utf8'), before)
})

test('without a place for the key, nothing is cached', async () => {
  const cwd = folder({ ...files, state: 'a file' })
  const { code, stdout } = await build(cwd, { XDG_STATE_HOME: join(cwd, 'state') })
  assert.equal([code, stdout.includes('built')], [0, true])
  const cache = join(cwd, 'node_modules/.cache/vmc')
  assert.not(existsSync(cache) && readdirSync(cache).some(name => name.startsWith('js-')))
})

test('a cache folder that everybody can write to is not used', () => {
  const cwd = folder(files)
  const cache = join(cwd, 'node_modules/.cache/vmc')
  assert.is(cacheFolder(cwd), cache)
  chmodSync(join(cwd, 'node_modules'), 0o777)
  assert.is(cacheFolder(cwd), undefined)
})

test.run()
