import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkSchema } from '../../src/check/check-schema.ts'
import { nodeOf } from '../../src/dsl/normalise.ts'
import * as language from '../../src/index.ts'

const test = suite('check: what to write instead of a text')

const exported = new Map<string, unknown>(Object.entries(language))

const TEXTS = {
  graphics: ['spice', 'sdl', 'rdp', 'vnc', 'none', 'other'],
  video: ['qxl', 'vga', 'bochs', 'cirrus', 'other'],
  nic: ['default', 'br0'],
  disk: ['/a.img', 'other'],
  filesystem: ['/srv', 'other'],
  hostdev: ['0000:3b:00.0', 'other'],
  tpm: ['other'],
  serial: ['other'],
  console: ['other'],
  channel: ['other'],
  rng: ['other'],
} as const

/** The help for a text that a program passes instead of a device. */
function helpFor(method: keyof typeof TEXTS, text: string): string {
  const builder = language
    .domain('a')
    .hvm()
    [method](text as never)
  const [finding] = checkSchema(nodeOf(builder)!).filter(({ help }) => help?.includes('('))
  assert.ok(finding, `${method}('${text}') has no help`)
  return finding.help!
}

test('the help calls only functions that libvmc exports', () => {
  for (const [method, texts] of Object.entries(TEXTS))
    for (const text of texts) {
      const help = helpFor(method as keyof typeof TEXTS, text)
      const called = [...help.matchAll(/(?<!\.)\b(\w+)\(/g)].map(([, name]) => name!)
      assert.ok(called.length > 0, `${method}('${text}'): ${help}`)
      for (const name of called) assert.type(exported.get(name), 'function', help)
    }
})

test.run()
