import {
  balloon,
  block,
  bridge,
  domain,
  GiB,
  hostPassthrough,
  ivshmem,
  usb,
  usbController,
  windowsClock,
} from 'libvmc'

export const gaming = domain('gaming')
  .hvm({ arch: 'x86_64', machine: 'pc-q35-8.2' })
  .uefi({
    secureBoot: false,
    vars: '/usr/share/edk2/x64/OVMF_VARS.4m.fd',
    nvram: '/var/lib/libvirt/qemu/nvram/gaming_VARS.fd',
  })
  .uuid('b1f0c7d4-52f3-4f0d-8d6e-0a9e6a4f7c21')
  .osinfo('http://microsoft.com/win/10')
  .memory(GiB(32))
  .hugepages()
  .vcpu(12)
  .iothreads(1)
  .pins({ 0: 2, 1: 10, 2: 3, 3: 11, 4: 4, 5: 12, 6: 5, 7: 13, 8: 6, 9: 14, 10: 7, 11: 15 })
  .emulatorPin('0-1,8-9')
  .iothreadPin(1, '0-1,8-9')
  .loader({ readonly: true, type: 'pflash', path: '/usr/share/edk2/x64/OVMF_CODE.4m.fd' })
  .acpi()
  .apic()
  .hyperv({
    relaxed: true,
    vapic: true,
    spinlocks: { state: true, retries: 8191 },
    vendor_id: { state: true, value: '0123456789ab' },
  })
  .kvm({ hidden: true })
  .vmport(false)
  .ioapic('kvm')
  .cpu(hostPassthrough().migratable(false).cache('passthrough').feature('topoext'))
  .topology({ sockets: 1, cores: 6, threads: 2 })
  .clock(windowsClock())
  .suspend(false)
  // the NVMe disk of the games
  .disk(
    block('/dev/disk/by-id/nvme-eui.0025385b71b0a1f2')
      .driver({
        name: 'qemu',
        type: 'raw',
        cache: 'none',
        io: 'native',
        discard: 'unmap',
        iothread: 1,
      })
      .boot(1),
  )
  .controller(usbController().ports(15))
  .nic(bridge('br0').mac('52:54:00:11:22:33').model('virtio'))
  // the GPU and its HDMI audio
  .pciDevice('0000:0b:00', { bus: 4, driver: 'vfio', rom: '/usr/share/vgabios/gpu.rom' })
  // keyboard and mouse
  .hostdev(usb(0x046d, 0xc52b).managed(true))
  .memballoon(balloon('none'))
  .shmem(ivshmem('looking-glass', { unit: 'M', value: 32 }))
