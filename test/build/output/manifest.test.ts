import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { hash } from '../../../src/build/output/manifest.ts'
import { Output } from '../../../src/build/output/output.ts'
import { build, manifestOf, namesIn, path, project, snapshot } from '../../support/output-folder.ts'

const test = suite('build: manifest')

test('the manifest records the document, hash and programs of each file', () => {
  const cwd = project('web.ts', 'db.ts')
  const folder = join(cwd, 'out')
  const entries = [join(cwd, 'web.ts'), join(cwd, 'db.ts')]
  const output = new Output({ folder, entries })
  const document = { kind: 'domain', name: 'web0', host: 'hv1' } as const
  output.add({ name: 'web0.xml', text: '<web0/>\n', document, programs: [entries[0]!] })
  output.add({ name: 'db0.xml', text: '<db0/>\n', programs: [entries[1]!] })
  output.add({ name: 'both.xml', text: '<both/>\n', programs: entries })
  output.apply()
  const { files } = manifestOf(cwd)
  assert.equal(Object.keys(files), ['both.xml', 'db0.xml', 'web0.xml'])
  assert.equal(files['web0.xml'], {
    kind: 'domain',
    name: 'web0',
    host: 'hv1',
    hash: hash('<web0/>\n'),
    program: '../web.ts',
  })
  assert.equal(files['both.xml'].program, ['../db.ts', '../web.ts'])
  assert.is(files['db0.xml'].host, undefined)
})

test('the manifest does not depend on the order of programs or files', () => {
  const one = project('web.ts', 'db.ts')
  const other = project('web.ts', 'db.ts')
  build(one, { 'web.ts': ['web0', 'both'], 'db.ts': ['both', 'db0'] })
  build(other, { 'db.ts': ['db0', 'both'], 'web.ts': ['both', 'web0'] })
  assert.equal(snapshot(one), snapshot(other))
})

/** Creates a project whose output folder has a manifest and files with the text `<name/>`. */
function withManifest(manifest: unknown, files: readonly string[], ...programs: readonly string[]) {
  const cwd = project(...programs)
  mkdirSync(join(cwd, 'out'))
  for (const name of files) writeFileSync(path(cwd, name), `<${name}/>\n`)
  writeFileSync(join(cwd, 'out/vmc.manifest.json'), JSON.stringify(manifest))
  return cwd
}
const hashes = (...names: readonly string[]) =>
  Object.fromEntries(names.map(name => [`${name}.xml`, hash(`<${name}/>\n`)]))

test('in a manifest of the first format, every file belongs to all programs of the manifest', () => {
  const old = { vmc: '0.1.0', entry: ['../web.ts'], files: hashes('web0', 'web1') }
  const cwd = withManifest(old, ['web0', 'web1'], 'web.ts', 'db.ts')
  assert.equal(build(cwd, { 'db.ts': ['web0'] }).found, [
    'VMC4018: db.ts makes web0.xml, which belongs to web.ts',
  ])
  assert.equal(build(cwd, { 'db.ts': ['db0'] }).outcome?.removed, [])
  assert.equal(build(cwd, { 'web.ts': ['web0', 'web1'] }).outcome?.unchanged.length, 2)
  assert.equal(manifestOf(cwd).files['web1.xml'], {
    kind: 'domain',
    name: 'web1',
    hash: hash('<web1/>\n'),
    program: '../web.ts',
  })
})

test('files of two programs in a manifest of the first format go to the program that makes them', () => {
  const old = { vmc: '0.1.0', entry: ['../a.ts', '../b.ts'], files: hashes('a', 'b', 'gone') }
  const cwd = withManifest(old, ['a', 'b', 'gone'], 'a.ts', 'b.ts')
  assert.equal(build(cwd, { 'a.ts': ['a:new'] }).outcome?.removed, [])
  assert.equal(build(cwd, { 'b.ts': ['b'] }).outcome?.removed, ['gone.xml'])
  const { files } = manifestOf(cwd)
  assert.equal(
    Object.values<{ program: string }>(files).map(one => one.program),
    ['../a.ts', '../b.ts'],
  )
})

test('unknown keys in a manifest are ignored, and paths outside the folder are not removed', () => {
  const entry = { kind: 'domain', name: 'a', hash: hash('<a/>\n'), program: '../a.ts', new: [1] }
  const outside = ['../kept.xml', 'x/../kept.xml', '..', '__proto__', 'kept.txt', 'b\\c.xml']
  const files = {
    'a.xml': entry,
    ...Object.fromEntries(outside.map(name => [name, entry])),
    'number.xml': 5,
    'null.xml': null,
    'list.xml': [entry],
    'hash.xml': { ...entry, hash: 5 },
    'odd.xml': { hash: hash('<odd/>\n'), kind: 1, name: {}, host: [], program: { a: 1 } },
  }
  const names = ['a', 'number', 'null', 'list', 'hash', 'odd']
  const cwd = withManifest({ vmc: '9.0.0', files, more: {} }, names, 'a.ts')
  writeFileSync(join(cwd, 'kept.xml'), 'kept')
  assert.equal(build(cwd, { 'a.ts': ['b'] }).outcome?.removed, ['a.xml'])
  assert.equal(namesIn(cwd), ['b', 'hash', 'list', 'null', 'number', 'odd'])
  assert.ok(existsSync(join(cwd, 'kept.xml')))
  assert.equal(Object.keys(manifestOf(cwd).files), ['b.xml', 'odd.xml'])
})

test.run()
