// What libvirt's QEMU driver accepts and refuses of NICs, by release.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { xmlDomains } from '../../src/build/check-rule.ts'
import { validate } from '../../src/check/validator.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'
import { errorsIn, pc } from '../support/errors-in.ts'

const test = suite('NICs')

const SOURCES: Readonly<Record<string, string>> = {
  network: '<source network="default"/>',
  bridge: '<source bridge="br0"/>',
  direct: '<source dev="eth0" mode="vepa"/>',
}
const nic = (type: string, children: string, model = 'virtio') =>
  pc(
    `<interface type="${type}">${SOURCES[type] ?? ''}<model type="${model}"/>${children}</interface>`,
  )
const errors = (type: string, children: string, libvirt?: string) =>
  errorsIn(nic(type, children), libvirt === undefined ? {} : { libvirt })

test('a bandwidth limit has an average, or a floor on a virtual network', () => {
  const limit = (type: string, xml: string) => errors(type, `<bandwidth>${xml}</bandwidth>`)
  assert.equal(limit('bridge', '<inbound average="1000" peak="2000"/>'), [])
  assert.equal(limit('bridge', '<inbound peak="2000"/>'), ['net-bandwidth'])
  assert.equal(limit('bridge', '<inbound average="1" floor="2"/>'), ['net-bandwidth'])
  assert.equal(limit('network', '<inbound floor="200"/>'), [])
  assert.equal(limit('network', '<inbound floor="200" burst="5"/>'), ['net-bandwidth'])
  assert.equal(limit('network', '<outbound floor="200"/>'), ['net-bandwidth'])
})

test('only a NIC of a virtual network can leave parts of its virtual port out', () => {
  const port = (type: string) => (xml: string) => errors(type, xml)
  const bare = '<virtualport><parameters profileid="a"/></virtualport>'
  assert.equal(port('network')(bare), [])
  assert.equal(port('bridge')(bare), ['net-virtualport'])
  assert.equal(port('bridge')('<virtualport type="openvswitch"/>'), [])
  const qbg = (more: string) =>
    `<virtualport type="802.1Qbg"><parameters managerid="11"${more}/></virtualport>`
  assert.equal(port('direct')(qbg('')), ['net-virtualport'])
  assert.equal(port('direct')(qbg(' typeid="1" typeidversion="2"')), [])
})

test('a filter that libvirt drops is a warning', () => {
  const filter = '<filterref filter="clean-traffic"/>'
  assert.equal(errors('user', filter), [])
  const found = validate(xmlDomains(nic('user', filter)), standardPolicy).map(one => one.slug)
  assert.ok(found.includes('net-filter-ignored'))
})

test('an isolated port excludes a virtual port', () => {
  const isolated = '<port isolated="yes"/>'
  assert.equal(errors('bridge', isolated), [])
  assert.equal(errors('bridge', `<virtualport type="openvswitch"/>${isolated}`), ['net-settings'])
})

test('libvirt ignores queue sizes of a NIC that is not virtio', () => {
  const driver = '<driver rx_queue_size="100"/>'
  assert.equal(errorsIn(nic('bridge', driver, 'e1000')), [])
  assert.equal(errorsIn(nic('bridge', driver)), ['net-queue-size'])
})

test('host names and routes belong to passt', () => {
  const passt = '<backend type="passt"/>'
  assert.equal(errors('user', '<backend type="passt" hostname="a"/>'), [])
  assert.equal(errors('user', '<backend hostname="a"/>'), ['net-passt-settings'])
  const route = (family: string, more = '') => `<route${more} gateway="${family}"/>`
  assert.equal(errors('user', passt + route('10.0.0.1') + route('2001:db8::1')), [])
  assert.equal(errors('user', passt + route('10.0.0.1').repeat(2)), ['net-passt-settings'])
  assert.equal(errors('user', passt + route('10.0.0.1', ' address="10.0.0.0" prefix="8"')), [
    'net-passt-settings',
  ])
})

test('a vhost-user NIC needs shared memory from libvirt 11.3', () => {
  const xml = pc(
    '<interface type="vhostuser"><source type="unix" path="/a" mode="client"/><model type="virtio"/></interface>',
  )
  assert.equal(errorsIn(xml), ['shared-memory'])
  assert.equal(errorsIn(xml, { libvirt: '9.0.0' }), [])
})

test('two native VLANs', () => {
  const vlan = (second: string) =>
    `<virtualport type="openvswitch"/><vlan trunk="yes"><tag id="1" nativeMode="tagged"/><tag id="2"${second}/></vlan>`
  assert.equal(errors('bridge', vlan('')), [])
  assert.equal(errors('bridge', vlan(' nativeMode="untagged"')), ['net-vlan-native'])
})

test('a route leads to a network', () => {
  const route = (text: string) =>
    errorsIn(
      pc(
        `<interface type="ethernet"><source><route ${text}/></source><model type="virtio"/></interface>`,
      ),
    )
  assert.equal(route('address="10.0.0.0" prefix="8" gateway="10.1.0.1"'), [])
  assert.equal(route('address="0.0.0.0" gateway="10.1.0.1"'), [])
  assert.equal(route('address="10.0.0.0" netmask="255.0.0.0" gateway="10.1.0.1"'), [])
  assert.equal(route('family="ipv6" address="2001:db8::" prefix="32" gateway="2001:db8::1"'), [])
  const wrong = [
    'address="10.0.0.0" gateway="10.1.0.1"',
    'address="10.0.0.1" prefix="24" gateway="10.1.0.1"',
    'address="10.0.1.0" netmask="255.255.0.0" gateway="10.1.0.1"',
    'address="2001:db8::" prefix="32" gateway="2001:db8::1"',
    'family="ipv6" address="2001:db8::1" prefix="64" gateway="2001:db8::1"',
  ]
  for (const text of wrong) assert.equal(route(text), ['net-route'], text)
})

test('the driver of a virtio NIC is not that of a host device', () => {
  assert.equal(errors('network', '<driver name="vhost"/>'), [])
  assert.equal(errors('network', '<driver name="vfio"/>'), ['net-driver-name'])
  assert.equal(errorsIn(nic('network', '<driver name="vfio"/>', 'e1000')), [])
})

test('the model of a vDPA NIC', () => {
  const vdpa = (model: string, libvirt: string) =>
    errorsIn(
      pc(
        `<interface type="vdpa"><source dev="/dev/vhost-vdpa-0"/><model type="${model}"/></interface>`,
      ),
      { libvirt },
    )
  assert.equal(vdpa('virtio', '9.0.0'), [])
  assert.equal(vdpa('virtio-non-transitional', '9.0.0'), ['net-vhost-model'])
  assert.equal(vdpa('virtio-non-transitional', '11.3.0'), [])
  assert.equal(vdpa('e1000', '11.3.0'), ['net-vhost-model'])
})

test('the addresses of a user network', () => {
  const ip = (text: string, more = '') => `${more}<ip ${text}/>`
  assert.equal(errors('user', ip('address="10.0.2.15" prefix="24"')), [])
  const both = ip('address="10.0.2.15"') + ip('address="2001:db8::1" prefix="64"')
  assert.equal(errors('user', both), [])
  assert.equal(errors('user', ip('address="10.0.2.15" peer="10.0.2.1"')), ['net-user-address'])
  const PASST = '<backend type="passt"/>'
  assert.equal(errors('user', ip('address="10.0.2.15" prefix="28"', PASST)), [])
  assert.equal(errors('user', `${PASST}${ip('address="10.0.2.15"').repeat(2)}`), [
    'net-user-address',
  ])
})

test('the model of a NIC in upper case', () => {
  assert.equal(errorsIn(nic('network', '<driver iommu="on"/>', 'VirtIO')), [])
  assert.equal(errorsIn(nic('network', '<driver name="vfio"/>', 'VirtIO')), ['net-driver-name'])
})

test('a VLAN of a NIC that cannot tag one is refused from libvirt 12.9', () => {
  const VLAN = '<vlan><tag id="42"/></vlan>'
  assert.equal(errors('bridge', VLAN), [])
  assert.equal(errors('user', VLAN), ['net-vlan'])
  assert.equal(errors('user', VLAN, '11.3.0'), [])
})

test('a MAC address of a hypervisor vendor is no hardware address', () => {
  const slugs = (address: string) => {
    const xml = nic('bridge', `<mac address="${address}"/>`).replace('type="qemu"', 'type="kvm"')
    return validate(xmlDomains(xml), standardPolicy).map(({ slug }) => slug)
  }
  const isReported = (address: string) => slugs(address).includes('mac-oui')
  assert.ok(isReported('00:1b:21:12:34:56'))
  assert.not.ok(isReported('BC:24:11:12:34:56'))
  assert.not.ok(isReported('00:16:3e:12:34:56'))
  assert.not.ok(isReported('52:54:00:12:34:56'))
})

test.run()
