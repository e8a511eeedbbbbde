import type { Controller } from '../../schema/domain/controller.ts'
import type { Cursor, DomainCursor } from '../cursor.ts'
import type { Target } from '../rule-context.ts'
import { type Board, boardOf } from './board.ts'
import { ControllerIndex } from './controller-index.ts'
import { ControllerOrder } from './controller-order.ts'
import {
  addController,
  addedController,
  type ControllerDevice,
  type Definition,
  ensureController,
} from './device.ts'
import { readAddress } from './device-address.ts'

/** The controllers of a definition, in libvirt's order. */
export function readControllers(
  domain: DomainCursor,
): Pick<Definition, 'controllers' | 'controllerIndex'> {
  const order = new ControllerOrder()
  const controllerIndex = new ControllerIndex<ControllerDevice>()
  for (const element of domain.each('devices/controller')) {
    const controller = readController(element)
    order.add(controller)
    if (controller.index !== -1) controllerIndex.add(controller)
  }
  return { controllers: order.sorted(), controllerIndex }
}

function readController(element: Cursor<Controller>): ControllerDevice {
  const [type = '', model = ''] = [element.text('type'), element.text('model')]
  // libvirt ignores the address and the master of a USB controller of model "none".
  const isNone = type === 'usb' && model === 'none'
  return {
    kind: 'controller',
    element,
    type,
    bus: '',
    model,
    index: element.number('index') ?? -1,
    address: isNone ? undefined : readAddress(element),
    ports: element.number('ports'),
    isCompanion:
      type === 'usb' && !isNone && (element.has('master') || model.startsWith('ich9-uhci')),
  }
}

/** Numbers the controllers that have no index. A companion USB controller gets the index of its main controller. */
export function numberControllers({
  controllers,
  controllerIndex,
}: Pick<Definition, 'controllers' | 'controllerIndex'>): void {
  const unused = new Map<string, number>()
  const isPart = ({ type, model }: ControllerDevice) => type === 'usb' && isIch9(model)
  const partText = ({ index, model }: ControllerDevice) => `${index} ${model}`
  const parts = new Set(controllers.filter(isPart).map(partText))
  let previous: ControllerDevice | undefined
  for (const controller of controllers) {
    const { type, model } = controller
    if (controller.index === -1) {
      const master = isIch9(model) && previous && isPart(previous) ? previous.index : undefined
      const isTaken = master === undefined || parts.has(`${master} ${model}`)
      controller.index = isTaken ? nextUnused(type) : master
      controllerIndex.add(controller)
      if (isPart(controller)) parts.add(partText(controller))
    }
    if (type === 'usb') previous = controller
  }

  function nextUnused(type: string): number {
    let index = unused.get(type) ?? 0
    while (controllerIndex.find(type, index)) index++
    unused.set(type, index)
    return index
  }
}

/** Whether a USB controller is a part of an ich9 controller. All parts of an ich9 controller share a PCI slot. */
export const isIch9 = (model: string): boolean => /^ich9-(ehci1|uhci[123])$/.test(model)

/** Adds the controllers that every guest of this machine has. */
export function addDefaultControllers(definition: Definition): void {
  const { board } = definition
  if (board.defaultUsb !== undefined && !definition.controllerIndex.find('usb', 0))
    addController(definition, addedController('usb', 0, board.defaultUsb))
  if (board.kind === 'q35') ensureController(definition, 'sata', 0)
  if (board.root !== undefined) ensureController(definition, 'pci', 0, board.root)
}

/** Sets the models of the controllers without a model. */
export function setDefaultModels({ board, controllers }: Definition): void {
  const scsi = controllers.filter(({ type }) => type === 'scsi').map(({ model }) => model)
  for (const controller of controllers) {
    const { type, model } = controller
    if (type === 'scsi') controller.model = scsiModel(model, board, scsi)
    else if (type === 'usb' && model === '') controller.model = defaultUsbModel(board, controller)
  }
}

/**
 * The model of a SCSI controller in a domain. `model` is the model in the definition. If `model` is not set, the result is the
 * model that libvirt chooses.
 */
export function scsiModelIn(
  domain: DomainCursor,
  target: Target,
  model: string | undefined,
): string {
  if (isGiven(model)) return model
  const models = domain
    .each('devices/controller')
    .filter(one => one.text('type') === 'scsi')
    .map((one, nth) => ({ index: one.number('index') ?? nth, model: one.text('model') }))
    .sort((a, b) => a.index - b.index)
  return scsiModel(
    model,
    boardOf(domain, target),
    models.map(({ model }) => model),
  )
}

/** The model of a SCSI controller. `models` are the models of all SCSI controllers, in the order of their indices. */
function scsiModel(
  model: string | undefined,
  { defaultScsi, sharesScsiModel }: Board,
  models: readonly (string | undefined)[],
): string {
  if (isGiven(model)) return model
  const shared = sharesScsiModel && defaultScsi === 'lsilogic' ? models.find(isGiven) : undefined
  return shared ?? defaultScsi
}

const isGiven = (model: string | undefined): model is string =>
  model !== undefined && model !== '' && model !== 'auto'

/** The model of a USB controller for which the domain sets no model. */
export function defaultUsbModel(
  { arch, isS390 }: Board,
  { address }: Pick<ControllerDevice, 'address'>,
): string {
  // QEMU has no default USB controller model for s390, but libvirt reserves the address of the controller.
  if (isS390) return address ? '' : 'none'
  return /^(ppc64|aarch64|loongarch)/.test(arch) ? 'qemu-xhci' : 'piix3-uhci'
}

// The maximum number of controllers, because no machine has slots for more. The limit saves time: without it, a disk with the
// target name `fdbdrive` would need 36 million controllers.
const MAX_ADDED = 8192

/** Adds the SCSI controllers that SCSI host devices need. */
export function addHostdevControllers(definition: Definition): void {
  let last = -1
  let model = ''
  for (const { type, address } of definition.hostdevs) {
    const index = address?.type === 'drive' ? address.controller : 0
    if (type !== 'scsi' || index <= last) continue
    last = index
    model = definition.controllerIndex.find('scsi', index)?.model || model
  }
  for (let index = 0; index <= Math.min(last, MAX_ADDED); index++)
    ensureController(definition, 'scsi', index, model)
}

/** Adds the controllers that disks, virtio-serial ports, smart cards and SCSI host devices need. */
export function addImplicitControllers(definition: Definition): void {
  const { devices } = definition
  for (const bus of ['scsi', 'fdc', 'ide', 'sata']) {
    let last = -1
    for (const disk of devices.disk)
      if (disk.bus === bus && disk.address?.type === 'drive')
        last = Math.max(last, disk.address.controller)
    for (let index = 0; index <= Math.min(last, MAX_ADDED); index++)
      ensureController(definition, bus, index)
  }
  for (const { type, address } of [...devices.channel, ...devices.console]) {
    if (type !== 'virtio') continue
    const index = address?.type === 'virtio-serial' ? address.controller : 0
    ensureController(definition, 'virtio-serial', index)
  }
  let lastSlot = lastCcidSlot(definition)
  for (const smartcard of devices.smartcard) {
    smartcard.address ??= { type: 'ccid', controller: 0, slot: ++lastSlot }
    const index = smartcard.address.type === 'ccid' ? smartcard.address.controller : 0
    ensureController(definition, 'ccid', index)
  }
  addHostdevControllers(definition)
}

function lastCcidSlot({ devices }: Definition): number {
  let last = -1
  for (const { address } of devices.smartcard)
    if (address?.type === 'ccid' && address.controller === 0) last = Math.max(last, address.slot)
  return last
}
