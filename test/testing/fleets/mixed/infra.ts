import { bindMount, block, bridge, domain, file, GiB, MiB } from 'libvmc'

// Guests of three hypervisors and two architectures, one export each.
export const pv = domain('pv0')
  .linux()
  .bootloader('/usr/bin/pygrub')
  .memory(MiB(512))
  .vcpu(1)
  .disk(block('/dev/vg0/pv0'))
  .nic(bridge('xenbr0'))

export const container = domain('box')
  .type('lxc')
  .exe('/sbin/init')
  .memory(MiB(256))
  .vcpu(1)
  .filesystem(bindMount('/srv/box', '/'))
  .nic(bridge('br0'))

export const arm = domain('pi')
  .type('qemu')
  .hvm({ arch: 'aarch64', machine: 'virt' })
  .memory(GiB(1))
  .vcpu(2)
  .disk(file('/srv/pi.qcow2'))
