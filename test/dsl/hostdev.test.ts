import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { domain, usb } from '../../src/index.ts'
import { valuesOf } from '../../src/tree/node.ts'
import { childOf, devices, readDomain, spells, xmlOf } from '../support/builders.ts'

const test = suite('dsl: hostdev')

spells(
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
    words: () => domain('fv0').hostdev(usb(0x1234, 0xbeef)),
    text: () => domain('fv0').hostdev(usb('0x1234', '0xbeef')),
    objects: () =>
      domain('fv0').hostdev({
        mode: 'subsystem',
        type: 'usb',
        source: { vendor: { id: '0x1234' }, product: 0xbeef },
      }),
  },
)

spells(
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
    words: () => domain('fv0').hostdev(usb({ bus: 1, device: 4 }).alias('ua-stick')),
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
    spells(
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

test('a number is written in hexadecimal, as lsusb prints it', () => {
  assert.match(xmlOf(domain('fv0').hostdev(usb(10, 0))), '<vendor id="0x000a"/>')
  assert.match(xmlOf(domain('fv0').hostdev(usb(10, 0))), '<product id="0x0000"/>')
})

test('an octal number is read as the text it is, never as a decimal number', () => {
  const { node } = readDomain(
    devices('<hostdev type="usb"><source><address bus="010" device="10"/></source></hostdev>'),
  )
  const hostdev = childOf(childOf(node!, 'devices'), 'hostdev')
  const address = childOf(childOf(hostdev, 'source'), 'address')
  assert.equal(valuesOf(address.fields.bus), ['010'])
  assert.equal(valuesOf(address.fields.device), [10])
})

test.run()
