import type { Audio } from '../../schema/domain/audio.ts'
import type { Nic } from '../../schema/domain/interface.ts'
import type { Cursor, DomainCursor } from '../cursor.ts'
import type { RuleElement } from '../paths.ts'
import { eachOf } from './domain.ts'
import { archOf, isPseries, isS390, isVirt, isX86 } from './machine.ts'
import { perDomain } from './per-domain.ts'

/** The paths of all elements that have the `type` and the sources of a character device. */
export const CHARDEVS = [
  'devices/serial',
  'devices/parallel',
  'devices/console',
  'devices/channel',
  'devices/smartcard',
  'devices/redirdev',
  'devices/rng/backend',
] as const

/** An element at one of the paths in `CHARDEVS`. */
export type CharacterDevice = RuleElement<(typeof CHARDEVS)[number]>

/** The elements at the paths in `CHARDEVS`, in the order of the paths. */
export const chardevsOf = perDomain(domain => eachOf(domain, CHARDEVS))

/** Whether a device is the backend of a random number generator, and has no source because its model is not `egd`. */
export const isBackendWithoutSource = (device: Cursor<CharacterDevice | Nic | Audio>): boolean =>
  device.name === 'backend' && device.text('model') !== 'egd'

/** Whether libvirt replaces a console. It replaces the first console of a guest with a copy of the first serial port. */
export const isReplaced = (device: Cursor<CharacterDevice>, domain: DomainCursor): boolean =>
  device.key === 'console' &&
  device.index === 1 &&
  (device.text('target/type') ?? 'serial') === 'serial' &&
  domain.first('devices/serial') !== undefined

/**
 * The target type of a serial port. If no type is set, the default type of the machine. For QEMU, `isa-serial` also means the
 * default type, because old libvirt releases used `isa-serial` on every machine.
 */
export function serialTypeOf(
  serial: Cursor<RuleElement<'devices/serial'>>,
  domain: DomainCursor,
): string | undefined {
  const type = serial.text('target/type')
  if (type !== undefined && type !== 'isa-serial') return type
  const arch = archOf(domain)
  if (arch === undefined) return type
  if (isX86(arch)) return 'isa-serial'
  if (isPseries(domain)) return 'spapr-vio-serial'
  if (isS390(domain)) return 'sclp-serial'
  return isVirt(domain) ? 'system-serial' : undefined
}
