import type { Controller } from '../../schema/domain/controller.ts'
import type { Cursor, DomainCursor } from '../cursor.ts'
import { busOf } from './disks.ts'
import { isI440fx, isQ35 } from './machine.ts'

/** A PCI function of the chipset: its name, and its controller in the definition, if it has one. */
export interface ChipsetFunction {
  readonly name: string
  readonly device?: Cursor<Controller> | undefined
}

/**
 * The PCI functions of bus 0 that the chipset of a PC occupies, by slot * 8 + function. libvirt adds the controllers that the
 * definition does not mention.
 */
export function chipsetFunctions(domain: DomainCursor): ReadonlyMap<number, ChipsetFunction> {
  if (isQ35(domain)) {
    return new Map<number, ChipsetFunction>([
      [31 * 8, { name: 'ISA bridge' }],
      [31 * 8 + 2, { name: 'SATA controller', device: firstOf(domain, 'sata') }],
      [31 * 8 + 3, { name: 'SMBus' }],
    ])
  }
  if (!isI440fx(domain)) return NONE
  const functions = new Map<number, ChipsetFunction>([
    [8, { name: 'ISA bridge' }],
    [8 + 3, { name: 'power management' }],
  ])
  const ide = firstOf(domain, 'ide')
  if (ide || domain.each('devices/disk').some(disk => busOf(disk) === 'ide'))
    functions.set(8 + 1, { name: 'IDE controller', device: ide })
  const usb = firstOf(domain, 'usb')
  if (!usb || PIIX3.includes(usb.text('model') ?? ''))
    functions.set(8 + 2, { name: 'USB controller', device: usb })
  return functions
}

const NONE: ReadonlyMap<number, ChipsetFunction> = new Map()

// A USB controller without a model is the one of the chipset.
const PIIX3 = ['', 'piix3-uhci']

/** The controller of a type with index 0, which the first one without an index gets. */
function firstOf(domain: DomainCursor, type: string): Cursor<Controller> | undefined {
  const all = domain.each('devices/controller').filter(one => one.text('type') === type)
  return (
    all.find(one => one.number('index') === 0) ?? all.find(one => one.number('index') === undefined)
  )
}
