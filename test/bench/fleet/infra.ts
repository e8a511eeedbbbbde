// F(n): a fleet of N virtual machines, as a vmc program.
import { bridge, type DomainBuilder, domain, file, GiB, pty, vnc } from 'libvmc'

const images = '/var/lib/libvirt/images'

const server = (d: DomainBuilder): DomainBuilder =>
  d
    .hvm({ arch: 'x86_64', machine: 'q35' })
    .memory(GiB(4))
    .vcpu(2)
    .acpi()
    .serial(pty().target(0))
    .graphics(vnc().listen('127.0.0.1'))

const disk = (name: string, role: string) => file(`${images}/${name}-${role}.qcow2`).bus('virtio')

export default function* fleet(): Generator<DomainBuilder> {
  for (let i = 0; i < Number(process.env.N ?? 1); i++) {
    const name = `vm${String(i).padStart(6, '0')}`
    yield domain(name)
      .use(server)
      .disk(disk(name, 'root'), disk(name, 'data'), disk(name, 'log'))
      .nic(bridge('br0').model('virtio'), bridge('br1').model('virtio'))
  }
}
