import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bridge, client, domain, ethernet, mcast, network, server, user } from '../../src/index.ts'
import { devices, spells, toldOf, xmlOf } from '../support/builders.ts'

const test = suite('dsl: interface')

spells(
  test,
  'a card on a virtual network',
  devices(`
<interface type="network">
  <mac address="52:54:00:12:34:56"/>
  <source network="default"/>
  <target dev="vnet7"/>
  <model type="virtio"/>
</interface>`),
  {
    words: () =>
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

spells(
  test,
  'a card on a bridge',
  devices(`
<interface type="bridge">
  <mac address="00:16:3e:5d:c7:9e"/>
  <source bridge="br0"/>
  <script path="vif-bridge"/>
</interface>`),
  {
    words: () => domain('fv0').nic(bridge('br0').script('vif-bridge').mac('00:16:3e:5d:c7:9e')),
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

spells(
  test,
  'a card that the emulator connects',
  devices(`
<interface type="user">
  <mac address="00:11:22:33:44:56"/>
</interface>`),
  {
    words: () => domain('fv0').nic(user().mac('00:11:22:33:44:56')),
    objects: () => domain('fv0').nic({ type: 'user', mac: '00:11:22:33:44:56' }),
  },
)

spells(
  test,
  'a card that a script connects',
  devices(`
<interface type="ethernet">
  <script path="/etc/qemu-ifup-mynet"/>
  <target dev="vnet7"/>
</interface>
<interface type="ethernet"/>`),
  {
    words: () => domain('fv0').nic(ethernet('vnet7').script('/etc/qemu-ifup-mynet'), ethernet()),
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

const words = { mcast, server, client }
for (const type of ['mcast', 'server', 'client'] as const)
  spells(
    test,
    `a card of type ${type}`,
    devices(`
<interface type="${type}">
  <source address="230.0.0.1" port="5558"/>
</interface>`),
    {
      words: () => domain('fv0').nic(words[type]('230.0.0.1', 5558)),
      objects: () => domain('fv0').nic({ type, source: { port: '5558', address: '230.0.0.1' } }),
    },
  )

test('a card without an address gets none where mac is false', () => {
  const builder = domain('fv0').nic(bridge('br0').mac('52:54:00:12:34:56').mac(false))
  assert.equal(toldOf(builder), [])
  assert.is(
    xmlOf(builder),
    devices(`
<interface type="bridge">
  <source bridge="br0"/>
</interface>`),
  )
})

test.run()
