import { archOf, isX86 } from '../../check/facts/machine.ts'
import { nicModelOf } from '../../check/facts/nics.ts'
import { rule } from '../../check/rule.ts'

/** The virtio options of `<driver>` require a virtio NIC. */
export const netVirtioOptions = rule({
  code: 'VMC2821',
  slug: 'net-virtio-options',
  severity: 'error',
  title: 'virtio option on a NIC whose model is not virtio',
  help: 'The attributes "iommu", "ats", "packed" and "page_per_vq" of <driver> require a NIC of model "virtio". On x86, virtio is not the default model. Set the model, or remove the attributes.',
  for: 'qemu',
  source: 'domain_validate.c: virDomainNetDefValidate, virDomainCheckVirtioOptionsAreAbsent',
  on: 'devices/interface',
  needs: 'driver',
  example: {
    xml: `<os><type arch="x86_64">hvm</type></os>
<devices>
  <interface type="network"><source network="default"/><model type="{e1000 -> virtio}"/><driver iommu="on"/></interface>
</devices>`,
  },
  *check(nic, { domain }) {
    const model = nicModelOf(nic) ?? (isX86(archOf(domain) ?? '') ? 'rtl8139' : 'virtio')
    const driver = nic.first('driver')
    if (!driver || model.startsWith('virtio')) return
    const option = OPTIONS.find(one => driver.text(one) !== undefined)
    if (option === undefined) return
    yield driver.report(
      option,
      `a NIC of model "${model}" does not support ${option}`,
      `leave out ${option}, or use the model "virtio"`,
    )
  },
})

const OPTIONS = ['iommu', 'ats', 'packed', 'page_per_vq'] as const
