import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { domain, mdev, pci, pciAddress, scsi, scsiHost, usb } from '../../src/index.ts'
import { valuesOf } from '../../src/tree/node.ts'
import {
  childOf,
  devices,
  problemsOf,
  readDomain,
  testSpellings,
  xmlOf,
} from '../support/builders.ts'

const test = suite('dsl: hostdev')

testSpellings(
  test,
  'a USB device by vendor and product',
  devices(`
<hostdev mode="subsystem" type="usb">
  <source>
    <vendor id="0x1234"/>
    <product id="0xbeef"/>
  </source>
</hostdev>`),
  {
    factories: () => domain('fv0').hostdev(usb(0x1234, 0xbeef)),
    text: () => domain('fv0').hostdev(usb('0x1234', '0xbeef')),
    objects: () =>
      domain('fv0').hostdev({
        mode: 'subsystem',
        type: 'usb',
        source: { vendor: { id: '0x1234' }, product: 0xbeef },
      }),
  },
)

testSpellings(
  test,
  'the first function in a PCI slot of the guest',
  devices(`
<hostdev mode="subsystem" type="pci" managed="yes">
  <source>
    <address domain="0x0000" bus="0x0b" slot="0x00" function="0x0"/>
  </source>
  <address type="pci" domain="0x0000" bus="0x06" slot="0x00" function="0x0" multifunction="on"/>
</hostdev>`),
  {
    factories: () =>
      domain('fv0').hostdev(pci('0000:0b:00.0').address(pciAddress('06:00.0').multifunction(true))),
    objects: () =>
      domain('fv0').hostdev(
        pci('0000:0b:00.0').address({
          type: 'pci',
          domain: 0,
          bus: '0x06',
          slot: '0x00',
          function: 0,
          multifunction: true,
        }),
      ),
  },
)

test('a text that is not a PCI address is reported', () => {
  assert.equal(problemsOf(domain('fv0').hostdev(pci('0000:0b:00.0').address(pciAddress('6')))), [
    'VMC1002 domain/devices/hostdev[1]/address: "6" is not a PCI address (write it as lspci does, as in pciAddress(\'0000:06:00.0\'))',
  ])
})

testSpellings(
  test,
  'a USB device by bus and device',
  devices(`
<hostdev mode="subsystem" type="usb">
  <source>
    <address bus="1" device="4"/>
  </source>
  <alias name="ua-stick"/>
</hostdev>`),
  {
    factories: () => domain('fv0').hostdev(usb({ bus: 1, device: 4 }).alias('ua-stick')),
    objects: () =>
      domain('fv0').devices({
        hostdev: [
          {
            mode: 'subsystem',
            type: 'usb',
            source: { address: { bus: '1', device: 4 } },
            alias: 'ua-stick',
          },
        ],
      }),
  },
)

for (const spelling of ['4660', '0x1234', '0x0a', '0X', '0x00A', '010', '0', '007'] as const) {
  const right = spelling !== '0X'
  if (right)
    testSpellings(
      test,
      `the spelling ${spelling}, to the letter,`,
      devices(`
<hostdev mode="subsystem" type="usb">
  <source>
    <vendor id="${spelling}"/>
    <product id="${spelling}"/>
  </source>
</hostdev>`),
      { text: () => domain('fv0').hostdev(usb(spelling, spelling)) },
    )
}

test('numbers are written in hexadecimal, as lsusb prints them', () => {
  assert.match(xmlOf(domain('fv0').hostdev(usb(10, 0))), '<vendor id="0x000a"/>')
  assert.match(xmlOf(domain('fv0').hostdev(usb(10, 0))), '<product id="0x0000"/>')
})

test('an octal number keeps its spelling', () => {
  const { node } = readDomain(
    devices('<hostdev type="usb"><source><address bus="010" device="10"/></source></hostdev>'),
  )
  const hostdev = childOf(childOf(node!, 'devices'), 'hostdev')
  const address = childOf(childOf(hostdev, 'source'), 'address')
  assert.equal(valuesOf(address.fields.bus), ['010'])
  assert.equal(valuesOf(address.fields.device), [10])
})

testSpellings(
  test,
  'a PCI device by its lspci address',
  devices(`
<hostdev mode="subsystem" type="pci" managed="yes">
  <driver model="vfio-pci-igb"/>
  <source>
    <address domain="0x0000" bus="0x3b" slot="0x00" function="0x1"/>
  </source>
  <boot order="1"/>
  <rom bar="off"/>
</hostdev>`),
  {
    factories: () =>
      domain('fv0').hostdev(
        pci('3b:00.1').driver({ model: 'vfio-pci-igb' }).boot(1).rom({ bar: false }),
      ),
    objects: () =>
      domain('fv0').hostdev({
        mode: 'subsystem',
        type: 'pci',
        managed: true,
        driver: { model: 'vfio-pci-igb' },
        source: { address: { domain: 0, bus: '0x3b', slot: 0, function: 1 } },
        boot: { order: 1 },
        rom: { bar: false },
      }),
  },
)

testSpellings(
  test,
  'SCSI devices, and a vhost-scsi target',
  devices(`
<hostdev mode="subsystem" type="scsi">
  <source>
    <adapter name="scsi_host0"/>
    <address bus="0" target="2" unit="0"/>
  </source>
  <readonly/>
</hostdev>
<hostdev mode="subsystem" type="scsi">
  <source protocol="iscsi" name="iqn.2014-08.com.example:iscsi-nopool/1">
    <host name="example.com" port="3260"/>
    <auth username="myuser">
      <secret type="iscsi" usage="libvirtiscsi"/>
    </auth>
  </source>
</hostdev>
<hostdev mode="subsystem" type="scsi_host" model="virtio">
  <source protocol="vhost" wwpn="naa.50014057667280d8"/>
</hostdev>`),
  {
    factories: () =>
      domain('fv0').hostdev(
        scsi('scsi_host0', { target: 2 }).readonly(),
        {
          mode: 'subsystem',
          type: 'scsi',
          source: {
            protocol: 'iscsi',
            name: 'iqn.2014-08.com.example:iscsi-nopool/1',
            host: { name: 'example.com', port: 3260 },
            auth: { username: 'myuser', secret: { type: 'iscsi', usage: 'libvirtiscsi' } },
          },
        },
        scsiHost('naa.50014057667280d8').model('virtio'),
      ),
  },
)

testSpellings(
  test,
  'a mediated device',
  devices(`
<hostdev mode="subsystem" type="mdev" model="vfio-pci" display="on">
  <source>
    <address uuid="c2177883-f1bb-47f0-914d-32a22e3a8804"/>
  </source>
</hostdev>`),
  {
    factories: () =>
      domain('fv0').hostdev(mdev('c2177883-f1bb-47f0-914d-32a22e3a8804').display(true)),
    objects: () =>
      domain('fv0').hostdev({
        mode: 'subsystem',
        type: 'mdev',
        model: 'vfio-pci',
        display: true,
        source: { address: 'c2177883-f1bb-47f0-914d-32a22e3a8804' },
      }),
  },
)

testSpellings(
  test,
  'host devices of a container',
  devices(`
<hostdev mode="capabilities" type="storage">
  <source>
    <block>/dev/sdf1</block>
  </source>
</hostdev>
<hostdev mode="capabilities" type="net">
  <source>
    <interface>eth0</interface>
  </source>
  <ip address="192.168.122.6" prefix="24"/>
  <route family="ipv4" address="192.168.122.0" prefix="24" gateway="192.168.122.1"/>
</hostdev>`),
  {
    objects: () =>
      domain('fv0').hostdev(
        { mode: 'capabilities', type: 'storage', source: { block: '/dev/sdf1' } },
        {
          mode: 'capabilities',
          type: 'net',
          source: { interface: 'eth0' },
          ip: { address: '192.168.122.6', prefix: 24 },
          route: {
            family: 'ipv4',
            address: '192.168.122.0',
            prefix: 24,
            gateway: '192.168.122.1',
          },
        },
      ),
  },
)

test('fields of other device types are reported', () => {
  const problems = (builder: Parameters<typeof problemsOf>[0]) => problemsOf(builder).join('\n')
  assert.match(problems(domain('fv0').hostdev(pci('0000:3b:0'))), 'cannot be the text "0000:3b:0"')
  assert.match(
    problems(domain('fv0').hostdev(usb(1, 2).model('virtio'))),
    '"model" belongs to <hostdev> with type "scsi_host" or "mdev"; this one has type "usb"',
  )
  assert.match(
    problems(domain('fv0').hostdev({ type: 'usb', source: { vendor: 1 } })),
    'has "vendor" but not "product"',
  )
  assert.match(
    problems(domain('fv0').hostdev({ type: 'usb', source: {} })),
    'is missing "vendor" or "address"',
  )
  assert.match(
    problems(domain('fv0').hostdev({ type: 'scsi', source: {} })),
    'is missing <adapter>, which is required when protocol is "adapter"',
  )
})

test.run()
