// A fleet of 20 kinds of virtual machines, which follow one another.
import { bridge, type DomainBuilder, domain, file, GiB, pty, vnc } from 'libvmc'

const images = '/var/lib/libvirt/images'
const buses = ['virtio', 'sata', 'scsi', 'usb'] as const

/** The kind decides the bus of the disks, and the number of disks. */
function server(i: number): DomainBuilder {
  const name = `vm${String(i).padStart(6, '0')}`
  const kind = i % 20
  const disks = Array.from({ length: 1 + (kind % 5) }, (_, nth) =>
    file(`${images}/${name}-${nth}.qcow2`).bus(buses[Math.floor(kind / 5)]!),
  )
  return domain(name)
    .hvm({ arch: 'x86_64', machine: 'q35' })
    .memory(GiB(4))
    .vcpu(2)
    .acpi()
    .disk(...disks)
    .nic(bridge('br0').model('virtio'), bridge('br1').model('virtio'))
    .serial(pty().target(0))
    .graphics(vnc().listen('127.0.0.1'))
}

export default function* fleet(): Generator<DomainBuilder> {
  for (let i = 0; i < Number(process.env.N ?? 1); i++) yield server(i)
}
