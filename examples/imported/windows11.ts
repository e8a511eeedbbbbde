import {
  domain,
  file,
  GiB,
  hostPassthrough,
  ich9,
  network,
  qxl,
  spice,
  tablet,
  tpm,
  windowsClock,
} from 'libvmc'

export const windows11 = domain('windows11')
  .hvm({ arch: 'x86_64', machine: 'pc-q35-8.2' })
  .uefi({ secureBoot: true })
  .uuid('7d1f0a34-52c9-4c11-9d6b-0f3f2e5a7c10')
  .osinfo('http://microsoft.com/win/11')
  .memory(GiB(8))
  .vcpu(4)
  .acpi()
  .apic()
  .hyperv({ relaxed: true, vapic: true, spinlocks: { state: true, retries: 8191 } })
  .vmport(false)
  .smm(true)
  .cpu(hostPassthrough())
  .topology({ sockets: 1, cores: 2, threads: 2 })
  .clock(windowsClock())
  // The system disk.
  .disk(
    file('/var/lib/libvirt/images/windows11.qcow2')
      .driver({ discard: 'unmap' })
      .bus('sata')
      .boot(1),
  )
  // Drivers of the virtio devices.
  .cdrom('/var/lib/libvirt/images/virtio-win.iso')
  .nic(network('default').mac('52:54:00:3a:9c:01').model('e1000e'))
  .input(tablet().bus('usb'))
  .tpm(tpm().model('tpm-crb'))
  .graphics(spice().image('off'))
  .sound(ich9())
  .video(qxl())
