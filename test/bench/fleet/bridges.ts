// The fleet with two bridges per domain, whose names have digits in them.
import { bridge, type DomainBuilder, domain, file, GiB, pty, vnc } from 'libvmc'

const images = '/var/lib/libvirt/images'

export default function* fleet(): Generator<DomainBuilder> {
  for (let i = 0; i < Number(process.env.N ?? 1); i++) {
    const name = `vm${String(i).padStart(6, '0')}`
    const disks = ['root', 'data', 'log'].map(role => file(`${images}/${name}-${role}.qcow2`))
    yield domain(name)
      .hvm({ arch: 'x86_64', machine: 'q35' })
      .memory(GiB(4))
      .vcpu(2)
      .acpi()
      .disk(...disks)
      .nic(bridge(`br${2 * i}`).model('virtio'), bridge(`br${2 * i + 1}`).model('virtio'))
      .serial(pty().target(0))
      .graphics(vnc().listen('127.0.0.1'))
  }
}
