import {
  cdrom,
  domain,
  file,
  GiB,
  hostPassthrough,
  ich9,
  pcClock,
  pty,
  smartcard,
  spiceAgent,
  spicePort,
  tablet,
  usbRedirection,
  user,
  virtioChannel,
  virtioGpu,
} from 'libvmc'

export const fedoraUnknown = domain('fedora-unknown')
  .hvm({ arch: 'x86_64', machine: 'pc-q35-9.1' })
  .uuid('d4c7a6a4-6f4e-4b55-9a86-2f0f9b1a7e52')
  .title('Fedora 41 Workstation')
  .metadata(`<boxes:gnome-boxes xmlns:boxes="https://wiki.gnome.org/Apps/Boxes">
      <os-state>installed</os-state>
      <media-id>http://fedoraproject.org/fedora/41:0</media-id>
      <media>/home/ada/Downloads/Fedora-Workstation-Live-x86_64-41.iso</media>
    </boxes:gnome-boxes>`)
  .osinfo('http://fedoraproject.org/fedora/41')
  .memory(GiB(4))
  .vcpu(8)
  .boot('cdrom', 'hd')
  .bootmenu(true)
  .acpi()
  .apic()
  .cpu(hostPassthrough())
  .topology({ sockets: 1, cores: 4, threads: 2 })
  .clock(pcClock())
  .suspend(false)
  .disk(
    file('/home/ada/.local/share/gnome-boxes/images/fedora-unknown').driver({
      name: 'qemu',
      type: 'qcow2',
      cache: 'writeback',
      discard: 'unmap',
    }),
  )
  .disk(
    cdrom('/home/ada/Downloads/Fedora-Workstation-Live-x86_64-41.iso')
      .source({ startupPolicy: 'mandatory' })
      .target('hdc')
      .bus('sata'),
  )
  .usb2()
  .nic(user().mac('52:54:00:d3:6a:8b').model('virtio'))
  .smartcard(smartcard())
  .serial(pty())
  .channel(spiceAgent())
  .channel(virtioChannel('org.spice-space.webdav.0', spicePort('org.spice-space.webdav.0')))
  .input(tablet().bus('usb'))
  .graphics({ type: 'spice', listens: { type: 'none' }, image: 'off', gl: false })
  .sound(ich9())
  .video(virtioGpu().acceleration({ accel3d: false }))
  .redirdev(usbRedirection())
  .redirdev(usbRedirection())
  .redirdev(usbRedirection())
  .redirdev(usbRedirection())
