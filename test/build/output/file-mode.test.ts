import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Output } from '../../../src/build/output/output.ts'
import { writeFiles } from '../../../src/build/output/write-files.ts'

const test = suite('output: file modes')

const folders: string[] = []
test.after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'vmc-mode-'))
  folders.push(made)
  return made
}

const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8)
const ordinary = (0o666 & ~process.umask()).toString(8)

const secret = '<graphics type="vnc" passwd="horse"/>\n'
const harmless = '<graphics type="vnc" passwdValidTo="2030-01-01T00:00:00"/>\n'

function build(at: string, ...texts: readonly string[]): void {
  const output = new Output({ folder: at, entries: ['/infra.ts'] })
  for (const text of texts) output.add({ name: 'a.xml', text })
  output.apply()
}

test('a new file with a secret is readable to its owner only', () => {
  const [first, second] = [join(folder(), 'new'), folder()]
  build(first, secret)
  assert.is(modeOf(join(first, 'a.xml')), '600')
  assert.is(modeOf(join(first, 'vmc.manifest.json')), ordinary)
  build(second, harmless)
  assert.is(modeOf(join(second, 'a.xml')), ordinary)
  build(second, secret)
  assert.is(modeOf(join(second, 'a.xml')), '600')
})

test('the last text of a file decides', () => {
  const at = folder()
  build(at, harmless, secret)
  assert.is(modeOf(join(at, 'a.xml')), '600')
})

for (const text of [
  '<qemu:arg value="vnc=:1,password=x"/>',
  '<cookies><cookie name="a">b</cookie></cookies>',
  '<qemu:arg value="secret,id=s0,data=abc"/>',
])
  test(`a secret is recognised: ${text}`, () => {
    const at = folder()
    build(at, text)
    assert.is(modeOf(join(at, 'a.xml')), '600')
  })

for (const mode of [0o600, 0o640, 0o400, 0o664])
  test(`the mode ${mode.toString(8)} that someone set stays`, () => {
    const at = folder()
    build(at, '<a/>\n')
    const files = ['a.xml', 'vmc.manifest.json'].map(name => join(at, name))
    for (const file of files) chmodSync(file, mode)
    build(at, '<b/>\n')
    assert.equal(files.map(modeOf), [mode.toString(8), mode.toString(8)])
    assert.is(readFileSync(files[0]!, 'utf8'), '<b/>\n')
  })

test('imports and fixes keep the mode of a file, and make a new file with a secret private', () => {
  const at = folder()
  const [made, program] = [join(at, 'made.ts'), join(at, 'program.ts')]
  writeFileSync(program, '')
  chmodSync(program, 0o750)
  writeFiles([
    { file: made, text: ".graphics({ type: 'vnc', passwd: 'horse' })" },
    { file: program, text: ".graphics(vnc().passwd('horse'))" },
  ])
  assert.equal([modeOf(made), modeOf(program)], ['600', '750'])
})

test.run()
