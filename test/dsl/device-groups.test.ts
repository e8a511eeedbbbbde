import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { domain, file, pci, pcieRootPort, volume } from '../../src/index.ts'
import { fv0, problemsOf, testSpellings, xmlOf } from '../support/builders.ts'

const test = suite('dsl: groups of devices')

testSpellings(
  test,
  'PCI Express root ports',
  fv0(`
<devices>
  <controller type="pci" model="pcie-root-port"/>
  <controller type="pci" model="pcie-root-port"/>
</devices>`),
  {
    shorthand: () => domain('fv0').pcieRootPorts(2),
    factories: () => domain('fv0').controller(pcieRootPort(), pcieRootPort()),
  },
)

testSpellings(
  test,
  'a PCI device with two functions in one slot of the guest',
  fv0(`
<devices>
  <hostdev mode="subsystem" type="pci" managed="yes">
    <source>
      <address domain="0x0000" bus="0x0b" slot="0x00" function="0x0"/>
    </source>
    <rom file="/gpu.rom"/>
    <address type="pci" domain="0x0000" bus="0x10" slot="0x00" function="0x0" multifunction="on"/>
  </hostdev>
  <hostdev mode="subsystem" type="pci" managed="yes">
    <source>
      <address domain="0x0000" bus="0x0b" slot="0x00" function="0x1"/>
    </source>
    <address type="pci" domain="0x0000" bus="0x10" slot="0x00" function="0x1"/>
  </hostdev>
</devices>`),
  {
    shorthand: () => domain('fv0').pciDevice('0000:0b:00', { bus: 16, rom: '/gpu.rom' }),
    'without the PCI domain': () => domain('fv0').pciDevice('0b:00', { bus: 16, rom: '/gpu.rom' }),
    factories: () =>
      domain('fv0').hostdev(
        pci('0000:0b:00.0').rom('/gpu.rom').address({
          type: 'pci',
          domain: 0,
          bus: '0x10',
          slot: '0x00',
          function: 0,
          multifunction: true,
        }),
        pci('0000:0b:00.1').address('0000:10:00.1'),
      ),
  },
)

test('without a bus, libvirt gives each function a slot', () => {
  const xml = xmlOf(domain('fv0').pciDevice('0000:0b:00', { functions: 4, driver: 'vfio' }))
  assert.is(xml.match(/<hostdev /g)?.length, 4)
  assert.is(xml.match(/<driver name="vfio"\/>/g)?.length, 4)
  assert.not.match(xml, 'multifunction')
})

test('an address that is not one is reported', () => {
  assert.match(problemsOf(domain('fv0').pciDevice('gpu')).join(), 'cannot be the text "gpu.0"')
})

test('a disk in a CD-ROM or floppy drive becomes one', () => {
  assert.match(
    xmlOf(domain('fv0').cdrom(volume('default', 'a.iso'))),
    /<disk type="volume" device="cdrom">[\s\S]*<readonly\/>/,
  )
  assert.match(xmlOf(domain('fv0').floppy(file('/a.img'))), 'device="floppy"')
})

test.run()
