import { checkRules } from '../../check/validator.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { standardPolicy } from '../../rules/standard-policy.ts'
import type { Node } from '../../tree/node.ts'

const SLUGS = ['pci-address-unique', 'usb-address', 'ccw-address-unique', 'disk-drive-unique']

/**
 * Runs the rules about addresses that two devices share, or that do not exist on any controller. `libvirt` is the target
 * release, such as `9.0.0`.
 */
export const checkAddresses = (domain: Node, libvirt: string): readonly Diagnostic[] =>
  checkRules([domain], {
    ...standardPolicy,
    rules: standardPolicy.rules.filter(({ slug }) => SLUGS.includes(slug)),
    target: { libvirt },
  })
