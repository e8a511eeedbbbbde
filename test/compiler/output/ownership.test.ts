import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { hash } from '../../../src/compiler/output/manifest.ts'
import { Output, type OutputOptions } from '../../../src/compiler/output/output.ts'

const test = suite('compiler: ownership of output files')

const folders: string[] = []
test.after(() => {
  for (const one of folders) rmSync(one, { recursive: true, force: true })
})

/** A project with these programs, which are empty files here. */
function project(...programs: readonly string[]): string {
  const cwd = mkdtempSync(join(tmpdir(), 'vmc-ownership-'))
  folders.push(cwd)
  for (const program of programs) writeFileSync(join(cwd, program), '')
  return cwd
}

/** The names of the domains that each program makes; a text other than the usual one follows a colon. */
type Programs = Readonly<Record<string, readonly string[]>>
type Options = Partial<Omit<OutputOptions, 'folder' | 'entries'>>

/** Builds programs into `out`; reports codes and messages, and what was done if nothing stopped the build. */
function build(cwd: string, programs: Programs, options: Options = {}) {
  const output = given(cwd, programs, options)
  const found = output.faults()
  const isStopped = options.check || found.some(one => one.severity === 'error')
  const outcome = isStopped ? undefined : output.apply()
  if (isStopped) output.discard()
  return { found: found.map(({ code, message }) => `${code}: ${message}`), outcome, found0: found }
}

function given(cwd: string, programs: Programs, options: Options): Output {
  const makers = new Map<string, string[]>()
  for (const [program, names] of Object.entries(programs))
    for (const name of names) makers.set(name, [...(makers.get(name) ?? []), join(cwd, program)])
  const entries = Object.keys(programs).map(program => join(cwd, program))
  const output = new Output({ folder: join(cwd, 'out'), entries, cwd, ...options })
  for (const [domain, programs] of makers) {
    const [name, text = name] = domain.split(':')
    output.add({ name: `${name}.xml`, text: `<${text}/>\n`, programs })
  }
  return output
}

const path = (cwd: string, name: string) => join(cwd, 'out', `${name}.xml`)
const text = (cwd: string, name: string) => readFileSync(path(cwd, name), 'utf8')
const manifestOf = (cwd: string) =>
  JSON.parse(readFileSync(join(cwd, 'out/vmc.manifest.json'), 'utf8'))
const namesIn = (cwd: string) =>
  readdirSync(join(cwd, 'out'))
    .filter(name => name.endsWith('.xml'))
    .map(name => name.slice(0, -'.xml'.length))
    .sort()
/** Everything in a folder, as text. */
const snapshot = (cwd: string) =>
  readdirSync(join(cwd, 'out')).map(name => [name, readFileSync(join(cwd, 'out', name), 'utf8')])

test('the manifest says what each file describes, its hash and its program', () => {
  const cwd = project('web.ts', 'db.ts')
  const folder = join(cwd, 'out')
  const entries = [join(cwd, 'web.ts'), join(cwd, 'db.ts')]
  const output = new Output({ folder, entries })
  const described = { kind: 'domain', name: 'web0', host: 'hv1' } as const
  output.add({ name: 'web0.xml', text: '<web0/>\n', described, programs: [entries[0]!] })
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

test('one program neither touches nor removes the files of another', () => {
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

test('one of two programs that were built together removes nothing of the other', () => {
  const cwd = project('a.ts', 'b.ts')
  build(cwd, { 'a.ts': ['a0', 'shared'], 'b.ts': ['b0', 'shared'] })
  assert.equal(build(cwd, { 'a.ts': ['a0'] }).outcome?.removed, [])
  assert.equal(namesIn(cwd), ['a0', 'b0', 'shared'])
  assert.is(manifestOf(cwd).files['shared.xml'].program, '../b.ts')
  // Its last program may remove it.
  assert.equal(build(cwd, { 'b.ts': ['b0'] }).outcome?.removed, ['shared.xml'])
})

test('both programs of a shared file may build it alone', () => {
  const cwd = project('a.ts', 'b.ts')
  build(cwd, { 'a.ts': ['shared'], 'b.ts': ['shared'] })
  assert.equal(build(cwd, { 'b.ts': ['shared'] }).outcome?.unchanged, ['shared.xml'])
  assert.equal(build(cwd, { 'a.ts': ['shared'] }).outcome?.unchanged, ['shared.xml'])
  assert.equal(manifestOf(cwd).files['shared.xml'].program, ['../a.ts', '../b.ts'])
})

test('two programs that make one file are an error, also if its text is the same or it is missing', () => {
  for (const how of ['other text', 'same text', 'missing']) {
    const cwd = project('web.ts', 'db.ts')
    build(cwd, { 'web.ts': ['web0'] })
    if (how === 'missing') rmSync(path(cwd, 'web0'))
    const { found, found0, outcome } = build(cwd, {
      'db.ts': ['db0', how === 'other text' ? 'web0:db' : 'web0'],
    })
    assert.is(outcome, undefined)
    assert.equal(found, ['VMC4017: db.ts makes web0.xml, which belongs to web.ts'])
    assert.is(found0[0]!.file, path(cwd, 'web0'))
    assert.match(found0[0]!.help!, 'vmc build web.ts db.ts')
    assert.not(existsSync(path(cwd, 'db0')))
  }
})

test('a domain moves to another program if both are built together', () => {
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
    'VMC4020: the program of web1.xml no longer exists: web.ts',
  ])
  assert.equal(namesIn(cwd), ['web0', 'web1'])
  assert.is(manifestOf(cwd).files['web0.xml'].program, '../fleet.ts')
  assert.is(manifestOf(cwd).files['web1.xml'].program, '../web.ts')
  assert.equal(build(cwd, { 'fleet.ts': ['web0:new'] }, { check: true }).found, [
    'VMC4020: the program of web1.xml no longer exists: web.ts',
  ])
  const pruned = build(cwd, { 'fleet.ts': ['web0:new'] }, { prune: true })
  assert.equal([pruned.found, pruned.outcome?.removed], [[], ['web1.xml']])
  assert.equal(namesIn(cwd), ['web0'])
})

test('domains that build() was given without a program have one owner', () => {
  const cwd = project('web.ts')
  const folder = join(cwd, 'out')
  const values = (...names: readonly string[]) => {
    const output = new Output({ folder, entries: [], cwd })
    for (const name of names) output.add({ name: `${name}.xml`, text: name })
    const found = output.faults().map(({ code, message }) => `${code}: ${message}`)
    return found.length > 0 ? found : output.apply().removed
  }
  values('a', 'b')
  assert.is(manifestOf(cwd).files['a.xml'].program, undefined)
  assert.equal(build(cwd, { 'web.ts': ['web0'] }).outcome?.removed, [])
  assert.equal(values('a'), ['b.xml'])
  assert.equal(namesIn(cwd), ['a', 'web0'])
  assert.equal(build(cwd, { 'web.ts': ['a'] }).found, [
    'VMC4017: web.ts makes a.xml, which belongs to a call of build() without a program',
  ])
  assert.equal(values('web0'), [
    'VMC4017: a call of build() without a program makes web0.xml, which belongs to web.ts',
  ])
})

test('a program that no longer makes more than half of its files, and two at least, stops the build', () => {
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
    const { found, found0 } = build(cwd, { 'infra.ts': now })
    if (lost === undefined) {
      assert.equal(found, [])
      assert.equal(namesIn(cwd), [...now].sort())
      continue
    }
    assert.equal(found, [`VMC4019: infra.ts no longer makes ${lost}`])
    assert.match(found0[0]!.help!, '--prune')
    assert.equal(snapshot(cwd), before)
    // A check says what is not up to date, as ever.
    const checked = build(cwd, { 'infra.ts': now }, { check: true }).found
    assert.ok(checked.length > 0 && checked.every(one => one.startsWith('VMC4011')))
    assert.equal(build(cwd, { 'infra.ts': now }, { prune: true }).found, [])
    assert.equal(namesIn(cwd), [...now].sort())
  }
})

test('one file that is no longer made is removed, even if it is the only one', () => {
  const cwd = project('infra.ts')
  build(cwd, { 'infra.ts': ['a'] })
  assert.equal(build(cwd, { 'infra.ts': ['b'] }).outcome?.removed, ['a.xml'])
})

test('each program of a build is asked for its own files', () => {
  const cwd = project('a.ts', 'b.ts')
  build(cwd, { 'a.ts': ['a0', 'a1', 'a2', 'a3', 'a4'], 'b.ts': ['b0', 'b1'] })
  assert.equal(build(cwd, { 'a.ts': ['a0', 'a1', 'a2', 'a3', 'a4'], 'b.ts': ['b2'] }).found, [
    'VMC4019: b.ts no longer makes 2 of its 2 files: b0.xml, b1.xml',
  ])
})

test('files that are gone from the folder are no removal', () => {
  const cwd = project('infra.ts')
  build(cwd, { 'infra.ts': ['a', 'b', 'c'] })
  for (const name of ['a', 'b', 'c']) rmSync(path(cwd, name))
  assert.equal(build(cwd, { 'infra.ts': ['c', 'd'] }).found, [])
  assert.equal(namesIn(cwd), ['c', 'd'])
})

test('a file that was edited by hand stops the build that would change or remove it', () => {
  const cwd = project('infra.ts')
  build(cwd, { 'infra.ts': ['a', 'b', 'c', 'd'] })
  writeFileSync(path(cwd, 'a'), '<edited/>')
  writeFileSync(path(cwd, 'd'), '<edited/>')
  const before = snapshot(cwd)
  const now = { 'infra.ts': ['a', 'b:new', 'c'] }
  const { found, found0 } = build(cwd, now)
  assert.equal(found, ['VMC4018: a.xml was edited by hand', 'VMC4018: d.xml was edited by hand'])
  assert.equal(
    found0.map(({ file }) => file),
    [path(cwd, 'a'), path(cwd, 'd')],
  )
  assert.equal(snapshot(cwd), before)
  assert.equal(
    build(cwd, now, { check: true }).found,
    [
      'VMC4011: a.xml is not what the program makes',
      'VMC4011: b.xml is not what the program makes',
      'VMC4011: d.xml is no longer made by the program',
    ].sort((one, other) => Number(other.includes('not what')) - Number(one.includes('not what'))),
  )
  const { outcome } = build(cwd, now, { overwrite: true })
  assert.equal(outcome, {
    written: ['a.xml', 'b.xml'],
    unchanged: ['c.xml'],
    removed: ['d.xml'],
  })
  assert.is(text(cwd, 'a'), '<a/>\n')
})

test('an edit that says what the program now says is no edit', () => {
  const cwd = project('infra.ts')
  build(cwd, { 'infra.ts': ['a'] })
  writeFileSync(path(cwd, 'a'), '<new/>\n')
  assert.equal(build(cwd, { 'infra.ts': ['a:new'] }).outcome?.unchanged, ['a.xml'])
  assert.equal(build(cwd, { 'infra.ts': ['a:newer'] }).outcome?.written, ['a.xml'])
})

test('edited files of other programs and foreign files are no concern, nor may --overwrite touch them', () => {
  const cwd = project('web.ts', 'db.ts')
  build(cwd, { 'web.ts': ['web0', 'web1'] })
  writeFileSync(path(cwd, 'web0'), '<edited/>')
  writeFileSync(path(cwd, 'own'), '<own/>')
  const all = { prune: true, overwrite: true }
  assert.equal(build(cwd, { 'db.ts': ['db0'] }, all).found, [])
  assert.equal([text(cwd, 'web0'), text(cwd, 'own')], ['<edited/>', '<own/>'])
  assert.equal(build(cwd, { 'db.ts': ['db0', 'own', 'web0'] }, all).found, [
    'VMC4012: own.xml is there already, and vmc did not write it',
    'VMC4017: db.ts makes web0.xml, which belongs to web.ts',
  ])
})

test('CRLF alone is no difference, in files and in the manifest', () => {
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

test('a build with `keep` removes nothing and leaves what it did not make as it was', () => {
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

/** Puts a manifest beside files whose text is `<name/>`. */
function withManifest(manifest: unknown, files: readonly string[], ...programs: readonly string[]) {
  const cwd = project(...programs)
  mkdirSync(join(cwd, 'out'))
  for (const name of files) writeFileSync(path(cwd, name), `<${name}/>\n`)
  writeFileSync(join(cwd, 'out/vmc.manifest.json'), JSON.stringify(manifest))
  return cwd
}
const hashes = (...names: readonly string[]) =>
  Object.fromEntries(names.map(name => [`${name}.xml`, hash(`<${name}/>\n`)]))

test('a manifest of the old form is read: its files belong to its programs', () => {
  const old = { vmc: '0.1.0', entry: ['../web.ts'], files: hashes('web0', 'web1') }
  const cwd = withManifest(old, ['web0', 'web1'], 'web.ts', 'db.ts')
  assert.equal(build(cwd, { 'db.ts': ['web0'] }).found, [
    'VMC4017: db.ts makes web0.xml, which belongs to web.ts',
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

test('the files of an old manifest of two programs go to those that make them', () => {
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

test('a manifest with more keys is read, and one that names other paths removes nothing', () => {
  const entry = { kind: 'domain', name: 'a', hash: hash('<a/>\n'), program: '../a.ts', new: [1] }
  const wrong = ['../kept.xml', 'x/../kept.xml', '..', '__proto__', 'kept.txt', 'b\\c.xml']
  const files = {
    'a.xml': entry,
    ...Object.fromEntries(wrong.map(name => [name, entry])),
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

test('a build that was interrupted between its files takes none of them for edited', () => {
  const cwd = project('infra.ts')
  build(cwd, { 'infra.ts': ['a', 'b', 'c'] })
  const old = snapshot(cwd)
  // What the manifest is while files change: seen when the second file cannot be replaced.
  const output = given(cwd, { 'infra.ts': ['a:new', 'b:new'] }, {})
  rmSync(path(cwd, 'b'))
  mkdirSync(path(cwd, 'b'))
  assert.throws(() => output.apply(), /changed before that: a\.xml/)
  rmSync(path(cwd, 'b'), { recursive: true })
  for (const [name, before] of old)
    if (name === 'b.xml' || name === 'c.xml') writeFileSync(join(cwd, 'out', name), before!)
  assert.equal(Object.keys(manifestOf(cwd).files), ['a.xml', 'b.xml', 'c.xml'])
  // Old and new texts are both vmc's own, whatever the program makes by now.
  assert.equal(build(cwd, { 'infra.ts': ['a:newer', 'b:newer', 'c'] }).found, [])
  assert.equal(
    Object.values<object>(manifestOf(cwd).files).filter(one => 'replaces' in one),
    [],
  )
})

const PROGRAMS = ['a.ts', 'b.ts', 'c.ts'] as const
const anyName = fc.constantFrom('w', 'x', 'y', 'z')
const step = fc.oneof(
  fc.record({
    kind: fc.constant('build' as const),
    programs: fc.dictionary(
      fc.constantFrom(...PROGRAMS),
      fc.uniqueArray(anyName, { maxLength: 4 }),
      { minKeys: 1, maxKeys: 2 },
    ),
    text: fc.constantFrom('', ':2'),
    prune: fc.boolean(),
    overwrite: fc.boolean(),
    keep: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('edit' as const),
    name: anyName,
    text: fc.constantFrom('<edited/>\n', undefined),
  }),
)

test('whatever is built in whatever order, no program changes a foreign file or one of another program', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), steps => {
      const cwd = project(...PROGRAMS)
      mkdirSync(join(cwd, 'out'))
      // What a person did to a file after vmc last wrote it; a model of who owns which file.
      const edited = new Set<string>()
      const owners = new Map<string, Set<string>>()
      for (const one of steps) {
        if (one.kind === 'edit') {
          if (one.text === undefined) rmSync(path(cwd, one.name), { force: true })
          else writeFileSync(path(cwd, one.name), one.text)
          edited.add(one.name)
          continue
        }
        const before = new Map(namesIn(cwd).map(name => [name, text(cwd, name)]))
        const texts = Object.entries(one.programs).map(
          ([program, names]) => [program, names.map(name => `${name}${one.text}`)] as const,
        )
        const programs = Object.fromEntries(texts)
        const { outcome } = build(cwd, programs, one)
        const after = new Map(namesIn(cwd).map(name => [name, text(cwd, name)]))
        const building = Object.keys(one.programs)
        for (const [name, was] of before) {
          if (after.get(name) === was) continue
          assert.ok(outcome, 'a build that was stopped changes nothing')
          const own = owners.get(name)
          assert.ok(own && building.some(program => own.has(program)), `${name} is not its own`)
          assert.ok(one.overwrite || !edited.has(name), `${name} was edited`)
          if (one.keep) assert.ok(after.has(name), `${name} stays`)
        }
        if (!outcome) continue
        const made = new Map<string, string[]>()
        for (const [program, names] of Object.entries(one.programs))
          for (const name of names) made.set(name, [...(made.get(name) ?? []), program])
        for (const [name, own] of owners) {
          if (!made.has(name) && one.keep) continue
          for (const program of building) own.delete(program)
          if (own.size === 0) owners.delete(name)
        }
        for (const [name, makers] of made) {
          owners.set(name, new Set([...(owners.get(name) ?? []), ...makers]))
          edited.delete(name)
          assert.ok(after.has(name), `${name} is there`)
        }
        assert.equal(
          Object.keys(manifestOf(cwd).files),
          [...owners.keys()].map(name => `${name}.xml`).sort(),
        )
        if (!one.keep) assert.equal(build(cwd, programs, { check: true }).found, [])
      }
      rmSync(cwd, { recursive: true })
    }),
    { numRuns: 200 },
  )
})

test.run()
