// What came with libvirt 12: guests that older releases cannot run. Build with --target libvirt=11.3.0 to see why.
import { domain, file, GiB, iommu, pci, tdx, usb } from 'libvmc'

const images = '/var/lib/libvirt/images'

// An Arm server with secure boot: QEMU itself keeps the variables of UEFI
export const secureArm = domain('secure-arm')
  .hvm({ arch: 'aarch64', machine: 'virt' })
  .os({
    type: 'hvm',
    firmware: 'efi',
    firmwareFeatures: { feature: [{ enabled: true, name: 'secure-boot' }] },
    varstore: true,
  })
  .acpi()
  .features({ virtualization: true })
  .memory(GiB(4))
  .disk(
    file(`${images}/secure-arm.qcow2`).driver({
      statistics: {
        statistic: [1, 10],
        'latency-histogram': { bin: [0, 100_000, 1_000_000] },
      },
    }),
  )

// A guest whose memory the host cannot read: Intel TDX
export const confidential = domain('confidential')
  .q35()
  .acpi()
  .memory(GiB(8))
  .os({
    type: 'hvm',
    loader: { type: 'rom', path: '/usr/share/edk2/ovmf/OVMF.inteltdx.secboot.fd' },
  })
  .launchSecurity(tdx().policy(0x10000000).quoteGenerationService())
  .disk(file(`${images}/confidential.qcow2`))

// A workstation with a graphics card of the host through IOMMUFD, and a USB device by its port
export const workstation = domain('workstation')
  .q35()
  .acpi()
  .uefi()
  .hwuuid('63840878-0deb-4095-97e6-fc444d9bc9fb')
  .memory(GiB(16))
  .iommufd(true)
  .iommu(iommu('amd').passthrough(true))
  .hyperv('host-model')
  .hostdev(pci('0000:01:00.0'), usb({ bus: 1, port: '1.2' }))
  .controller({ type: 'nvme', index: 0, serial: 'fast-1' })
  .disk(file(`${images}/workstation.qcow2`).target('nvme0n1'))
  .on_crash('preserve-running')
