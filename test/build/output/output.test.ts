import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Output, type OutputFile, Unwritable } from '../../../src/build/output/output.ts'

const output = suite('output')

const rubbish: string[] = []
output.after(() => {
  for (const folder of rubbish) rmSync(folder, { recursive: true, force: true })
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'vmc-output-'))
  rubbish.push(made)
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
const faults = (at: string, wanted: readonly OutputFile[], check = false) =>
  given(at, wanted, check).faults()
const temporary = (at: string) => readdirSync(at).filter(name => name.startsWith('.vmc-'))

output('makes the folder and those above it', () => {
  const at = join(folder(), 'a/b/c')
  assert.equal(build(at, files('fv0')), { written: ['fv0.xml'], unchanged: [], removed: [] })
  assert.is(readFileSync(join(at, 'fv0.xml'), 'utf8'), '<fv0/>\n')
})

output('says what became of each file', () => {
  const at = folder()
  build(at, files('c', 'b', 'a'))
  const changed = [...files('b', 'd'), { name: 'c.xml', text: 'new' }]
  assert.equal(build(at, changed), {
    written: ['d.xml', 'c.xml'],
    unchanged: ['b.xml'],
    removed: ['a.xml'],
  })
})

output('keeps texts apart, also if a text before them is given up', () => {
  const at = folder()
  build(at, files('a'))
  const last = given(at, [{ name: 'a.xml', text: 'new' }, ...files('b', 'a', 'c')])
  last.apply()
  assert.equal(
    ['a', 'b', 'c'].map(name => readFileSync(join(at, `${name}.xml`), 'utf8')),
    ['<a/>\n', '<b/>\n', '<c/>\n'],
  )
})

output('compares without touching anything where it is to write nothing', () => {
  const at = join(folder(), 'out')
  faults(at, files('a'), true)
  assert.not(existsSync(at))
})

output('finds folders where files belong before it writes', () => {
  const at = folder()
  mkdirSync(join(at, 'b.xml'))
  const diagnostics = faults(at, files('a', 'b'))
  assert.equal(
    diagnostics.map(({ code, file }) => [code, file]),
    [['VMC4009', join(at, 'b.xml')]],
  )
})

output('finds names that the file system does not take before it writes', () => {
  const at = folder()
  const diagnostics = faults(at, files('a', 'x'.repeat(300)))
  assert.equal(
    diagnostics.map(({ code, message }) => [code, message]),
    [['VMC4009', 'cannot write: the name is too long']],
  )
})

output('writes where a link leads nowhere', () => {
  const at = folder()
  symlinkSync('/nowhere/at/all', join(at, 'a.xml'))
  build(at, files('a'))
  assert.is(readFileSync(join(at, 'a.xml'), 'utf8'), '<a/>\n')
})

output('sweeps away what a killed build left, and not what a running one needs', () => {
  const at = folder()
  build(at, files('a'))
  const { pid } = spawnSync('true')
  writeFileSync(join(at, `.vmc-${pid}-0`), 'left')
  writeFileSync(join(at, `.vmc-${process.ppid}-0`), 'in use')
  writeFileSync(join(at, '.vmc-notes'), 'not of this kind')
  build(at, files('a'))
  assert.equal(temporary(at).sort(), ['.vmc-notes', `.vmc-${process.ppid}-0`].sort())
})

output('sweeps away what was to be the whole folder, whether it is there by now or not', () => {
  const at = folder()
  const { pid } = spawnSync('true')
  const leave = () => {
    mkdirSync(join(at, `.vmc-${pid}-out`))
    writeFileSync(join(at, `.vmc-${pid}-out`, 'a.xml'), 'left')
  }
  mkdirSync(join(at, `.vmc-${pid}-other`))
  for (let round = 0; round < 3; round++) {
    leave()
    build(join(at, 'out'), files('a', ...(round === 2 ? ['b'] : [])))
    assert.equal(readdirSync(at).sort(), [`.vmc-${pid}-other`, 'out'])
  }
})

output('changes nothing where there is no space left', () => {
  const at = folder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at], { stdio: 'ignore' })
  } catch {
    // Only root can make a small file system.
    return
  }
  try {
    build(at, files('a', 'b'))
    const before = readdirSync(at).map(name => [name, readFileSync(join(at, name), 'utf8')])
    const much = [...files('a', 'c'), { name: 'd.xml', text: 'x'.repeat(100_000) }]
    assert.throws(
      () => build(at, much),
      (error: Error) => error instanceof Unwritable && error.message === 'no space is left',
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

output('removes the folders that it made and could not fill', () => {
  const at = folder()
  writeFileSync(join(at, 'file'), '')
  for (const wrong of [join(at, 'file/a/b'), '/proc/vmc/a']) {
    assert.throws(
      () => build(wrong, files('a')),
      (error: Error) => error instanceof Unwritable,
    )
  }
  assert.equal(readdirSync(at), ['file'])
})

output.run()
