import { domain, file, GiB, network, pty } from 'libvmc'

// Every domain that this file exports becomes a file in vmc.out. Hover over a word to read about it.
export const vm0 = domain('vm0')
  .q35()
  .memory(GiB(2))
  .vcpu(2)
  .acpi()
  // The image must exist on the host: qemu-img create -f qcow2 /var/lib/libvirt/images/vm0.qcow2 20G
  .disk(file('/var/lib/libvirt/images/vm0.qcow2'))
  .nic(network('default').model('virtio'))
  .serial(pty().target(0))
