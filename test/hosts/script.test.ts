import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { quoted, repliesOf, scriptsOf } from '../../src/hosts/virsh/script.ts'

const test = suite('hosts: scripts of virsh')

/** The words that virsh, which has the quotes of a shell, reads in a text. */
function wordsIn(text: string): readonly string[] {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    if (quote === "'" && character !== "'") word += character
    else if (character === "'") {
      quote = quote === '' ? "'" : ''
      word ??= ''
    } else if (character === '\\') word = (word ?? '') + text[++at]!
    else if (character === ' ') {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + character
  }
  return word === undefined ? words : [...words, word]
}

test('a word is quoted so that virsh reads it as it is', () => {
  assert.is(quoted('dumpxml'), 'dumpxml')
  assert.is(quoted("x'; undefine web0 #"), "'x'\\''; undefine web0 #'")
  assert.is(quoted(''), "''")
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), words => {
      assert.equal(wordsIn(words.map(quoted).join(' ')), words)
    }),
  )
})

const [script] = scriptsOf([
  ['dominfo', 'a b'],
  ['dumpxml', 'c'],
])
const { mark } = script!

test('a script prints a mark to both streams after each command', () => {
  assert.is(
    script!.text,
    `dominfo 'a b';echo ${mark} 0;echo --err ${mark} 0;dumpxml c;echo ${mark} 1;echo --err ${mark} 1;`,
  )
  assert.is.not(scriptsOf([['version']])[0]!.mark, scriptsOf([['version']])[0]!.mark)
})

// As virsh 9.0.0 prints it: an empty line after each command.
const stdout = `Id: 1\n\n${mark} 0\n\n<domain/>\n\n${mark} 1\n\n`

test('the output is divided at the marks', () => {
  const stderr = `error: ${mark} 0\nerror: ${mark} 1\n`
  assert.equal(repliesOf(script!, stdout, stderr), {
    replies: [{ stdout: 'Id: 1' }, { stdout: '<domain/>' }],
    isComplete: true,
  })
})

test('a command has failed if virsh printed an error, not if another program printed something', () => {
  const stderr = `Warning: Permanently added 'hv1'\nerror: ${mark} 0\nerror: failed to get domain\nerror: Domain not found\n\nerror: ${mark} 1\n`
  assert.equal(repliesOf(script!, stdout, stderr).replies, [
    { stdout: 'Id: 1' },
    { stdout: '<domain/>', error: 'failed to get domain: Domain not found' },
  ])
})

test('a connection that ends early leaves the replies before it', () => {
  const stderr = `error: ${mark} 0\nerror: Disconnected\n`
  assert.equal(repliesOf(script!, stdout.slice(0, 60), stderr), {
    replies: [{ stdout: 'Id: 1' }],
    isComplete: false,
  })
  assert.equal(repliesOf(script!, '', 'error: failed to connect\n'), {
    replies: [],
    isComplete: false,
  })
})

test('many commands become several scripts, each smaller than the limit of an argument', () => {
  const commands = Array.from({ length: 5000 }, (_, i) => ['dumpxml', '--inactive', `uuid-${i}`])
  const scripts = scriptsOf(commands)
  assert.ok(scripts.length > 1)
  assert.equal(
    scripts.flatMap(one => one.commands),
    commands,
  )
  for (const { text } of scripts) assert.ok(Buffer.byteLength(text) < 128 * 1024)
})

test.run()
