import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Output, type OutputFile, Unwritable } from '../../../src/compiler/output/output.ts'
import { plain } from '../../support/plain.ts'

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

const shipped = folder()
plain(['compiler/output/output.ts'], join(shipped, 'dist'))
writeFileSync(join(shipped, 'package.json'), '{ "type": "module", "version": "1.0.0" }')

/** Builds two fleets in turn, some of whose files differ, some of whose names do, until it is killed. */
const forever = `
  import { Output } from ${JSON.stringify(join(shipped, 'dist/compiler/output/output.js'))}
  const fleet = v => Array.from({ length: 300 }, (_, i) => {
    const name = 'vm' + (i + 100 * v) + '.xml'
    return { name, text: (name + ' of version ' + v + '\\n').repeat(100) + 'end\\n' }
  })
  const [folder] = process.argv.slice(1)
  for (let v = 0; ; v = 1 - v) {
    const output = new Output({ folder, entries: [], prune: true })
    for (const file of fleet(v)) output.add(file)
    // Neither version is ever taken for a file that was edited by hand.
    const found = output.faults()
    if (found.length > 0) throw new Error(found[0].message)
    output.apply()
    if (v === 1) process.stdout.write('.')
  }`

output('leaves every file old or new, whole, and known, whenever it is killed', async () => {
  const at = folder()
  const cut: number[] = []
  for (let round = 0; round < 15; round++) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', forever, at], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const closed = new Promise(resolve => child.on('close', resolve))
    await Promise.race([new Promise(resolve => child.stdout.once('data', resolve)), closed])
    await setTimeout(Math.random() * 40)
    child.kill('SIGKILL')
    await closed
    assert.is(child.signalCode, 'SIGKILL', 'no build stopped by itself')
    cut.push(temporary(at).length)
    const named = readdirSync(at).filter(name => name.endsWith('.xml'))
    for (const name of named) {
      const text = readFileSync(join(at, name), 'utf8')
      const version = text.includes('version 0') ? 0 : 1
      assert.is(text, `${`${name} of version ${version}\n`.repeat(100)}end\n`)
    }
    const { files } = JSON.parse(readFileSync(join(at, 'vmc.manifest.json'), 'utf8'))
    assert.equal(
      named.filter(name => !Object.hasOwn(files, name)),
      [],
    )
  }
  assert.ok(
    cut.some(left => left > 0),
    'some builds were killed while they wrote',
  )
  const last = new Output({ folder: at, entries: [], prune: true })
  for (const file of files('a')) last.add(file)
  assert.equal(last.faults(), [])
  last.apply()
  assert.equal(readdirSync(at).sort(), ['a.xml', 'vmc.manifest.json'])
  assert.ok(statSync(join(at, 'a.xml')).isFile())
})

output.run()
