/** The XML namespaces in which domain XML contains hypervisor-specific elements, by their usual prefix. */
export const namespaces: Readonly<Record<string, string>> = {
  qemu: 'http://libvirt.org/schemas/domain/qemu/1.0',
  lxc: 'http://libvirt.org/schemas/domain/lxc/1.0',
  xen: 'http://libvirt.org/schemas/domain/xen/1.0',
  bhyve: 'http://libvirt.org/schemas/domain/bhyve/1.0',
  vmware: 'http://libvirt.org/schemas/domain/vmware/1.0',
}
