import { balloon, block, direct, domain, GiB, hostPassthrough, pci, usb } from 'libvmc'

export const gpuWorkstation = domain('gpu-workstation')
  .q35({ arch: 'x86_64' })
  .uefi()
  .uuid('0c5b3a52-6e6b-4f1c-8f0e-4f7c6d1b2a90')
  .memory(GiB(32))
  .hugepages(GiB(1))
  .vcpu(8)
  .pins({ 0: 2, 1: 10, 2: 3, 3: 11 })
  .emulatorPin('0-1,8-9')
  .acpi()
  .apic()
  .kvm({ hidden: true })
  .ioapic('kvm')
  .cpu(hostPassthrough().cache('passthrough').feature('topoext'))
  .topology({ sockets: 1, cores: 4, threads: 2 })
  .disk(
    block('/dev/disk/by-id/nvme-eui.0025385b71b0a1f2').driver({
      name: 'qemu',
      type: 'raw',
      cache: 'none',
      io: 'native',
    }),
  )
  .nic(direct('eno1').mac('52:54:00:11:22:33').model('virtio'))
  // The graphics card and its sound.
  .hostdev(pci('0000:0b:00.0').rom('/usr/share/vgabios/gpu.rom'))
  .hostdev(pci('0000:0b:00.1'))
  .hostdev(usb(0x046d, 0xc52b))
  .memballoon(balloon('none'))
