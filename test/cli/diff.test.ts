import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Files, vmc } from '../support/vmc.ts'

const test = suite('vmc diff, without a host')

const files = (
  settings: object,
  program = "export const a = domain('a').hvm().memory('1GiB')",
): Files => ({
  'package.json': JSON.stringify({ type: 'module', vmc: settings }),
  'infra.ts': `import { domain } from 'libvmc'\n\n${program}\n`,
})
const diff = (where: Files, ...args: readonly string[]) =>
  vmc(['diff', '--no-typecheck', ...args], where, { LIBVIRT_DEFAULT_URI: '' })

const nowhere = { uri: 'qemu+unix:///system?socket=/nope' }

test('requires a host and a project', async () => {
  for (const [settings, message] of [
    [{}, 'error[VMC7002]: no host to connect to'],
    [{ hosts: { hv1: nowhere } }, 'error[VMC7001]: the configuration names no project'],
  ] as const) {
    const { code, stdout, stderr } = await diff(files(settings))
    assert.equal([code, stdout], [1, ''])
    assert.match(stderr, message)
  }
})

test('an error in the program is reported as in a build, and beats a host that is down', async () => {
  const settings = { project: 'shop', hosts: { hv1: nowhere } }
  const { code, stdout, stderr } = await diff(
    files(settings, "export const a = domain('a').hvm().memroy(1)"),
  )
  assert.equal([code, stdout], [1, ''])
  assert.match(stderr, /VMC4003.*memroy/s)
  assert.not.match(stderr, 'VMC7003')
})

test('an unknown name and an unknown host of a domain are reported', async () => {
  const settings = { project: 'shop', hosts: { hv1: nowhere } }
  const program = "export const web0 = domain('web0').hvm().memory('1GiB').host('hv2')"
  const { code, stderr } = await diff(files(settings, program), 'wbe0')
  assert.is(code, 1)
  assert.match(stderr, 'no domain of the program is named "wbe0"')
  assert.match(stderr, 'the configuration has no URI for host "hv2"')
  assert.match(stderr, 'infra.ts:3:57')
  assert.match(stderr, 'did you mean "hv1"?')
})

test('a domain without a host is not reported as unknown', async () => {
  const settings = { project: 'shop', hosts: { hv1: nowhere } }
  const program = "export const web0 = domain('web0').hvm().memory('1GiB').host('hv2')"
  const { stderr } = await diff(files(settings, program), 'web0')
  assert.match(stderr, 'the configuration has no URI for host "hv2"')
  assert.not.match(stderr, 'VMC7006')
})

test.run()
