import { type Clock, clock } from './clock.ts'
import { line, oneOf, positive, text, unsigned, uuid } from './codec.ts'
import { type Devices, devices } from './devices.ts'
import { attribute, child, element, filled, type Infer, leaf, required } from './element.ts'
import { type Features, features } from './features.ts'
import { type Os, os } from './os.ts'
import { memorySize, type Size } from './size.ts'

const lifecycle = oneOf('destroy restart preserve rename-restart')

/** `<domain>`: one virtual machine or container. */
export interface Domain extends Infer<typeof domain> {}

export const domain = element(
  'domain',
  {
    /** The hypervisor that runs it; `kvm` until told otherwise. */
    type: required(
      attribute(
        oneOf('kvm qemu xen lxc kqemu bhyve hvf hyperv openvz phyp test uml vbox vmware vz'),
      ),
    ),
    /** The number libvirt gives a running domain: understood on reading, never written. */
    id: attribute(unsigned, { runtime: true }),
    /** The name, unique on its host. Required. */
    name: required(leaf(line)),
    /** The globally unique identifier. Filled in, from the name, where it is left out. */
    uuid: filled(leaf(uuid)),
    /** The most memory the guest can have, from the start. A bare number counts KiB. */
    memory: child<Size>(memorySize),
    /** The memory the guest has in fact, up to `memory`; the same as `memory` where it is left out. */
    currentMemory: child<Size>(memorySize),
    /** The number of virtual CPUs; 1 where it is left out. */
    vcpu: leaf(positive),
    /** The absolute path of a program of the host that picks the kernel, such as Xen's `pygrub`. Since libvirt 0.1.0. */
    bootloader: leaf(text),
    /** What the boot loader program gets on its command line. Since libvirt 0.2.3. */
    bootloader_args: leaf(text),
    /** How the guest starts. */
    os: child<Os>(os),
    /** Abilities of the hypervisor. */
    features: child<Features>(features),
    /** What the guest's clock shows when it starts. */
    clock: child<Clock>(clock),
    /** What happens when the guest powers off; `destroy` where it is left out. */
    on_poweroff: leaf(lifecycle, { default: 'destroy' }),
    /** What happens when the guest reboots; `restart` where it is left out. */
    on_reboot: leaf(lifecycle, { default: 'restart' }),
    /** What happens when the guest crashes; `destroy` where it is left out. */
    on_crash: leaf(lifecycle, { default: 'destroy' }),
    /** Everything that is plugged in. */
    devices: child<Devices>(devices),
  },
  { page: 'formatdomain.html' },
)
