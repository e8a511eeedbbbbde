import type { Address } from '../../schema/domain/address.ts'
import type { Hub } from '../../schema/domain/hub.ts'
import type { Cursor, DomainCursor } from '../cursor.ts'
import { machineOf } from '../facts/machine.ts'
import { perDomain } from '../facts/per-domain.ts'
import type { FieldPath } from '../paths.ts'
import type { Target } from '../rule-context.ts'
import type { RuleFinding } from '../rule-finding.ts'
import { assignAddresses, readDefinition } from './assign.ts'
import { type Board, boardOf } from './board.ts'
import { type Definition, type Device, nameOfDevice } from './device.ts'
import { isPlainPc } from './plain-pc.ts'
import type { Problem } from './problem.ts'

/** The problems of certain kinds for which libvirt refuses the addresses of a domain. */
export function problemsOf<K extends Problem['kind']>(
  domain: DomainCursor,
  target: Target,
  ...kinds: readonly K[]
): readonly (Problem & { readonly kind: K })[] {
  const all = allProblems(domain, target)
  if (all.length === 0) return all as readonly never[]
  return all.filter((one): one is Problem & { readonly kind: K } =>
    (kinds as readonly string[]).includes(one.kind),
  )
}

const allProblems = perDomain((domain, target: Target): readonly Problem[] => {
  if (!canFail(domain, boardOf(domain, target))) return []
  const definition = readDefinition(domain, target)
  return isSound(definition) ? assignAddresses(domain, definition, target) : []
})

/** The maximum number of devices with which a domain certainly has enough PCI slots. */
const FEW_DEVICES = 100

/**
 * Whether libvirt could refuse the addresses. On most machines, libvirt accepts a definition if it assigns all addresses
 * itself.
 */
function canFail(domain: DomainCursor, board: Board): boolean {
  if ((domain.text('os/type/value') ?? 'hvm') !== 'hvm') return false
  if (board.isX86 && board.kind === 'other' && !/^(isapc|microvm)$/.test(machineOf(domain) ?? ''))
    return false
  if (!COMPLETE.has(board.kind)) return true
  return (
    domain.first('devices/memory') !== undefined ||
    domain.each('devices/*').length > FEW_DEVICES ||
    domain.each('devices/controller').some(canLimit) ||
    (domain.each('devices/*/address').some(canClash) &&
      (board.kind !== 'i440fx' || !isPlainPc(domain)))
  )
}

// Drive addresses are skipped, because other rules check them.
const canClash = (address: Cursor<Address>): boolean => address.text('type') !== 'drive'

/** The boards on which libvirt adds all controllers that devices need, including the PCI root. */
const COMPLETE = new Set<Board['kind']>(['q35', 'i440fx', 'pseries', 's390-ccw'])

const canLimit = (controller: ReturnType<typeof controllersOf>[number]): boolean =>
  controller.has('ports') ||
  controller.text('model')?.startsWith('ich9-') === true ||
  (controller.text('type') === 'pci' &&
    (!/^pcie?-root$/.test(controller.text('model') ?? '') || (controller.number('index') ?? 0) > 0))

const controllersOf = (domain: DomainCursor) => domain.each('devices/controller')

/** Whether libvirt accepts the controllers and then assigns addresses. Other rules report invalid controllers. */
function isSound({ board, controllers }: Definition): boolean {
  const seen = new Set<string>()
  for (const { type, index, model } of controllers) {
    if (type === 'usb') continue
    if (type === 'pci' && (index > MAX_PCI_INDEX || !suits(board, index, model))) return false
    if (seen.has(`${type} ${index}`)) return false
    seen.add(`${type} ${index}`)
  }
  return true
}

/** The highest index that a PCI controller can have. The rule pci-numbers reports higher indices. */
const MAX_PCI_INDEX = 255

/** Whether a machine can have a PCI controller with this model and this index. */
function suits({ kind, root }: Board, index: number, model: string): boolean {
  if (index === 0) return root === undefined || model === root
  if (model === 'pci-root') return kind === 'pseries'
  if (model === 'pci-expander-bus') return kind === 'i440fx'
  return model === 'pcie-expander-bus' ? kind === 'q35' || kind === 'virt' : model !== 'pcie-root'
}

/** The address of a device in the definition. */
export const addressOf = ({ element }: Device): Cursor<Address> | undefined =>
  (element as Cursor<Hub> | undefined)?.first('address')

/** Makes a finding about the address of a device. If the device has no address, the finding is about the device or the domain. */
export function reportAt<P extends string>(
  domain: DomainCursor,
  device: Device,
  where: P & ('.' | FieldPath<Address, P>),
  message: string,
  help: string,
  more?: Parameters<Cursor<Address>['report']>[3],
): RuleFinding {
  const address = addressOf(device)
  if (address) return address.report(where, message, help, more)
  return (device.element ?? domain.first('devices') ?? domain).report('.', message, help, more)
}

/** Reports each address that two devices have. Messages use `what` as the name of the address. */
export function* clashes<P extends string>(
  domain: DomainCursor,
  target: Target,
  kind: Extract<Problem['kind'], `${string}-taken` & Exclude<Problem['kind'], 'zpci-taken'>>,
  where: P & ('.' | FieldPath<Address, P>),
  what: string,
  help: string,
): Generator<RuleFinding> {
  for (const { device, holder, address } of problemsOf(domain, target, kind)) {
    // The finding is reported for a device of the definition, because the user cannot change a device that libvirt adds.
    const isAdded = device.element === undefined && typeof holder !== 'string'
    const [at, other] = isAdded ? [holder, device] : [device, holder]
    if (typeof other === 'string' || other.element === undefined) {
      const name = typeof other === 'string' ? `${other} of the chipset` : nameOfDevice(other)
      yield reportAt(domain, at, where, `${what}${address} belongs to the ${name}`, help)
      continue
    }
    const first = addressOf(other)
    const related = first
      ? first.related(where, 'first used here')
      : other.element.related('.', 'first used here')
    const message = `two devices have the ${what}${address}`
    yield reportAt(domain, at, where, message, help, { related: [related] })
  }
}
