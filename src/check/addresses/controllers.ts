import type { Controller } from '../../schema/domain/controller.ts'
import type { Cursor, DomainCursor } from '../cursor.ts'
import type { Board } from './board.ts'
import {
  addController,
  addedController,
  type ControllerDevice,
  type Definition,
  ensureController,
  findController,
  insertController,
} from './device.ts'
import { readAddress } from './device-address.ts'

/** The controllers of a definition, in libvirt's order. */
export function readControllers(domain: DomainCursor): ControllerDevice[] {
  const controllers: ControllerDevice[] = []
  for (const element of domain.each('devices/controller'))
    insertController(controllers, readController(element))
  return controllers
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

/** Numbers the controllers without an index. The companions of a USB controller get its index. */
export function numberControllers(definition: Pick<Definition, 'controllers'>): void {
  const { controllers } = definition
  controllers.forEach((controller, position) => {
    if (controller.index !== -1) return
    controller.index =
      masterIndex(controllers, position) ?? unusedIndex(definition, controller.type)
  })
}

function unusedIndex(definition: Pick<Definition, 'controllers'>, type: string): number {
  let index = 0
  while (findController(definition, type, index)) index++
  return index
}

function masterIndex(controllers: readonly ControllerDevice[], position: number) {
  const { model } = controllers[position]!
  if (!isIch9(model)) return undefined
  const previous = controllers.slice(0, position).findLast(one => one.type === 'usb')
  if (!previous || !isIch9(previous.model)) return undefined
  const isTaken = controllers.some(
    one => one.type === 'usb' && one.index === previous.index && one.model === model,
  )
  return isTaken ? undefined : previous.index
}

/** Whether a USB controller is a part of an ich9 controller, which shares a slot with its other parts. */
export const isIch9 = (model: string): boolean => /^ich9-(ehci1|uhci[123])$/.test(model)

/** Adds the controllers that the machine has in any case. */
export function addDefaultControllers(definition: Definition): void {
  const { board } = definition
  if (board.defaultUsb !== undefined && !findController(definition, 'usb', 0))
    addController(definition, addedController('usb', 0, board.defaultUsb))
  if (board.kind === 'q35') ensureController(definition, 'sata', 0)
  if (board.root !== undefined) ensureController(definition, 'pci', 0, board.root)
}

/** Sets the models of controllers that have none. */
export function setDefaultModels({ board, controllers }: Definition): void {
  for (const controller of controllers) {
    const { type, model } = controller
    if (type === 'scsi') controller.model = scsiModel(model, board)
    else if (type === 'usb' && model === '') controller.model = defaultUsbModel(board, controller)
  }
}

/** The model of a SCSI controller: its own, or the one that libvirt gives a controller without one. */
export function scsiModel(model: string | undefined, { kind, arch, isS390 }: Board): string {
  if (model !== undefined && model !== '' && model !== 'auto') return model
  if (kind === 'pseries') return 'ibmvscsi'
  return isS390 || arch === 'loongarch64' ? 'virtio-scsi' : 'lsilogic'
}

function defaultUsbModel({ arch, isS390 }: Board, { address }: ControllerDevice): string {
  // QEMU has no model for such a controller on s390, but libvirt reserves its address.
  if (isS390) return address ? '' : 'none'
  return /^(ppc64|aarch64|loongarch)/.test(arch) ? 'qemu-xhci' : 'piix3-uhci'
}

/** Adds the SCSI controllers that SCSI host devices need. */
export function addHostdevControllers(definition: Definition): void {
  let last = -1
  let model = ''
  for (const { type, address } of definition.hostdevs) {
    const index = address?.type === 'drive' ? address.controller : 0
    if (type !== 'scsi' || index <= last) continue
    last = index
    model = findController(definition, 'scsi', index)?.model || model
  }
  for (let index = 0; index <= last; index++) ensureController(definition, 'scsi', index, model)
}

/** Adds the controllers that disks, virtio-serial ports, smart cards and SCSI host devices need. */
export function addImplicitControllers(definition: Definition): void {
  const { devices } = definition
  for (const bus of ['scsi', 'fdc', 'ide', 'sata']) {
    let last = -1
    for (const disk of devices.disk)
      if (disk.bus === bus && disk.address?.type === 'drive')
        last = Math.max(last, disk.address.controller)
    for (let index = 0; index <= last; index++) ensureController(definition, bus, index)
  }
  for (const { type, address } of [...devices.channel, ...devices.console]) {
    if (type !== 'virtio') continue
    const index = address?.type === 'virtio-serial' ? address.controller : 0
    ensureController(definition, 'virtio-serial', index)
  }
  for (const smartcard of devices.smartcard) {
    smartcard.address ??= { type: 'ccid', controller: 0, slot: freeCcidSlot(definition) }
    const index = smartcard.address.type === 'ccid' ? smartcard.address.controller : 0
    ensureController(definition, 'ccid', index)
  }
  addHostdevControllers(definition)
}

function freeCcidSlot({ devices }: Definition): number {
  let last = -1
  for (const { address } of devices.smartcard)
    if (address?.type === 'ccid' && address.controller === 0) last = Math.max(last, address.slot)
  return last + 1
}
