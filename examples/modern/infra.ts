// Typical domains of today: a desktop, a workstation, a database and a build machine.
import {
  balloon,
  bridge,
  direct,
  domain,
  file,
  GiB,
  guestAgent,
  hostPassthrough,
  ich9,
  iommu,
  network,
  numaCell,
  pci,
  pty,
  rbd,
  rng,
  spice,
  spiceAgent,
  tablet,
  tpm,
  user,
  virtiofs,
  virtioGpu,
  virtioScsi,
  vnc,
  volume,
  vsock,
} from 'libvmc'

const images = '/var/lib/libvirt/images'

// A Windows 11 desktop: UEFI with Secure Boot, a TPM, and Hyper-V enlightenments
export const windows11 = domain('windows11')
  .q35()
  .uefi({ secureBoot: true })
  .memory(GiB(8))
  .cpu(hostPassthrough())
  .topology({ sockets: 1, cores: 4, threads: 2 })
  .vcpu(8)
  .acpi()
  .apic()
  .smm()
  .windows()
  .disk(file(`${images}/windows11.qcow2`).boot(1))
  .cdrom(`${images}/virtio-win.iso`)
  .nic(network('default').model('virtio'))
  .tpm(tpm())
  .input(tablet().bus('usb'))
  .graphics(spice())
  .channel(spiceAgent())
  .video(virtioGpu())
  .sound(ich9())

// A workstation with a GPU of the host
export const workstation = domain('workstation')
  .q35()
  .uefi()
  .memory(GiB(32))
  .hugepages(GiB(1))
  .cpu(hostPassthrough())
  .topology({ sockets: 1, cores: 6, threads: 1 })
  .vcpu(6)
  .pin(0, '2')
  .pin(1, '3')
  .emulatorPin('0-1')
  .acpi()
  .disk(file(`${images}/workstation.qcow2`))
  .nic(direct('eno1').model('virtio'))
  .hostdev(pci('0000:01:00.0'), pci('0000:01:00.1'))
  .iommu(iommu('intel'))

// A database: NUMA cells, I/O threads, storage on Ceph and in a storage pool
export const database = domain('database')
  .q35()
  .memory(GiB(64))
  .cpu(
    hostPassthrough().numa({
      cell: [numaCell('0-7', GiB(32)), numaCell('8-15', GiB(32))],
    }),
  )
  .vcpu(16)
  .numaTune('0-1')
  .iothreads(2)
  .acpi()
  .controller(virtioScsi())
  .disk(
    rbd('pool/database', 'mon0', 'mon1').login('libvirt', { type: 'ceph', usage: 'ceph libvirt' }),
    volume('fast', 'database.raw').bus('scsi').driver({ type: 'raw', cache: 'none', io: 'native' }),
  )
  .nic(
    bridge('br0')
      .model('virtio')
      .vlan(42)
      .bandwidth({ inbound: { average: 128_000 } }),
  )
  .memballoon(balloon('virtio'))

// A build machine: a shared directory, random numbers, a vsock device, an unprivileged network
export const builder = domain('builder')
  .q35()
  .memory(GiB(4))
  .vcpu(4)
  .sharedMemory()
  .acpi()
  .disk(file(`${images}/builder.qcow2`).driver({ discard: 'unmap' }))
  .filesystem(virtiofs('/srv/cache', 'cache'))
  .nic(user())
  .rng(rng('/dev/urandom'))
  .vsock(vsock(42))
  .channel(guestAgent())
  .serial(pty())
  .graphics(vnc())
  .osinfo('http://debian.org/debian/13')
