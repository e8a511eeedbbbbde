import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { hostList, onlyHosts } from '../../src/hosts/host-list.ts'

const test = suite('hosts: which hosts to connect to')

const hosts = {
  hv1: { uri: 'qemu+ssh://root@hv1/system' },
  lab: {},
  hv2: { uri: 'qemu+ssh://root@hv2/system' },
}
const [hv1, hv2] = ['hv1', 'hv2'].map(name => ({ name, uri: `qemu+ssh://root@${name}/system` }))
const env = { LIBVIRT_DEFAULT_URI: 'qemu:///session' }

test('the hosts of the configuration with a URI, in its order', () => {
  assert.equal(hostList({ hosts, env }), { hosts: [hv1, hv2], diagnostics: [] })
})

test('--uri instead of the configuration', () => {
  const uri = 'qemu:///system'
  assert.equal(hostList({ hosts, uri, env }).hosts, [{ name: uri, uri }])
})

test('--uri of a host of the configuration keeps its name', () => {
  assert.equal(hostList({ hosts, uri: hv2!.uri, env }).hosts, [hv2])
})

test('LIBVIRT_DEFAULT_URI if the configuration has no URI', () => {
  const [host] = hostList({ hosts: { lab: {} }, env }).hosts
  assert.is(host?.uri, 'qemu:///session')
})

test('without any of them, an error says what to write', () => {
  const { hosts: none, diagnostics } = hostList({ env: { LIBVIRT_DEFAULT_URI: '' } })
  assert.equal(none, [])
  assert.equal(
    [diagnostics[0]?.code, diagnostics[0]?.message],
    ['VMC7002', 'no host to connect to'],
  )
})

test('--host chooses hosts, and reports unknown ones', () => {
  const all = hostList({ hosts, env })
  assert.equal(onlyHosts(all), all)
  assert.equal(onlyHosts(all, ['hv2']).hosts, [hv2])
  const { diagnostics } = onlyHosts(all, ['hv3', 'zoo'])
  assert.equal(
    diagnostics.map(({ message, help }) => [message, help]),
    [
      ['unknown host "hv3"', 'did you mean "hv1"?'],
      ['unknown host "zoo"', 'the hosts are hv1, hv2'],
    ],
  )
})

test.run()
