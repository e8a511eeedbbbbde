import { bridge, type DomainBuilder, domain, GiB, guestAgent, param, rbd } from 'libvmc'

// A Kubernetes cluster from a generator: images on Ceph, spread over hosts, sized by a parameter.
const workers = param('workers', 4)
const hosts = ['hv1', 'hv2', 'hv3']

const node = (name: string, index: number) => (d: DomainBuilder) =>
  d
    .q35()
    .uefi()
    .acpi()
    .host(hosts[index % hosts.length]!)
    .disk(rbd(`vms/${name}`, 'mon1', 'mon2'))
    .nic(bridge('br-k8s').model('virtio'))
    .channel(guestAgent())

export default function* () {
  for (let n = 0; n < 3; n++)
    yield domain(`control${n}`)
      .use(node(`control${n}`, n))
      .memory(GiB(4))
      .vcpu(2)
  for (let n = 0; n < workers; n++)
    yield domain(`worker${n}`)
      .use(node(`worker${n}`, n))
      .memory(GiB(16))
      .vcpu(8)
}
