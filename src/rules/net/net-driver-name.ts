import { nicModelOf } from '../../check/facts/nics.ts'
import { rule } from '../../check/rule.ts'

/** The `<driver>` of a virtio NIC must have the name "qemu" or "vhost". The other driver names are for host devices. */
export const netDriverName = rule({
  code: 'VMC2414',
  slug: 'net-driver-name',
  severity: 'error',
  title: 'driver of a virtio NIC is meant for host devices',
  help: 'The driver of a virtio NIC must have the name "qemu" or "vhost". The drivers vfio, kvm and xen are for host devices, as in <interface type="hostdev">. Change the name of the driver, or leave it out.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainNetDefParseXMLDriver',
  on: 'devices/interface',
  needs: 'driver',
  example: {
    xml: `<devices>
  <interface type="network"><source network="default"/><model type="virtio"/><driver name="{vfio -> vhost}"/></interface>
</devices>`,
  },
  *check(nic) {
    const name = nic.text('driver/name')
    if (name === undefined || name === 'qemu' || name === 'vhost') return
    if (nic.text('type') === 'hostdev' || !nicModelOf(nic)?.startsWith('virtio')) return
    yield nic.report(
      'driver/name',
      `a virtio NIC cannot have the driver "${name}"`,
      'use "vhost" or "qemu", or leave the name out',
    )
  },
})
