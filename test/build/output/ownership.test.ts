import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Output } from '../../../src/build/output/output.ts'
import {
  build,
  given,
  manifestOf,
  namesIn,
  type Programs,
  path,
  project,
  snapshot,
} from '../../support/output-folder.ts'

const test = suite('build: ownership of output files')

test('a program neither changes nor removes the files of another program', () => {
  const cwd = project('web.ts', 'db.ts')
  build(cwd, { 'web.ts': ['web0', 'web1'] })
  assert.equal(build(cwd, { 'db.ts': ['db0'] }).outcome, {
    written: ['db0.xml'],
    unchanged: [],
    removed: [],
  })
  assert.equal(namesIn(cwd), ['db0', 'web0', 'web1'])
  assert.equal(Object.keys(manifestOf(cwd).files), ['db0.xml', 'web0.xml', 'web1.xml'])
  assert.equal(build(cwd, { 'db.ts': ['db0'] }, { check: true }).found, [])
  assert.equal(build(cwd, { 'web.ts': ['web0', 'web1'] }, { check: true }).found, [])
  assert.equal(build(cwd, { 'web.ts': ['web0'] }).outcome?.removed, ['web1.xml'])
  assert.equal(namesIn(cwd), ['db0', 'web0'])
})

test('after a build of two programs, a build of one removes no file of the other', () => {
  const cwd = project('a.ts', 'b.ts')
  build(cwd, { 'a.ts': ['a0', 'shared'], 'b.ts': ['b0', 'shared'] })
  assert.equal(build(cwd, { 'a.ts': ['a0'] }).outcome?.removed, [])
  assert.equal(namesIn(cwd), ['a0', 'b0', 'shared'])
  assert.is(manifestOf(cwd).files['shared.xml'].program, '../b.ts')
  // The last owner may remove the file.
  assert.equal(build(cwd, { 'b.ts': ['b0'] }).outcome?.removed, ['shared.xml'])
})

test('each owner of a shared file may build the file alone', () => {
  const cwd = project('a.ts', 'b.ts')
  build(cwd, { 'a.ts': ['shared'], 'b.ts': ['shared'] })
  assert.equal(build(cwd, { 'b.ts': ['shared'] }).outcome?.unchanged, ['shared.xml'])
  assert.equal(build(cwd, { 'a.ts': ['shared'] }).outcome?.unchanged, ['shared.xml'])
  assert.equal(manifestOf(cwd).files['shared.xml'].program, ['../a.ts', '../b.ts'])
})

test('a program that makes a file of another program is an error, even if the text is equal or the file is missing', () => {
  for (const how of ['other text', 'same text', 'missing']) {
    const cwd = project('web.ts', 'db.ts')
    build(cwd, { 'web.ts': ['web0'] })
    if (how === 'missing') rmSync(path(cwd, 'web0'))
    const { found, diagnostics, outcome } = build(cwd, {
      'db.ts': ['db0', how === 'other text' ? 'web0:db' : 'web0'],
    })
    assert.is(outcome, undefined)
    assert.equal(found, ['VMC4018: db.ts makes web0.xml, which belongs to web.ts'])
    assert.is(diagnostics[0]!.file, path(cwd, 'web0'))
    assert.match(diagnostics[0]!.help!, 'vmc build web.ts db.ts')
    assert.not(existsSync(path(cwd, 'db0')))
  }
})

test('a domain can move to another program if both programs are built together', () => {
  const cwd = project('web.ts', 'db.ts')
  build(cwd, { 'web.ts': ['x', 'web0'] })
  assert.equal(build(cwd, { 'web.ts': ['web0'], 'db.ts': ['x'] }).found, [])
  assert.is(manifestOf(cwd).files['x.xml'].program, '../db.ts')
  assert.equal(build(cwd, { 'web.ts': ['web0'] }).outcome?.removed, [])
})

test('a program that was renamed takes over the files that it makes', () => {
  const cwd = project('web.ts')
  build(cwd, { 'web.ts': ['web0', 'web1'] })
  rmSync(join(cwd, 'web.ts'))
  writeFileSync(join(cwd, 'fleet.ts'), '')
  assert.equal(build(cwd, { 'fleet.ts': ['web0:new'] }).found, [
    'VMC4021: the program of web1.xml no longer exists: web.ts',
  ])
  assert.equal(namesIn(cwd), ['web0', 'web1'])
  assert.is(manifestOf(cwd).files['web0.xml'].program, '../fleet.ts')
  assert.is(manifestOf(cwd).files['web1.xml'].program, '../web.ts')
  assert.equal(build(cwd, { 'fleet.ts': ['web0:new'] }, { check: true }).found, [
    'VMC4021: the program of web1.xml no longer exists: web.ts',
  ])
  const pruned = build(cwd, { 'fleet.ts': ['web0:new'] }, { prune: true })
  assert.equal([pruned.found, pruned.outcome?.removed], [[], ['web1.xml']])
  assert.equal(namesIn(cwd), ['web0'])
})

test('all domains that are passed to build() as values have the same owner', () => {
  const cwd = project('web.ts')
  const folder = join(cwd, 'out')
  const values = (...names: readonly string[]) => {
    const output = new Output({ folder, entries: [], cwd })
    for (const name of names) output.add({ name: `${name}.xml`, text: name })
    const found = output.problems().map(({ code, message }) => `${code}: ${message}`)
    return found.length > 0 ? found : output.apply().removed
  }
  values('a', 'b')
  assert.is(manifestOf(cwd).files['a.xml'].program, undefined)
  assert.equal(build(cwd, { 'web.ts': ['web0'] }).outcome?.removed, [])
  assert.equal(values('a'), ['b.xml'])
  assert.equal(namesIn(cwd), ['a', 'web0'])
  assert.equal(build(cwd, { 'web.ts': ['a'] }).found, [
    'VMC4018: web.ts makes a.xml, which belongs to a call of build() without a program',
  ])
  assert.equal(values('web0'), [
    'VMC4018: a call of build() without a program makes web0.xml, which belongs to web.ts',
  ])
})

test('a program that loses more than half of its files, and at least two, stops the build', () => {
  const fleet = { 'infra.ts': ['a', 'b', 'c', 'd'] }
  const cases: readonly (readonly [now: readonly string[], lost: string | undefined])[] = [
    [['a', 'b', 'c'], undefined],
    [['a', 'b', 'new'], undefined],
    [['a', 'new1', 'new2', 'new3'], '3 of its 4 files: b.xml, c.xml, d.xml'],
    [[], '4 of its 4 files: a.xml, b.xml, c.xml, d.xml'],
  ]
  for (const [now, lost] of cases) {
    const cwd = project('infra.ts')
    build(cwd, fleet)
    const before = snapshot(cwd)
    const { found, diagnostics } = build(cwd, { 'infra.ts': now })
    if (lost === undefined) {
      assert.equal(found, [])
      assert.equal(namesIn(cwd), [...now].sort())
      continue
    }
    assert.equal(found, [`VMC4020: infra.ts no longer makes ${lost}`])
    assert.match(diagnostics[0]!.help!, '--prune')
    assert.equal(snapshot(cwd), before)
    // With --check the build reports only what is not up to date.
    const checked = build(cwd, { 'infra.ts': now }, { check: true }).found
    assert.ok(checked.length > 0 && checked.every(one => one.startsWith('VMC4011')))
    assert.equal(build(cwd, { 'infra.ts': now }, { prune: true }).found, [])
    assert.equal(namesIn(cwd), [...now].sort())
  }
})

test('a single file that the program no longer makes is removed, even if it was the only file', () => {
  const cwd = project('infra.ts')
  build(cwd, { 'infra.ts': ['a'] })
  assert.equal(build(cwd, { 'infra.ts': ['b'] }).outcome?.removed, ['a.xml'])
})

test('lost files are counted for each program of a build', () => {
  const cwd = project('a.ts', 'b.ts')
  build(cwd, { 'a.ts': ['a0', 'a1', 'a2', 'a3', 'a4'], 'b.ts': ['b0', 'b1'] })
  assert.equal(build(cwd, { 'a.ts': ['a0', 'a1', 'a2', 'a3', 'a4'], 'b.ts': ['b2'] }).found, [
    'VMC4020: b.ts no longer makes 2 of its 2 files: b0.xml, b1.xml',
  ])
})

test('files that were already deleted do not count as lost', () => {
  const cwd = project('infra.ts')
  build(cwd, { 'infra.ts': ['a', 'b', 'c'] })
  for (const name of ['a', 'b', 'c']) rmSync(path(cwd, name))
  assert.equal(build(cwd, { 'infra.ts': ['c', 'd'] }).found, [])
  assert.equal(namesIn(cwd), ['c', 'd'])
})

test('a build with `keep` removes no file, and keeps the manifest entries of other files', () => {
  const cwd = project('infra.ts')
  build(cwd, { 'infra.ts': ['a', 'b', 'c'] })
  const before = manifestOf(cwd).files
  assert.equal(build(cwd, { 'infra.ts': ['a:new'] }, { keep: true }).outcome, {
    written: ['a.xml'],
    unchanged: [],
    removed: [],
  })
  const { files } = manifestOf(cwd)
  assert.equal([files['b.xml'], files['c.xml']], [before['b.xml'], before['c.xml']])
})

/** Prepares a build of `programs`. Before it writes, a build of `others` changes the folder, as another process would. */
function interrupted(cwd: string, programs: Programs, others: Programs): Output {
  const before = snapshot(cwd)
  assert.equal(build(cwd, others).found, [])
  const after = snapshot(cwd)
  const restore = (files: typeof before) => {
    rmSync(join(cwd, 'out'), { recursive: true })
    mkdirSync(join(cwd, 'out'))
    for (const [name, text] of files) writeFileSync(join(cwd, 'out', name!), text!)
  }
  restore(before)
  const output = given(cwd, programs, {})
  assert.equal(output.problems(), [])
  for (const [name, text] of after) writeFileSync(join(cwd, 'out', name!), text!)
  return output
}

test('two builds at the same time keep the manifest entries of each other', () => {
  const cwd = project('web.ts', 'db.ts')
  build(cwd, { 'web.ts': ['web0'], 'db.ts': ['db0'] })
  interrupted(cwd, { 'db.ts': ['db0:new', 'db1'] }, { 'web.ts': ['web0:new', 'web1'] }).apply()
  assert.equal(Object.keys(manifestOf(cwd).files), ['db0.xml', 'db1.xml', 'web0.xml', 'web1.xml'])
  assert.equal(build(cwd, { 'web.ts': ['web0:newer', 'web1'] }).found, [])
  assert.equal(build(cwd, { 'db.ts': ['db0:newer', 'db1'] }).found, [])
})

test('a build writes nothing if another build made the same file, or a file to remove, at the same time', () => {
  const cases = [
    [{ 'db.ts': ['new'] }, { 'web.ts': ['web0', 'new'] }],
    [{ 'web.ts': ['web0'] }, { 'web.ts': ['web0', 'dev'] }],
  ] as const
  for (const [programs, others] of cases) {
    const cwd = project('web.ts', 'db.ts')
    build(cwd, { 'web.ts': ['web0'] })
    const output = interrupted(cwd, programs, others)
    assert.throws(() => output.apply(), /another build changed the folder at the same time/)
    output.discard()
    assert.equal(namesIn(cwd), Object.values(others).flat().sort())
  }
})

test('a build writes nothing if another build created the folder at the same time', () => {
  const cwd = project('db.ts')
  const db = given(cwd, { 'db.ts': ['db0'] }, {})
  mkdirSync(join(cwd, 'out'))
  writeFileSync(join(cwd, 'out/vmc.manifest.json'), '{ "files": {} }')
  assert.throws(() => db.apply(), /another build changed the folder at the same time/)
  db.discard()
  assert.equal(readdirSync(cwd).sort(), ['db.ts', 'out'])
  assert.equal(readdirSync(join(cwd, 'out')), ['vmc.manifest.json'])
})

test('a check names --prune where a build needs it', () => {
  const cwd = project('infra.ts')
  build(cwd, { 'infra.ts': ['a', 'b', 'c'] })
  const helps = (now: readonly string[]) =>
    build(cwd, { 'infra.ts': now }, { check: true }).diagnostics.map(({ help }) => help)
  assert.equal(helps(['a', 'b']), ['run vmc build, and commit the result'])
  const prune =
    'export the domain from the program again, or remove the file with vmc build --prune'
  assert.equal(helps(['a']), [prune, prune])
})

test.run()
