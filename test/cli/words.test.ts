import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as compiler from '../../dist/compiler.js'
import * as hosts from '../../dist/hosts/index.js'
import * as language from '../../dist/index.js'
import * as rules from '../../dist/rules/index.js'
import * as testing from '../../dist/testing/index.js'
import { allWords, type Word, wordsFor, wordsNamed } from '../../src/cli/words.ts'
import { references } from '../support/command.ts'
import { vmc } from '../support/vmc.ts'

const { InvalidDomain, toXml, validateXml } = compiler
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

const entries: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  compiler,
  hosts,
  rules,
  testing,
}

test('explain says where to import the other functions of the package from', async () => {
  for (const [entry, exported] of Object.entries(entries)) {
    const names = Object.keys(exported).filter(name => typeof exported[name] === 'function')
    assert.ok(names.length > 0)
    for (const name of names) {
      const { code, stdout } = await vmc(['explain', name])
      assert.is(code, 0, name)
      assert.match(stdout, new RegExp(`^${name}(\\(.*\\))?  from 'libvmc/${entry}'\n\n\\w`))
    }
  }
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

/** An example without the call of a method, or `undefined` if it does not call the method. */
function withoutCall(ts: string, name: string): string | undefined {
  const start = ts.lastIndexOf(`.${name}(`)
  if (start < 0) return undefined
  let depth = 0
  for (let end = start + name.length + 1; end < ts.length; end++) {
    if (ts[end] === '(') depth++
    if (ts[end] === ')' && --depth === 0) return ts.slice(0, start) + ts.slice(end + 1)
  }
  return undefined
}

test('the XML of a field has what the method alone adds', () => {
  const unchanged = fieldWords.flatMap(word => {
    const { ts, xml = '' } = word.examples[0]!
    const without = withoutCall(ts, word.name)
    if (without === undefined) return []
    try {
      const before = toXml(built(without))
      const parts = xml.split(/[…\n]/).map(part => part.trim())
      return parts.some(part => !before.includes(part)) ? [] : [nameOf(word)]
    } catch (error) {
      // Without the call, the program is invalid: the call adds what is required.
      if (error instanceof InvalidDomain || error instanceof TypeError) return []
      throw error
    }
  })
  // Every function that makes the element sets these fields, and other values belong to elements that other functions make.
  assert.equal(unchanged.sort(), [
    'CryptoBuilder.model',
    'CryptoBuilder.type',
    'DiskBuilder.type',
    'HostdevBuilder.mode',
    'HostdevBuilder.type',
    'HubBuilder.type',
    'LaunchSecurityBuilder.type',
    'MemoryDeviceBuilder.model',
    'NicBuilder.type',
    'PstoreBuilder.backend',
    'RedirdevBuilder.bus',
    'RedirdevBuilder.type',
    'SeclabelBuilder.type',
    'ShmemBuilder.model',
    'SmartcardBuilder.mode',
    'SmartcardBuilder.type',
    'SysinfoBuilder.type',
  ])
})

test('the examples of fields call the method', () => {
  const uncalled = fieldWords
    .filter(({ name, examples }) => !/^\w+$/.test(name) || !examples[0]!.ts.includes(`.${name}(`))
    .filter(({ name, examples }) => !examples[0]!.ts.includes(`['${name}'](`))
  // No function makes this kind of display, so a program writes it as an object.
  assert.equal(uncalled.map(nameOf).sort(), ['GraphicsBuilder.socket'])
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
    `ich6()  a function that makes <sound>

An Intel HD Audio sound device on PCI.

  domain('fv0').hvm().sound(ich6())

  <sound model="ich6"/>

Related: ac97(), es1370(), ich9(), pcSpeaker(), sb16(), .sound(), usbAudio(), virtioSound()

XML: vmc explain domain/devices/sound
`,
  )
  assert.is(code, 0)
})

test('vmc explain names the words for a path', async () => {
  const { stdout } = await vmc(['explain', 'domain/devices/vsock'])
  assert.match(stdout, /\nWords: vsock\(\), \.vsock\(\)\n/)
})

const help = async (what: string) => {
  const { stderr, code } = await vmc(['explain', what])
  assert.is(code, 1, what)
  return stderr.replace(/\s+/g, ' ')
}

const page = async (what: string) => {
  const { stdout, code } = await vmc(['explain', what])
  assert.is(code, 0, what)
  return stdout.replace(/\s+/g, ' ')
}

test('vmc explain says what to do instead of a word from another tool', async () => {
  const helps = {
    autostart: 'virsh autostart NAME',
    'os-variant': '.windows()',
    os_variant: '.windows()',
    osVariant: '.windows()',
    mem: '.memory(GiB(2))',
    'extra-args': '.cmdline(',
    'network-interface': ".nic(network('default'))",
    'guest-agent': '.channel(guestAgent())',
    'security-group': '.filterref(',
    instance_type: '.vcpu(2)',
    lxc: '.exe(',
    macvtap: ".nic(direct('eth0'))",
    OVMF: '.uefi()',
    secureboot: '.uefi({ secureBoot: true })',
    password: "vnc().passwd('…') or spice().passwd('…')",
    'cpu pinning': '.pin(0,',
    nocloud: 'cloud-localds',
    seed: 'cloud-localds',
    ssh: 'qemu+ssh://',
    fix: 'vmc build --fix',
    VMC9999: 'vmc explain --all',
  }
  for (const [what, text] of Object.entries(helps))
    assert.ok((await help(what)).includes(text), what)
})

test('the page of a word gives a hint if other tools mean something else', async () => {
  assert.match(await page('vcpus'), 'Hint: set the number of vCPUs with .vcpu(2)')
})

test('a name that only the format has lists its places', async () => {
  assert.match(
    await page('io'),
    /^io, a name in the XML domain\/devices\/disk\/driver\/@io How QEMU/,
  )
  assert.match(await page('copy_on_read'), 'domain/devices/disk/driver/@copy_on_read')
  assert.match(
    await page('pool'),
    /Hint: vmc does not define .* domain\/devices\/disk\/source\/@pool/,
  )
})

test('the page of a word lists the places in the format with the same name', async () => {
  assert.match(await page('cache'), /In the format: .*domain\/devices\/disk\/driver\/@cache/)
})

test('the page of a method of a rare device shows the same field of a disk first', async () => {
  const cache = 'On a disk: write .driver({ cache: … }); cache takes one of default, none'
  assert.ok((await page('cache')).startsWith(cache))
  assert.ok((await page('discard')).startsWith('On a disk: write .driver({ discard: … })'))
  assert.not.match(await page('bus'), 'On a disk')
  assert.not.match(await page('mtu'), 'On a disk')
})

test('a value lists the attributes that accept it first', async () => {
  const start = '"ide" is not a word; these are about it domain/devices/'
  assert.ok((await page('ide')).startsWith(start), await page('ide'))
  assert.match(await page('ide'), 'domain/devices/disk/target/@bus')
})

test('no place is listed twice', async () => {
  const cores = await page('cores')
  assert.is(cores.match(/domain\/cpu\/topology[, ]/g)?.length, 1, cores)
})

test('a term that only the documentation has lists what is about it', async () => {
  assert.match(await page('hypercall'), /is not a word; these are about it domain\/.*hyperv/)
  assert.match(await help('dsk'), 'did you mean disk?')
  assert.match(await help('hypercalll'), 'unknown code, rule, word or path')
})

test('the page of a method names the functions whose result has it', async () => {
  assert.match(await page('NicBuilder.mtu'), /Called on: bridge\(\), client\(\), direct\(\)/)
})

test.run()
