import { rule } from '../../check/rule.ts'

/** Only NICs that are tap devices on a bridge support interrupt coalescing. */
export const netCoalesce = rule({
  code: 'VMC2820',
  slug: 'net-coalesce',
  severity: 'error',
  title: 'NIC type does not support interrupt coalescing',
  help: 'Only NICs of type "network" and "bridge" can have <coalesce>. Remove <coalesce> from NICs of other types.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefNetwork',
  on: 'devices/interface',
  needs: 'coalesce',
  example: {
    xml: `<devices>
  <interface type="{user -> bridge}">{ -> <source bridge="br0"/>}<model type="virtio"/><coalesce><rx><frames max="7"/></rx></coalesce></interface>
</devices>`,
  },
  *check(nic) {
    const type = nic.text('type')
    if (
      type === undefined ||
      type === 'network' ||
      type === 'bridge' ||
      !nic.has('coalesce/rx/frames')
    )
      return
    yield nic.report(
      'coalesce',
      `a NIC of type "${type}" does not support <coalesce>`,
      'leave <coalesce> out',
    )
  },
})
