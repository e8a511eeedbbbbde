import { bridge, domain, file, GiB, pty, vnc } from 'libvmc'

export const fv0 = domain('fv0')
  .hvm({ arch: 'x86_64', machine: 'q35' })
  .memory(GiB(2))
  .vcpu(2)
  .acpi()
  .apic()
  .disk(file('/var/lib/libvirt/images/fv0.qcow2'))
  .cdrom('/var/lib/libvirt/images/debian-13.iso')
  .boot('cdrom', 'hd')
  .nic(bridge('br0').model('virtio'))
  .serial(pty().target(0))
  .graphics(vnc().listen('127.0.0.1'))
