import {
  bridge,
  domain,
  file,
  GiB,
  guestAgent,
  hostPassthrough,
  pcClock,
  pty,
  rng,
  usbController,
} from 'libvmc'

export const web1 = domain('web1')
  .q35({ arch: 'x86_64' })
  .uuid('8c0a9d0e-3f55-4b7c-9a2e-5b8c1d3e6f70')
  .osinfo('http://debian.org/debian/12')
  .memory(GiB(8))
  .vcpu(4)
  .boot('hd')
  .acpi()
  .apic()
  .cpu(hostPassthrough())
  .clock(pcClock())
  .suspend(false)
  .disk(file('/var/lib/libvirt/images/web1.qcow2').driver({ discard: 'unmap' }))
  .cdrom('/var/lib/libvirt/images/web1-seed.iso')
  .controller(usbController().ports(15))
  .pcieRootPorts(14)
  .nic(bridge('br0').mac('52:54:00:4a:1d:07').model('virtio'))
  .console(pty())
  .channel(guestAgent())
  .rng(rng())
