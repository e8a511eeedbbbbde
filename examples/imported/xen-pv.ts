import { block, bridge, domain, MiB, pty } from 'libvmc'

export const pv0 = domain('pv0')
  .linux({ arch: 'x86_64', machine: 'xenpv' })
  .uuid('5a8f2b7e-9d4c-4e0b-b1a3-6c2d7e8f9012')
  .memory(MiB(1024))
  .vcpu(2)
  .bootloader('/usr/bin/pygrub')
  .clock('utc')
  .disk(block('/dev/vg0/pv0').driver({ name: 'phy' }))
  .nic(bridge('xenbr0').mac('00:16:3e:5d:c7:9e').script('vif-bridge'))
  .console(pty().target({ type: 'xen', port: 0 }))
