import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { cursorOf } from '../../src/check/cursor.ts'
import {
  addressedDevices,
  busesOf,
  controllersWithoutSlot,
  modelsAccepting,
  SLOTS,
} from '../../src/check/facts/pci.ts'
import { readDomain } from '../support/builders.ts'

const test = suite('check: PCI facts')

const of = (machine: string, devices: string) => {
  const { node } = readDomain(
    `<domain type="kvm"><name>fv0</name><memory>1048576</memory><os><type arch="x86_64" machine="${machine}">hvm</type></os><devices>${devices}</devices></domain>`,
  )
  return cursorOf(node!)
}
const controller = (model: string, index?: number) =>
  `<controller type="pci"${index === undefined ? '' : ` index="${index}"`} model="${model}"/>`
const ports = (count: number) =>
  Array.from({ length: count }, (_, nth) => controller('pcie-root-port', nth + 1)).join('')

test('bus 0 belongs to the machine, further buses to controllers', () => {
  const models = (machine: string, devices: string) =>
    [...busesOf(of(machine, devices)).values()].map(({ index, model }) => `${index} ${model}`)
  assert.equal(models('q35', ''), ['0 pcie-root'])
  assert.equal(models('pc', controller('pci-bridge', 1)), ['0 pci-root', '1 pci-bridge'])
  assert.equal(models('none-of-these', ''), [])
})

test('an address of zeros is left to libvirt', () => {
  const balloon = (address: string) =>
    addressedDevices(
      of('q35', `<memballoon model="virtio"><address type="pci" ${address}/></memballoon>`),
    )
  assert.is(balloon('domain="0" bus="0" slot="0" function="0"').length, 0)
  const [placed] = balloon('domain="0" bus="0x0a" slot="0x1f" function="0x7"')
  assert.equal([placed!.bus, placed!.slot, placed!.function, placed!.kind], [10, 31, 7, 'device'])
})

test('every controller model fits into some slot, a downstream port only into an upstream port', () => {
  for (const model of SLOTS.keys()) {
    if (model !== 'pci-root' && model !== 'pcie-root')
      assert.ok(modelsAccepting(model).length > 0, model)
  }
  assert.equal(modelsAccepting('pcie-switch-downstream-port'), ['pcie-switch-upstream-port'])
  assert.equal(modelsAccepting('pcie-expander-bus'), ['pcie-root'])
})

test('eight root ports share a slot, and the chipset occupies the last slot of q35', () => {
  assert.is(controllersWithoutSlot(of('q35', ports(240))).length, 0)
  assert.equal(
    controllersWithoutSlot(of('q35', ports(242))).map(one => one.number('index')),
    [241, 242],
  )
})

test('a slot with a device has no room for root ports', () => {
  const sound = (slot: number) =>
    `<sound model="ich6"><address type="pci" domain="0" bus="0" slot="${slot}" function="0"/></sound>`
  const taken = Array.from({ length: 29 }, (_, nth) => sound(nth + 1)).join('')
  assert.is(controllersWithoutSlot(of('q35', taken + ports(8))).length, 0)
  assert.is(controllersWithoutSlot(of('q35', taken + ports(9))).length, 1)
})

test('a controller without a matching parent has no slot', () => {
  const models = (devices: string, machine = 'q35') =>
    controllersWithoutSlot(of(machine, devices)).map(one => one.text('model'))
  assert.equal(models(controller('pcie-switch-downstream-port', 2)), [
    'pcie-switch-downstream-port',
  ])
  const upstream = controller('pcie-switch-upstream-port')
  assert.equal(models(upstream + controller('pcie-switch-downstream-port')), [])
  assert.equal(models(ports(1), 'pc'), ['pcie-root-port'])
  assert.equal(models(ports(1), 'none-of-these'), [])
})

test.run()
