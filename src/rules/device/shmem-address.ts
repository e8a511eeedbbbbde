import { rule } from '../../check/rule.ts'

/** A shared memory device can only have a PCI address. */
export const shmemAddress = rule({
  code: 'VMC2806',
  slug: 'shmem-address',
  severity: 'warning',
  title: 'shmem device has an address that is not a PCI address',
  help: 'The address of a <shmem> device must have the type "pci". libvirt accepts other types, but QEMU then does not start. Correct the type, or remove the address: libvirt then assigns one.',
  for: 'qemu',
  source: 'QEMU refuses an ivshmem device with the address of another bus',
  on: 'devices/shmem/address',
  example: {
    xml: `<devices>
  <shmem name="shmem0">
    <model type="ivshmem-plain"/>
    {<address type="isa" iobase="0x1"/> -> <address type="pci" domain="0" bus="0" slot="9" function="0"/>}
  </shmem>
</devices>`,
  },
  *check(address) {
    const type = address.text('type')
    if (type === undefined || type === 'pci') return
    yield address.report(
      'type',
      `a shmem device cannot have an address of type "${type}"`,
      "use an address of type 'pci', or leave it to libvirt",
    )
  },
})
