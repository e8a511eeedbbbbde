import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { validateXml } from '../../src/build/documents/validate-xml.ts'
import { ControllerIndex } from '../../src/check/addresses/controller-index.ts'
import { ControllerOrder } from '../../src/check/addresses/controller-order.ts'
import { addedController, insertController } from '../../src/check/addresses/device.ts'

const test = suite('check: order of controllers')

test('is the order of inserting one controller after the other', () => {
  let seed = 7
  const next = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  for (let round = 0; round < 2000; round++) {
    const given = Array.from({ length: next(12) }, () => ({
      ...addedController(['usb', 'pci', 'scsi'][next(3)]!, next(6) - 1),
      isCompanion: next(3) === 0,
    }))
    const inserted = {
      controllers: [] as typeof given,
      controllerIndex: new ControllerIndex<(typeof given)[number]>(),
    }
    const order = new ControllerOrder()
    for (const controller of given) {
      insertController(inserted, controller)
      if (controller.index !== -1) inserted.controllerIndex.add(controller)
      order.add(controller)
    }
    const shown = (list: typeof given) =>
      list.map(one => `${one.type} ${one.index} ${one.isCompanion} ${given.indexOf(one)}`)
    assert.equal(shown(order.sorted() as typeof given), shown(inserted.controllers))
  }
})

test('a disk name that needs millions of controllers does not add them all', () => {
  for (const [bus, dev] of [
    ['fdc', 'fdbdrive'],
    ['scsi', 'sdbdrive'],
    ['sata', 'sdbdrive'],
  ])
    validateXml(
      `<domain type="kvm"><name>a</name><memory>1048576</memory><os><type machine="q35">hvm</type></os><devices><disk type="file"><source file="/a"/><target dev="${dev}" bus="${bus}"/></disk></devices></domain>`,
    )
})

test.run()
