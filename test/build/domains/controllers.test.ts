import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fill } from '../../../src/build/domains/fill.ts'
import {
  type DomainBuilder,
  domain,
  pcieRoot,
  pcieRootPort,
  usbController,
  virtioScsi,
} from '../../../src/index.ts'
import { childAt, childrenAt, scalarAt } from '../../../src/tree/node.ts'
import { nodeOf } from '../../support/builders.ts'
import { errorsIn } from '../../support/errors-in.ts'

const test = suite('controllers')

const q35 = domain('fv0').q35()

const indices = (builder: DomainBuilder) =>
  childrenAt(childAt(fill([nodeOf(builder)])[0]!, 'devices')!, 'controller').map(
    one => scalarAt(one, 'index') ?? '-',
  )

test('PCI controllers are numbered from 1, because 0 is the root controller', () => {
  assert.equal(indices(q35.controller(pcieRootPort(), pcieRootPort())), [1, 2])
  assert.equal(indices(q35.controller(pcieRootPort().index(2), pcieRootPort())), [2, 1])
  assert.equal(indices(domain('fv0').controller(virtioScsi(), pcieRootPort())), ['-', 1])
})

test('libvirt numbers the controllers beside a root controller, and those with index(false)', () => {
  assert.equal(indices(q35.controller(pcieRoot(), pcieRootPort())), [0, '-'])
  assert.equal(indices(q35.controller(pcieRootPort().index(false))), [false])
  assert.equal(indices(q35.type('xen').controller(pcieRootPort())), ['-'])
  assert.equal(indices(q35.controller(usbController())), ['-'])
})

test('a definition in which another controller gets the index 0 is an error', () => {
  const errors = (devices: string) =>
    errorsIn(
      `<os><type arch="x86_64" machine="q35">hvm</type></os><features><acpi/></features><devices>${devices}</devices>`,
    )
  const port = '<controller type="pci" model="pcie-root-port"/>'
  assert.equal(errors(port + port), ['pci-root'])
  assert.equal(errors(`<controller type="pci" index="1" model="pcie-root-port"/>${port}`), [
    'pci-root',
  ])
  assert.equal(errors(`<controller type="pci" model="pcie-root"/>${port}${port}`), [])
  assert.equal(errors(`${port}<controller type="pci" index="0" model="pcie-root"/>`), [])
})

test.run()
