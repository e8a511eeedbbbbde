import { domain, file, GiB, hostPassthrough, network, pci, spice, tablet, tpm } from 'libvmc'

// Windows desktops as a record, made from data that is read asynchronously. One of them has a GPU.
interface Desk {
  readonly gib: number
  readonly gpu?: string
}

const desks: Readonly<Record<string, Desk>> = await Promise.resolve({
  ada: { gib: 16, gpu: '0000:41:00.0' },
  grace: { gib: 8 },
})

const desktop = (name: string, { gib, gpu }: Desk) => {
  const plain = domain(`desk-${name}`)
    .q35()
    .uefi({ secureBoot: true })
    .memory(GiB(gib))
    .vcpu(4)
    .cpu(hostPassthrough())
    .acpi()
    .apic()
    .smm()
    .windows()
    .tpm(tpm())
    .disk(file(`/srv/desks/${name}.qcow2`))
    .nic(network('office').model('virtio'))
    .input(tablet().bus('usb'))
    .graphics(spice().listen('127.0.0.1'))
  return gpu === undefined ? plain : plain.hostdev(pci(gpu).managed(true))
}

export default Object.fromEntries(
  Object.entries(desks).map(([name, desk]) => [name, desktop(name, desk)]),
)
