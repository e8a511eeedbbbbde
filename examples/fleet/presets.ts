import { bridge, type DomainBuilder, GiB, pty } from 'libvmc'

/** What every server of the fleet has in common. */
export const server = (d: DomainBuilder): DomainBuilder =>
  d
    .hvm({ arch: 'x86_64', machine: 'q35' })
    .acpi()
    .apic()
    .on_crash('restart')
    .serial(pty().target(0))
    .nic(bridge('br0').model('virtio'))

/** A server of a given size. */
export const sized =
  (vcpus: number, gib: number) =>
  (d: DomainBuilder): DomainBuilder =>
    d.vcpu(vcpus).memory(GiB(gib))
