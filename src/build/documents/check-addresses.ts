import { checkRules } from '../../check/validator.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { standardPolicy } from '../../rules/standard-policy.ts'
import type { Node } from '../../tree/node.ts'

const SLUGS = ['pci-address-unique', 'usb-address', 'ccw-address-unique', 'disk-drive-unique']

/** Runs the rules that find addresses that two devices have, or that no controller has. `libvirt` is the release: `9.0.0`. */
export const checkAddresses = (domain: Node, libvirt: string): readonly Diagnostic[] =>
  checkRules([domain], {
    ...standardPolicy,
    rules: standardPolicy.rules.filter(({ slug }) => SLUGS.includes(slug)),
    target: { libvirt },
  })
