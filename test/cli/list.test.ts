import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { vmc } from '../support/vmc.ts'

const test = suite('vmc list, without a host')

const configuration = (hosts: unknown) => ({
  'package.json': JSON.stringify({ type: 'module', vmc: { hosts } }),
})
const NO_HOST = { LIBVIRT_DEFAULT_URI: '' }

test('says how to name a host', async () => {
  const { code, stdout, stderr } = await vmc(['list'], {}, NO_HOST)
  assert.equal([code, stdout], [1, ''])
  assert.match(stderr, /^error\[VMC7002\]: no host to connect to$/m)
  assert.match(stderr, '--uri qemu:///system')
})

test('says how to install virsh, once', async () => {
  const hosts = { hv1: { uri: 'qemu:///system' }, hv2: { uri: 'qemu:///session' } }
  const { code, stderr } = await vmc(['list'], configuration(hosts), { PATH: '/nowhere' })
  assert.is(code, 1)
  assert.match(stderr, /^error\[VMC7004\]: the command virsh is not installed$/m)
  assert.match(stderr, 'install libvirt-clients (Debian, Ubuntu)')
  assert.match(stderr, /^1 error$/m)
})

for (const [args, message] of [
  [['--host', 'hv2'], 'unknown host "hv2"'],
  [['--uri', ''], '--uri needs a value'],
  [['--uri', 'qemu:///system', '--host', 'hv1'], '--uri and --host exclude each other'],
  [['--parallel', '0'], '--parallel cannot be 0'],
  [['--timeout', 'x'], '--timeout cannot be NaN'],
  [['--format', 'yaml'], 'unknown format "yaml"'],
] as const)
  test(`${args.join(' ')} is reported`, async () => {
    const { code, stdout, stderr } = await vmc(
      ['list', ...args],
      configuration({ hv1: { uri: 'qemu:///system' } }),
    )
    assert.equal([code, stdout], [1, ''])
    assert.match(stderr, message)
  })

for (const uri of [1, 'hv1', 'qemu:// a'])
  test(`${JSON.stringify(uri)} is not a URI of a host`, async () => {
    const { code, stderr } = await vmc(['list'], configuration({ hv1: { uri } }))
    assert.is(code, 1)
    assert.match(stderr, `"uri" in the configuration cannot be ${JSON.stringify(uri)}`)
    assert.match(stderr, 'expected a URI such as "qemu+ssh://root@hv1/system"')
  })

test.run()
