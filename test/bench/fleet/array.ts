// The fleet as an array, with vmc's own choice of buses.
import { bridge, domain, file, GiB, pty, vnc } from 'libvmc'

const images = '/var/lib/libvirt/images'

export default Array.from({ length: Number(process.env.N ?? 1) }, (_, i) => {
  const name = `vm${String(i).padStart(6, '0')}`
  return domain(name)
    .hvm({ arch: 'x86_64', machine: 'q35' })
    .memory(GiB(4))
    .vcpu(2)
    .acpi()
    .disk(...['root', 'data', 'log'].map(role => file(`${images}/${name}-${role}.qcow2`)))
    .nic(bridge('br0').model('virtio'), bridge('br1').model('virtio'))
    .serial(pty().target(0))
    .graphics(vnc().listen('127.0.0.1'))
})
