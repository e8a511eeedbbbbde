import { bridge, type DomainBuilder, GiB, pty } from 'libvmc'

/**
 * What all web servers share: a preset is a function from a domain to a domain. The bridge br0 must exist on the host;
 * `network('default')` is the network that libvirt brings.
 */
export const webServer = (d: DomainBuilder): DomainBuilder =>
  d.q35().memory(GiB(4)).vcpu(2).acpi().nic(bridge('br0').model('virtio')).serial(pty().target(0))
