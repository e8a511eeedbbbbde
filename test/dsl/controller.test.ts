import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  type ControllerBuilder,
  domain,
  pciBridge,
  pcieDownstreamPort,
  pcieExpanderBus,
  pcieRoot,
  pcieRootPort,
  pcieToPciBridge,
  pcieUpstreamPort,
  sataController,
  scsiController,
  usbController,
  virtioScsi,
  virtioSerial,
} from '../../src/index.ts'
import { devices, problemsOf, testSpellings } from '../support/builders.ts'

const test = suite('dsl: controller')

const bare: Readonly<Record<string, ControllerBuilder>> = {
  '<controller type="scsi" model="virtio-scsi"/>': virtioScsi(),
  '<controller type="scsi" model="lsilogic"/>': scsiController('lsilogic'),
  '<controller type="virtio-serial"/>': virtioSerial(),
  '<controller type="usb" model="qemu-xhci"/>': usbController(),
  '<controller type="usb" model="none"/>': usbController('none'),
  '<controller type="sata"/>': sataController(),
  '<controller type="pci" index="0" model="pcie-root"/>': pcieRoot(),
  '<controller type="pci" model="pcie-root-port"/>': pcieRootPort(),
  '<controller type="pci" model="pcie-switch-upstream-port"/>': pcieUpstreamPort(),
  '<controller type="pci" model="pcie-switch-downstream-port"/>': pcieDownstreamPort(),
  '<controller type="pci" model="pcie-to-pci-bridge"/>': pcieToPciBridge(),
  '<controller type="pci" model="pci-bridge"/>': pciBridge(),
}
for (const [xml, controller] of Object.entries(bare))
  testSpellings(test, xml, devices(xml), { factories: () => domain('fv0').controller(controller) })

testSpellings(
  test,
  'a SCSI controller with queues and I/O threads',
  devices(`
<controller type="scsi" index="0" model="virtio-scsi">
  <driver queues="4" ioeventfd="on">
    <iothreads>
      <iothread id="1"/>
      <iothread id="2">
        <queue id="0"/>
      </iothread>
    </iothreads>
  </driver>
  <address type="pci" domain="0x0000" bus="0x03" slot="0x00" function="0x0"/>
</controller>`),
  {
    factories: () =>
      domain('fv0').controller(
        virtioScsi()
          .index(0)
          .queues(4)
          .ioeventfd(true)
          .driver({ iothreads: { iothread: [1, { id: 2, queue: 0 }] } })
          .address({ type: 'pci', domain: '0x0000', bus: '0x03', slot: '0x00', function: 0 }),
      ),
    objects: () =>
      domain('fv0').controller({
        type: 'scsi',
        index: 0,
        model: 'virtio-scsi',
        driver: {
          queues: 4,
          ioeventfd: true,
          iothreads: { iothread: [{ id: 1 }, { id: 2, queue: [{ id: 0 }] }] },
        },
        address: { type: 'pci', domain: '0x0000', bus: '0x03', slot: '0x00', function: 0 },
      }),
  },
)

testSpellings(
  test,
  'PCI controllers',
  devices(`
<controller type="pci" index="0" model="pcie-root">
  <pcihole64 unit="GiB">64</pcihole64>
</controller>
<controller type="pci" index="1" model="pcie-root-port">
  <model name="ioh3420"/>
  <target chassis="1" port="0x10" hotplug="off"/>
</controller>
<controller type="pci" model="pcie-expander-bus">
  <target busNr="128">
    <node>1</node>
  </target>
</controller>`),
  {
    factories: () =>
      domain('fv0').controller(
        pcieRoot().pcihole64('64GiB'),
        pcieRootPort()
          .index(1)
          .modelName('ioh3420')
          .target({ chassis: 1, port: 0x10, hotplug: false }),
        pcieExpanderBus(0x80, 1),
      ),
  },
)

testSpellings(
  test,
  'a USB companion controller',
  devices(`
<controller type="usb" index="0" model="ich9-uhci2">
  <master startport="2"/>
</controller>`),
  { factories: () => domain('fv0').controller(usbController('ich9-uhci2').index(0).master('2')) },
)

test('models, and fields of models, belong to a type', () => {
  const problems = problemsOf(
    domain('fv0').controller(
      { type: 'usb', model: 'auto' },
      { type: 'pci' },
      { type: 'sata', model: 'piix3' },
      { type: 'pci', model: 'pcie-root-port', pcihole64: '1GiB' },
      { type: 'scsi', target: { port: 1 }, ports: 4 },
    ),
  ).map(line => line.replace(/ \(.*/, ''))
  assert.equal(problems, [
    'VMC1002 domain/devices/controller[1]/@model: "auto" is not a model of <controller>',
    'VMC1003 domain/devices/controller[2]/@model: <controller> is missing attribute "model", which is required when type is "pci"',
    'VMC1004 domain/devices/controller[3]/@model: "model" belongs to <controller> with type "scsi" or "usb" or "ide" or "pci" or "virtio-serial"; this one has type "sata"',
    'VMC1004 domain/devices/controller[4]/pcihole64: "pcihole64" belongs to <controller> with model "pci-root" or "pcie-root"; this one has model "pcie-root-port"',
    'VMC1004 domain/devices/controller[5]/target: "target" belongs to <controller> with type "pci"; this one has type "scsi"',
    'VMC1004 domain/devices/controller[5]/@ports: "ports" belongs to <controller> with type "usb" or "virtio-serial"; this one has type "scsi"',
  ])
})

test.run()
