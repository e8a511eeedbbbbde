import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as language from '../../dist/index.js'
import { allWords, wordsFor, wordsNamed } from '../../src/cli/words.ts'
import { vmc } from '../support/vmc.ts'

const test = suite('words')
const dist = new URL('../../dist/', import.meta.url)
const words = allWords(new URL('schema/words.json', dist))

test('every function of the language is a word, with an example', () => {
  const functions = words.filter(({ of }) => of === undefined)
  const exported = Object.entries(language).filter(([, value]) => typeof value === 'function')
  assert.equal(functions.map(({ name }) => name).sort(), exported.map(([name]) => name).sort())
  assert.equal(
    functions.filter(({ examples }) => examples.length === 0),
    [],
  )
})

test('a name may have brackets, a dot or a builder', () => {
  const names = (text: string) => wordsNamed(text, words).map(({ name, of }) => [name, of])
  assert.equal(names('file'), [['file', undefined]])
  assert.equal(names('file()'), [['file', undefined]])
  assert.equal(names('.file'), [])
  assert.equal(names('DiskBuilder.bus'), [['bus', 'DiskBuilder']])
  assert.equal(names('.bus').length > 1, true)
})

test('the methods of domains come before those of devices', () => {
  assert.is(wordsNamed('.audio', words)[0]!.of, 'DomainBuilder')
})

test('a path has the words that write it', () => {
  const names = wordsFor('domain/devices/disk', words).map(({ name }) => name)
  for (const name of ['disk', 'file', 'cdrom', 'rbd']) assert.ok(names.includes(name), name)
  assert.not.ok(names.includes('bridge'))
})

test('vmc explain prints the page of a word', async () => {
  const { stdout, code } = await vmc(['explain', 'ich6'])
  assert.is(
    stdout,
    `ich6()  a function that makes domain/devices/sound

An Intel HD Audio sound device on PCI.

  domain('fv0').hvm().sound(ich6())

  <sound model="ich6"/>

Related: ac97(), es1370(), ich9(), pcSpeaker(), sb16(), .sound(), usbAudio(), virtioSound()

The XML: vmc explain domain/devices/sound
`,
  )
  assert.is(code, 0)
})

test('vmc explain names the words for a path', async () => {
  const { stdout } = await vmc(['explain', 'domain/devices/vsock'])
  assert.match(stdout, /\nWords: vsock\(\), \.vsock\(\)\n/)
})

test('vmc explain says what to do instead of a word that vmc does not have', async () => {
  const { stderr, code } = await vmc(['explain', 'autostart'])
  assert.is(code, 1)
  assert.match(stderr, /vmc has no word "autostart"[\s\S]*virsh autostart NAME/)
})

test.run()
