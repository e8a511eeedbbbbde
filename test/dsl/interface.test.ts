import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  bridge,
  client,
  direct,
  domain,
  ethernet,
  hostdevNic,
  mcast,
  network,
  passt,
  server,
  udpTunnel,
  user,
  vdpa,
  vhostUser,
} from '../../src/index.ts'
import { devices, problemsOf, testSpellings, xmlOf } from '../support/builders.ts'

const test = suite('dsl: interface')

testSpellings(
  test,
  'a NIC on a virtual network',
  devices(`
<interface type="network">
  <mac address="52:54:00:12:34:56"/>
  <source network="default"/>
  <target dev="vnet7"/>
  <model type="virtio"/>
</interface>`),
  {
    factories: () =>
      domain('fv0').nic(
        network('default').model('virtio').target('vnet7').mac('52:54:00:12:34:56'),
      ),
    methods: () =>
      domain('fv0').interface(
        user()
          .type('network')
          .source({ network: 'default' })
          .mac({ address: '52:54:00:12:34:56' })
          .target({ dev: 'vnet7' })
          .model({ type: 'virtio' }),
      ),
    objects: () =>
      domain('fv0').nic({
        type: 'network',
        source: { network: 'default' },
        mac: '52:54:00:12:34:56',
        model: 'virtio',
        target: 'vnet7',
      }),
  },
)

testSpellings(
  test,
  'a NIC on a bridge',
  devices(`
<interface type="bridge">
  <mac address="00:16:3e:5d:c7:9e"/>
  <source bridge="br0"/>
  <script path="vif-bridge"/>
</interface>`),
  {
    factories: () => domain('fv0').nic(bridge('br0').script('vif-bridge').mac('00:16:3e:5d:c7:9e')),
    objects: () =>
      domain('fv0').devices({
        interface: [
          {
            type: 'bridge',
            source: { bridge: 'br0' },
            script: { path: 'vif-bridge' },
            mac: { address: '00:16:3e:5d:c7:9e' },
          },
        ],
      }),
  },
)

testSpellings(
  test,
  'a NIC on the user-mode network',
  devices(`
<interface type="user">
  <mac address="00:11:22:33:44:56"/>
</interface>`),
  {
    factories: () => domain('fv0').nic(user().mac('00:11:22:33:44:56')),
    objects: () => domain('fv0').nic({ type: 'user', mac: '00:11:22:33:44:56' }),
  },
)

testSpellings(
  test,
  'a NIC connected by a script',
  devices(`
<interface type="ethernet">
  <script path="/etc/qemu-ifup-mynet"/>
  <target dev="vnet7"/>
</interface>
<interface type="ethernet"/>`),
  {
    factories: () =>
      domain('fv0').nic(ethernet('vnet7').script('/etc/qemu-ifup-mynet'), ethernet()),
    methods: () =>
      domain('fv0')
        .nic(ethernet().target({ dev: 'vnet7' }).script({ path: '/etc/qemu-ifup-mynet' }))
        .nic(ethernet()),
    objects: () =>
      domain('fv0').nic(
        { type: 'ethernet', target: { dev: 'vnet7' }, script: '/etc/qemu-ifup-mynet' },
        { type: 'ethernet' },
      ),
  },
)

const factories = { mcast, server, client }
for (const type of ['mcast', 'server', 'client'] as const)
  testSpellings(
    test,
    `a card of type ${type}`,
    devices(`
<interface type="${type}">
  <source address="230.0.0.1" port="5558"/>
</interface>`),
    {
      factories: () => domain('fv0').nic(factories[type]('230.0.0.1', 5558)),
      objects: () => domain('fv0').nic({ type, source: { port: '5558', address: '230.0.0.1' } }),
    },
  )

test('mac(false) leaves the MAC address to libvirt', () => {
  const builder = domain('fv0').nic(bridge('br0').mac('52:54:00:12:34:56').mac(false))
  assert.equal(problemsOf(builder), [])
  assert.is(
    xmlOf(builder),
    devices(`
<interface type="bridge">
  <source bridge="br0"/>
</interface>`),
  )
})

testSpellings(
  test,
  'a macvtap NIC with a virtual port',
  devices(`
<interface type="direct" trustGuestRxFilters="yes">
  <source dev="eth0.2" mode="vepa"/>
  <virtualport type="802.1Qbg">
    <parameters managerid="11" typeid="1193047" typeidversion="2" instanceid="09b11c53-8b5c-4eeb-8f00-d84eaa0aaa4f"/>
  </virtualport>
</interface>`),
  {
    factories: () =>
      domain('fv0').nic(
        direct('eth0.2', 'vepa')
          .trustGuestRxFilters(true)
          .virtualport({
            type: '802.1Qbg',
            parameters: {
              managerid: 11,
              typeid: 1193047,
              typeidversion: 2,
              instanceid: '09b11c53-8b5c-4eeb-8f00-d84eaa0aaa4f',
            },
          }),
      ),
  },
)

testSpellings(
  test,
  'NICs served outside the kernel',
  devices(`
<interface type="vhostuser">
  <source type="unix" path="/tmp/vhost1.sock" mode="client">
    <reconnect enabled="yes" timeout="10"/>
  </source>
  <model type="virtio"/>
  <driver queues="5"/>
</interface>
<interface type="vdpa">
  <source dev="/dev/vhost-vdpa-0"/>
  <model type="virtio"/>
</interface>
<interface type="user">
  <source dev="eth0"/>
  <ip address="172.17.5.4" family="ipv4" prefix="24"/>
  <portForward proto="tcp">
    <range start="2022" to="22"/>
  </portForward>
  <backend type="passt" logFile="/run/user/1000/passt.log"/>
</interface>
<interface type="udp">
  <source address="127.0.0.1" port="11115">
    <local address="127.0.0.1" port="11116"/>
  </source>
</interface>`),
  {
    factories: () =>
      domain('fv0').nic(
        vhostUser('/tmp/vhost1.sock')
          .source({ reconnect: { enabled: true, timeout: 10 } })
          .driver({ queues: 5 }),
        vdpa('/dev/vhost-vdpa-0'),
        passt('eth0')
          .backend({ logFile: '/run/user/1000/passt.log' })
          .ip({ address: '172.17.5.4', family: 'ipv4', prefix: 24 })
          .portForward({ proto: 'tcp', range: { start: 2022, to: 22 } }),
        udpTunnel({ address: '127.0.0.1', port: 11115 }, { address: '127.0.0.1', port: 11116 }),
      ),
  },
)

testSpellings(
  test,
  'a passed-through NIC teamed with a virtio NIC',
  devices(`
<interface type="network">
  <mac address="00:11:22:33:44:56"/>
  <source network="mybridge"/>
  <model type="virtio"/>
  <teaming type="persistent"/>
  <alias name="ua-backup0"/>
</interface>
<interface type="hostdev" managed="yes">
  <mac address="00:11:22:33:44:56"/>
  <source>
    <address type="pci" domain="0x0000" bus="0x00" slot="0x07" function="0x0"/>
  </source>
  <teaming type="transient" persistent="ua-backup0"/>
</interface>`),
  {
    factories: () =>
      domain('fv0').nic(
        network('mybridge')
          .mac('00:11:22:33:44:56')
          .model('virtio')
          .teaming('persistent')
          .alias('ua-backup0'),
        hostdevNic('0000:00:07.0')
          .mac('00:11:22:33:44:56')
          .teaming({ type: 'transient', persistent: 'ua-backup0' }),
      ),
  },
)

testSpellings(
  test,
  'NIC options',
  devices(`
<interface type="bridge">
  <source bridge="ovsbr0"/>
  <vlan trunk="yes">
    <tag id="42"/>
    <tag id="123" nativeMode="untagged"/>
  </vlan>
  <virtualport type="openvswitch"/>
  <bandwidth>
    <inbound average="1000" peak="5000" burst="1024"/>
    <outbound average="128"/>
  </bandwidth>
  <port isolated="yes"/>
  <filterref filter="clean-traffic">
    <parameter name="IP" value="104.207.129.11"/>
  </filterref>
  <link state="down"/>
  <mtu size="1500"/>
  <coalesce>
    <rx>
      <frames max="7"/>
    </rx>
  </coalesce>
</interface>
<interface type="bridge">
  <source bridge="ovsbr0"/>
  <vlan>
    <tag id="42"/>
    <tag id="43"/>
  </vlan>
</interface>`),
  {
    factories: () =>
      domain('fv0').nic(
        bridge('ovsbr0')
          .vlan({ trunk: true, tag: [42, { id: 123, nativeMode: 'untagged' }] })
          .virtualport('openvswitch')
          .bandwidth({ inbound: { average: 1000, peak: 5000, burst: 1024 }, outbound: 128 })
          .port({ isolated: true })
          .filterref({
            filter: 'clean-traffic',
            parameter: { name: 'IP', value: '104.207.129.11' },
          })
          .link('down')
          .mtu(1500)
          .coalesce({ rx: { frames: 7 } }),
        bridge('ovsbr0').vlan([42, 43]),
      ),
  },
)

test('fields of other NIC types are reported', () => {
  const problems = (builder: Parameters<typeof problemsOf>[0]) => problemsOf(builder).join('\n')
  assert.match(
    problems(domain('fv0').nic(user().virtualport('openvswitch'))),
    '"virtualport" belongs to <interface> with type',
  )
  assert.match(
    problems(domain('fv0').nic({ type: 'vdpa' })),
    'is missing <source>, which is required when type is "vdpa"',
  )
  assert.match(
    problems(domain('fv0').nic(bridge('br0').driver({ name: 'vfio', queues: 4 }))),
    '"queues" belongs to <driver> with name "qemu" or "vhost"; this one has name "vfio"',
  )
})

test.run()
