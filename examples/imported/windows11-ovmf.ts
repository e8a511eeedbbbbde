import {
  domain,
  file,
  GiB,
  hostPassthrough,
  ich9,
  network,
  pty,
  qxl,
  spice,
  spiceAgent,
  tablet,
  tpm,
  usbController,
  usbRedirection,
} from 'libvmc'

export const win11 = domain('win11')
  .hvm({ arch: 'x86_64', machine: 'pc-q35-9.2' })
  .uefi({
    secureBoot: true,
    code: '/usr/share/OVMF/OVMF_CODE_4M.ms.fd',
    vars: '/usr/share/OVMF/OVMF_VARS_4M.ms.fd',
    nvram: '/srv/vms/win11_VARS.fd',
  })
  .uuid('3e9f4ab0-6a1e-4c0f-9a35-6a3d7f0c2b11')
  .title('Windows 11 of the design team')
  .osinfo('http://microsoft.com/win/11')
  .memory(GiB(16))
  .vcpu(8)
  .boot('hd')
  .windows()
  .acpi()
  .apic()
  .vmport(false)
  .smm(true)
  .cpu(hostPassthrough())
  .topology({ sockets: 1, cores: 4, threads: 2 })
  .suspend(false)
  .disk(file('/srv/vms/win11.qcow2').driver({ cache: 'none', discard: 'unmap' }))
  .cdrom('/srv/iso/virtio-win.iso')
  .controller(usbController().ports(15))
  .nic(network('default').mac('52:54:00:6b:3c:58').model('virtio'))
  .serial(pty())
  .channel(spiceAgent())
  .input(tablet().bus('usb'))
  .tpm(tpm().model('tpm-crb'))
  .graphics(spice().image('off'))
  .sound(ich9())
  .video(qxl())
  .redirdev(usbRedirection())
  .redirdev(usbRedirection())
