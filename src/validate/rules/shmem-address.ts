import { devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Memory that guests share is a PCI device. */
export const shmemAddress: Rule = {
  code: 'VMC2806',
  slug: 'shmem-address',
  severity: 'warning',
  title: 'shared memory that is not on PCI',
  help: 'The address of a <shmem> is of type "pci"; with another, libvirt takes the domain and does not start it.',
  hypervisors: QEMU,
  about: ['devices/shmem/address'],
  wrong: {
    xml: `<devices>
  <shmem name="shmem0"><model type="ivshmem-plain"/><address type="isa" iobase="0x1"/></shmem>
</devices>`,
  },
  right: {
    xml: `<devices>
  <shmem name="shmem0">
    <model type="ivshmem-plain"/>
    <address type="pci" domain="0" bus="0" slot="9" function="0"/>
  </shmem>
</devices>`,
  },
  *check(domain) {
    for (const memory of devices(domain, 'shmem')) {
      const address = down(memory, 'address')
      const type = spelled(address, 'type')
      if (!address || type === undefined || type === 'pci') continue
      yield {
        message: `shared memory has no address of type "${type}"`,
        ...place(address, 'type'),
        help: "give it one of type 'pci', or leave it to libvirt",
      }
    }
  },
}
