import { bridge, type DomainBuilder, GiB, pty } from 'libvmc'

/** The settings that all servers share. */
export const server = (d: DomainBuilder): DomainBuilder =>
  d
    .hvm({ arch: 'x86_64', machine: 'q35' })
    .acpi()
    .apic()
    .on_crash('restart')
    .serial(pty().target(0))
    .nic(bridge('br0').model('virtio'))

/** The settings for a server with this many vCPUs and GiB of memory. */
export const sized =
  (vcpus: number, gib: number) =>
  (d: DomainBuilder): DomainBuilder =>
    d.vcpu(vcpus).memory(GiB(gib))
