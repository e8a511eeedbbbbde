import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Output, type OutputFile } from '../../../src/build/output/output.ts'
import { WriteError } from '../../../src/build/output/write-error.ts'

const output = suite('output')

const temporaryFolders: string[] = []
output.after(() => {
  for (const folder of temporaryFolders) rmSync(folder, { recursive: true, force: true })
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'vmc-output-'))
  temporaryFolders.push(made)
  return made
}

const files = (...names: readonly string[]): OutputFile[] =>
  names.map(name => ({ name: `${name}.xml`, text: `<${name}/>\n` }))

const entries = ['/program/infra.ts']

function given(at: string, wanted: readonly OutputFile[], check = false): Output {
  const output = new Output({ folder: at, entries, check })
  for (const file of wanted) output.add(file)
  return output
}
const build = (at: string, wanted: readonly OutputFile[]) => given(at, wanted).apply()
const problems = (at: string, wanted: readonly OutputFile[], check = false) =>
  given(at, wanted, check).problems()
const temporary = (at: string) => readdirSync(at).filter(name => name.startsWith('.vmc-'))

output('creates the output folder and its parents', () => {
  const at = join(folder(), 'a/b/c')
  assert.equal(build(at, files('fv0')), { written: ['fv0.xml'], unchanged: [], removed: [] })
  assert.is(readFileSync(join(at, 'fv0.xml'), 'utf8'), '<fv0/>\n')
})

output('returns the written, unchanged and removed files', () => {
  const at = folder()
  build(at, files('c', 'b', 'a'))
  const changed = [...files('b', 'd'), { name: 'c.xml', text: 'new' }]
  assert.equal(build(at, changed), {
    written: ['d.xml', 'c.xml'],
    unchanged: ['b.xml'],
    removed: ['a.xml'],
  })
})

output('writes every text to the right file, even if an earlier staged text was dropped', () => {
  const at = folder()
  build(at, files('a'))
  const last = given(at, [{ name: 'a.xml', text: 'new' }, ...files('b', 'a', 'c')])
  last.apply()
  assert.equal(
    ['a', 'b', 'c'].map(name => readFileSync(join(at, `${name}.xml`), 'utf8')),
    ['<a/>\n', '<b/>\n', '<c/>\n'],
  )
})

output('with check, compares files and creates nothing', () => {
  const at = join(folder(), 'out')
  problems(at, files('a'), true)
  assert.not(existsSync(at))
})

output('reports a folder at the path of a file before it writes', () => {
  const at = folder()
  mkdirSync(join(at, 'b.xml'))
  const diagnostics = problems(at, files('a', 'b'))
  assert.equal(
    diagnostics.map(({ code, file }) => [code, file]),
    [['VMC4009', join(at, 'b.xml')]],
  )
})

output('reports a name that is too long for the file system before it writes', () => {
  const at = folder()
  const diagnostics = problems(at, files('a', 'x'.repeat(300)))
  assert.equal(
    diagnostics.map(({ code, message }) => [code, message]),
    [['VMC4009', 'cannot write: the name is too long']],
  )
})

output('replaces a broken symbolic link', () => {
  const at = folder()
  symlinkSync('/nowhere/at/all', join(at, 'a.xml'))
  build(at, files('a'))
  assert.is(readFileSync(join(at, 'a.xml'), 'utf8'), '<a/>\n')
})

output('removes the staged files of a killed build, but not those of a running build', () => {
  const at = folder()
  build(at, files('a'))
  const { pid } = spawnSync('true')
  writeFileSync(join(at, `.vmc-${pid}-0`), 'staged')
  writeFileSync(join(at, `.vmc-${process.ppid}-0`), 'in use')
  writeFileSync(join(at, '.vmc-notes'), 'not a staged file')
  build(at, files('a'))
  assert.equal(temporary(at).sort(), ['.vmc-notes', `.vmc-${process.ppid}-0`].sort())
})

output('two builds that both create the folder: the second says that it has changed', () => {
  const at = join(folder(), 'out')
  const second = given(at, files('b', 'c'))
  const first = given(at, files('a'))
  first.apply()
  assert.throws(() => second.apply(), 'another build changed the folder at the same time')
  second.discard()
  assert.equal(readdirSync(at).sort(), ['a.xml', 'vmc.manifest.json'])
  assert.equal(temporary(dirname(at)), [])
})

output('a folder that appears while a build creates it is reported as changed', () => {
  const at = join(folder(), 'out')
  const late = given(at, files('a'))
  mkdirSync(at)
  writeFileSync(join(at, 'notes.txt'), 'mine')
  assert.throws(() => late.apply(), 'another build changed the folder at the same time')
  assert.equal(readdirSync(at), ['notes.txt'])
  assert.equal(temporary(dirname(at)), [])
})

output('builds of one process do not touch the staged files of each other', () => {
  for (const parent of [folder(), join(folder(), 'out')]) {
    const [first, second] = [given(parent, files('a')), given(parent, files('b'))]
    const staged = temporary(parent.endsWith('out') ? dirname(parent) : parent)
    assert.is(staged.length, 2)
    first.apply()
    assert.is(readdirSync(parent).includes('b.xml'), false)
    second.discard()
    assert.equal(readdirSync(parent).sort(), ['a.xml', 'vmc.manifest.json'])
    assert.equal(temporary(dirname(parent)), [])
  }
})

output('removes what an earlier process with the same PID left behind', () => {
  const at = folder()
  build(at, files('a'))
  const left = join(at, `.vmc-${process.pid}.0.0-7`)
  writeFileSync(left, 'staged')
  utimesSync(left, 1000, 1000)
  build(at, files('a'))
  assert.equal(temporary(at), [])
})

output(
  'removes the staging folder of a killed build, whether or not the output folder exists',
  () => {
    const at = folder()
    const { pid } = spawnSync('true')
    const leave = () => {
      mkdirSync(join(at, `.vmc-${pid}-out`))
      writeFileSync(join(at, `.vmc-${pid}-out`, 'a.xml'), 'staged')
    }
    mkdirSync(join(at, `.vmc-${pid}-other`))
    for (let round = 0; round < 3; round++) {
      leave()
      build(join(at, 'out'), files('a', ...(round === 2 ? ['b'] : [])))
      assert.equal(readdirSync(at).sort(), [`.vmc-${pid}-other`, 'out'])
    }
  },
)

output('changes nothing if the file system is full or read-only', () => {
  const at = folder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at], { stdio: 'ignore' })
  } catch {
    // Only root can mount a small file system.
    return
  }
  try {
    build(at, files('a', 'b'))
    const before = readdirSync(at).map(name => [name, readFileSync(join(at, name), 'utf8')])
    const much = [...files('a', 'c'), { name: 'd.xml', text: 'x'.repeat(100_000) }]
    assert.throws(
      () => build(at, much),
      (error: Error) =>
        error instanceof WriteError && error.message === 'no space left on the file system',
    )
    assert.equal(
      readdirSync(at).map(name => [name, readFileSync(join(at, name), 'utf8')]),
      before,
    )
    execFileSync('mount', ['-o', 'remount,ro', at])
    assert.throws(
      () => build(at, files('a', 'c')),
      (error: Error) => error.message === 'the file system is read-only',
    )
  } finally {
    execFileSync('umount', [at])
  }
})

output('removes the folders that it created if it cannot write', () => {
  const at = folder()
  writeFileSync(join(at, 'file'), '')
  for (const wrong of [join(at, 'file/a/b'), '/proc/vmc/a']) {
    assert.throws(
      () => build(wrong, files('a')),
      (error: Error) => error instanceof WriteError,
    )
  }
  assert.equal(readdirSync(at), ['file'])
})

output.run()
