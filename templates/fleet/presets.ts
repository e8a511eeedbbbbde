import { bridge, type DomainBuilder, GiB, pty } from 'libvmc'

/** The settings that all servers share. */
export const webServer = (d: DomainBuilder): DomainBuilder =>
  d
    .hvm({ arch: 'x86_64', machine: 'q35' })
    .memory(GiB(4))
    .vcpu(2)
    .acpi()
    .apic()
    .nic(bridge('br0').model('virtio'))
    .serial(pty().target(0))
