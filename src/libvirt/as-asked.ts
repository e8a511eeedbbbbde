import { canonicalUuid } from '../schema/core/codec.ts'
import {
  childAt,
  childrenAt,
  type Node,
  type Scalar,
  scalarAt,
  type Value,
  withoutSlot,
  withSlot,
} from '../tree/node.ts'

/**
 * The name and UUID of each domain that libvirt checks. All domains have the same name and UUID during the check, so that each
 * definition replaces the previous one in libvirt.
 */
const NAME = 'vmc-domain'
const UUID = '6c691f3c-8ac9-4d2a-9a55-a1f8b6a1d2c5'

/** Whether the QEMU driver of libvirt runs domains of this domain type. */
export const isForQemu = (domain: Node): boolean =>
  ['kvm', 'qemu'].includes(String(scalarAt(domain, 'type')))

/** Returns the architecture that the definition of a domain sets, or `undefined` if it sets none. */
export function archOf(domain: Node): string | undefined {
  const arch = scalarAt(domain, 'os', 'type', 'arch')
  return arch === undefined ? undefined : String(arch)
}

/** Returns a copy of a domain with the name and UUID that vmc uses for the check. */
export function withOwnIdentity(domain: Node): Node {
  const named = withValue(withValue(domain, 'name', NAME), 'uuid', UUID)
  // libvirt requires the UUID in the SMBIOS system information to be equal to the UUID of the domain, so both are replaced.
  return update(named, ['sysinfo'], sysinfo =>
    update(sysinfo, ['system', 'entry'], entry =>
      scalarAt(entry, 'name') === 'uuid' && isUuidOf(domain, scalarAt(entry, 'value'))
        ? withValue(entry, 'value', UUID)
        : entry,
    ),
  )
}

function isUuidOf(domain: Node, value: Scalar | undefined): boolean {
  const own = scalarAt(domain, 'uuid')
  return own === undefined || canonicalUuid(String(own)) === canonicalUuid(String(value))
}

/** Returns libvirt's error message with the real name of the domain. During the check, the domain has another name. */
export const withName = (words: string, domain: Node): string =>
  words.replaceAll(NAME, String(scalarAt(domain, 'name') ?? ''))

/**
 * Returns a copy of a `kvm` domain that libvirt can check on a host without KVM. The copy has the type `qemu`, and no settings
 * that only KVM supports.
 */
export function asQemu(domain: Node): Node {
  const emulated = withValue(domain, 'type', 'qemu')
  const anyCpu = update(emulated, ['cpu'], cpu =>
    ['host-passthrough', 'host-model'].includes(String(scalarAt(cpu, 'mode')))
      ? withValue(cpu, 'mode', 'maximum')
      : cpu,
  )
  const tuned = update(anyCpu, ['cputune'], cputune =>
    withoutSlot(withoutSlot(cputune, 'cachetune'), 'memorytune'),
  )
  return update(tuned, ['clock'], clock =>
    withChildren(
      clock,
      'timer',
      childrenAt(clock, 'timer').filter(timer => scalarAt(timer, 'name') !== 'armvtimer'),
    ),
  )
}

/** Returns a copy of a tree node in which one field has another value. */
function withValue(node: Node, key: string, value: Value): Node {
  return withSlot(node, key, { value, origin: node.fields[key]?.origin ?? node.origin })
}

/** Returns a copy of a tree node. A function changes all child elements at a path of keys. */
function update(node: Node, [key, ...rest]: readonly string[], change: (node: Node) => Node): Node {
  if (key === undefined) return change(node)
  const children = childrenAt(node, key)
  return withChildren(
    node,
    key,
    children.map(child => update(child, rest, change)),
  )
}

function withChildren(node: Node, key: string, children: readonly Node[]): Node {
  if (children.length === 0) return childrenAt(node, key).length > 0 ? withoutSlot(node, key) : node
  return withValue(node, key, childAt(node, key) ? children[0]! : children)
}
