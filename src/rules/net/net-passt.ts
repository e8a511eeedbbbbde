import { rule } from '../../check/rule.ts'

/** Only some types of NIC support the backend passt. */
export const netPasst = rule({
  code: 'VMC2410',
  slug: 'net-passt',
  severity: 'error',
  title: 'NIC type does not support the backend passt',
  help: 'Only a NIC of type "user" or "vhostuser" can have the backend "passt". Change the type of the NIC, or remove the backend.',
  for: 'qemu',
  source: 'domain_validate.c: virDomainNetDefValidate',
  on: 'devices/interface',
  where: { 'backend/type': 'passt' },
  example: {
    xml: `<devices>
  <interface type="{bridge -> user}">{<source bridge="br0"/> -> }<model type="virtio"/><backend type="passt"/></interface>
</devices>`,
  },
  *check(nic) {
    const type = nic.text('type')
    if (nic.text('backend/type') !== 'passt') return
    if (type === undefined || type === 'user' || type === 'vhostuser') return
    yield nic.report(
      'backend/type',
      `passt does not support a NIC of type "${type}"`,
      'leave the backend out, or use passt()',
    )
  },
})
