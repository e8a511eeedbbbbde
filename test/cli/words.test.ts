import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { references } from '../../dist/cli/reference.js'
import { toXml, validateXml } from '../../dist/compiler.js'
import * as language from '../../dist/index.js'
import { allWords, type Word, wordsFor, wordsNamed } from '../../src/cli/words.ts'
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

const nameOf = ({ of, name }: Word): string => `${of}.${name}`

test('every method of every builder is a word, with an example', () => {
  const methods = words.filter(({ of }) => of !== undefined)
  assert.ok(methods.length > 550, `${methods.length} methods`)
  assert.equal(methods.filter(({ examples }) => examples.length === 0).map(nameOf), [])
})

const fieldWords = words.filter(({ field }) => field !== undefined)

const fieldsOf = new Map(references().map(({ path, fields }) => [path, fields]))

const built = (program: string) =>
  new Function(...Object.keys(language), `return (${program})`)(...Object.values(language))

test('the examples of fields build without an error, and their XML has the field', () => {
  const wrong = fieldWords.flatMap(word => {
    const { ts, xml = '' } = word.examples[0]!
    const { name } = fieldsOf.get(word.path!)!.find(({ key }) => key === word.field)!
    const document = toXml(built(ts))
    const errors = validateXml(document).filter(({ severity }) => severity !== 'info')
    const hasField = name.startsWith('@')
      ? new RegExp(` ${name.slice(1)}="`).test(xml)
      : name === 'text' || xml.startsWith(name.slice(0, -1))
    const lines = xml.split('\n').map(line => line.replace(/….*/, '').trim())
    const isPart = lines.every(line => document.includes(line.replace(/\/?>$/, '')))
    return errors.length === 0 && hasField && isPart ? [] : [`${nameOf(word)}: ${ts}`, xml]
  })
  assert.equal(wrong, [])
})

test('the examples of fields call the method', () => {
  const uncalled = fieldWords
    .filter(({ name, examples }) => !/^\w+$/.test(name) || !examples[0]!.ts.includes(`.${name}(`))
    .filter(({ name, examples }) => !examples[0]!.ts.includes(`['${name}'](`))
  // No function makes these kinds of devices, so a program writes them as objects.
  assert.equal(uncalled.map(nameOf).sort(), [
    'ControllerBuilder.maxEventChannels',
    'ControllerBuilder.maxGrantFrames',
    'ControllerBuilder.serial',
    'GraphicsBuilder.socket',
    'HostdevBuilder.ip',
    'HostdevBuilder.route',
  ])
})

test('every word has a page', async () => {
  for (const word of new Set(words.map(word => (word.of ? nameOf(word) : word.name)))) {
    const { stdout, code } = await vmc(['explain', word])
    assert.is(code, 0, word)
    assert.not.match(stdout, /undefined|\[object|NaN/, word)
  }
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
