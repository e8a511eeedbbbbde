import { domain, file, GiB, network, pty } from 'libvmc'

export const vm0 = domain('vm0')
  .hvm({ arch: 'x86_64', machine: 'q35' })
  .memory(GiB(2))
  .vcpu(2)
  .acpi()
  .apic()
  .disk(file('/var/lib/libvirt/images/vm0.qcow2'))
  .nic(network('default').model('virtio'))
  .serial(pty().target(0))
