import { block, bridge, domain, MiB } from 'libvmc'

// A paravirtualized Xen guest. Every domain that this file exports becomes a file in vmc.out.
export const pv0 = domain('pv0')
  .linux()
  .bootloader('/usr/bin/pygrub')
  .memory(MiB(512))
  .vcpu(1)
  .disk(block('/dev/vg0/pv0'))
  .nic(bridge('xenbr0').script('vif-bridge'))
