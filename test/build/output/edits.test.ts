import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  build,
  given,
  manifestOf,
  path,
  project,
  snapshot,
  text,
} from '../../support/output-folder.ts'

const test = suite('build: output files edited by hand')

test('a file that was edited by hand stops a build that would change or remove the file', () => {
  const cwd = project('infra.ts')
  build(cwd, { 'infra.ts': ['a', 'b', 'c', 'd'] })
  writeFileSync(path(cwd, 'a'), '<edited/>')
  writeFileSync(path(cwd, 'd'), '<edited/>')
  const before = snapshot(cwd)
  const now = { 'infra.ts': ['a', 'b:new', 'c'] }
  const { found, diagnostics } = build(cwd, now)
  assert.equal(found, ['VMC4019: a.xml was edited by hand', 'VMC4019: d.xml was edited by hand'])
  assert.equal(
    diagnostics.map(({ file }) => file),
    [path(cwd, 'a'), path(cwd, 'd')],
  )
  assert.equal(snapshot(cwd), before)
  const checked = build(cwd, now, { check: true })
  assert.equal(checked.found, [
    'VMC4011: a.xml was edited by hand, and differs from the output of the program',
    'VMC4011: b.xml differs from the output of the program',
    'VMC4011: d.xml was edited by hand, and is not produced by the program any more',
  ])
  const edited =
    'make the same change in the program, or discard the edit with vmc build --overwrite'
  assert.equal(
    checked.diagnostics.map(({ help }) => help),
    [edited, 'run vmc build, and commit the result', edited],
  )
  const { outcome } = build(cwd, now, { overwrite: true })
  assert.equal(outcome, {
    written: ['a.xml', 'b.xml'],
    unchanged: ['c.xml'],
    removed: ['d.xml'],
  })
  assert.is(text(cwd, 'a'), '<a/>\n')
})

test('an edit that equals the new output of the program is accepted', () => {
  const cwd = project('infra.ts')
  build(cwd, { 'infra.ts': ['a'] })
  writeFileSync(path(cwd, 'a'), '<new/>\n')
  assert.equal(build(cwd, { 'infra.ts': ['a:new'] }).outcome?.unchanged, ['a.xml'])
  assert.equal(build(cwd, { 'infra.ts': ['a:newer'] }).outcome?.written, ['a.xml'])
})

test('edited files of other programs and foreign files stop no build, and --overwrite does not change them', () => {
  const cwd = project('web.ts', 'db.ts')
  build(cwd, { 'web.ts': ['web0', 'web1'] })
  writeFileSync(path(cwd, 'web0'), '<edited/>')
  writeFileSync(path(cwd, 'own'), '<own/>')
  const all = { prune: true, overwrite: true }
  assert.equal(build(cwd, { 'db.ts': ['db0'] }, all).found, [])
  assert.equal([text(cwd, 'web0'), text(cwd, 'own')], ['<edited/>', '<own/>'])
  assert.equal(build(cwd, { 'db.ts': ['db0', 'own', 'web0'] }, all).found, [
    'VMC4012: own.xml already exists, and vmc did not write it',
    'VMC4018: db.ts makes web0.xml, which belongs to web.ts',
  ])
})

test('CRLF line ends do not count as a change, in files and in the manifest', () => {
  const cwd = project('infra.ts')
  build(cwd, { 'infra.ts': ['a', 'b', 'c'] })
  for (const [name, before] of snapshot(cwd))
    writeFileSync(join(cwd, 'out', name!), before!.replaceAll('\n', '\r\n'))
  const crlf = snapshot(cwd)
  assert.equal(build(cwd, { 'infra.ts': ['a', 'b', 'c'] }, { check: true }).found, [])
  assert.equal(build(cwd, { 'infra.ts': ['a', 'b', 'c'] }).outcome, {
    written: [],
    unchanged: ['a.xml', 'b.xml', 'c.xml'],
    removed: [],
  })
  assert.equal(snapshot(cwd), crlf)
  assert.equal(build(cwd, { 'infra.ts': ['a', 'b:new'] }).outcome, {
    written: ['b.xml'],
    unchanged: ['a.xml'],
    removed: ['c.xml'],
  })
  assert.is(text(cwd, 'a'), '<a/>\r\n')
})

test('after an interrupted build, neither old nor new files count as edited', () => {
  const cwd = project('infra.ts')
  build(cwd, { 'infra.ts': ['a', 'b', 'c'] })
  const old = snapshot(cwd)
  // The second file cannot be replaced, so the build stops with its interim manifest on disk.
  const output = given(cwd, { 'infra.ts': ['a:new', 'b:new'] }, {})
  rmSync(path(cwd, 'b'))
  mkdirSync(path(cwd, 'b'))
  assert.throws(() => output.apply(), /changed before that: a\.xml/)
  rmSync(path(cwd, 'b'), { recursive: true })
  for (const [name, before] of old)
    if (name === 'b.xml' || name === 'c.xml') writeFileSync(join(cwd, 'out', name), before!)
  assert.equal(Object.keys(manifestOf(cwd).files), ['a.xml', 'b.xml', 'c.xml'])
  // vmc wrote both the old and the new texts, so a third text may replace them.
  assert.equal(build(cwd, { 'infra.ts': ['a:newer', 'b:newer', 'c'] }).found, [])
  assert.equal(
    Object.values<object>(manifestOf(cwd).files).filter(one => 'replaces' in one),
    [],
  )
})

test.run()
