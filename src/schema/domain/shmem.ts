import { absolutePath, matching, oneOf, onOff, unsigned } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Alias, alias, type DeviceAcpi, deviceAcpi } from './device.ts'
import { type ByteSize, byteSize } from './size.ts'

/** `<model>` of shared memory: the device the guest sees. */
export interface ShmemModel extends Infer<typeof shmemModel> {}

const shmemModel = element(
  'model',
  {
    /** `ivshmem-plain` is memory alone; `ivshmem-doorbell` has interrupts and a server too; `ivshmem` is outdated. */
    type: required(attribute(oneOf('ivshmem ivshmem-plain ivshmem-doorbell'))),
  },
  { lead: 'type', page: 'formatdomain.html#shared-memory-device' },
)

/** `<server>` of shared memory: the program of the host that hands it out. */
export interface ShmemServer extends Infer<typeof shmemServer> {}

const shmemServer = element(
  'server',
  {
    /** Its UNIX socket; `/var/lib/libvirt/shmem/shmem-<name>-sock` where it is left out. */
    path: attribute(absolutePath),
  },
  { lead: 'path', page: 'formatdomain.html#shared-memory-device' },
)

/** `<msi>` of shared memory: the interrupts by which guests ring one another; they take a server. */
export interface ShmemMsi extends Infer<typeof shmemMsi> {}

const shmemMsi = element(
  'msi',
  {
    /** How many interrupts. */
    vectors: attribute(unsigned),
    /** Whether they bypass the emulator. */
    ioeventfd: attribute(onOff),
  },
  { lead: 'vectors', page: 'formatdomain.html#shared-memory-device' },
)

/** `<shmem>`: memory that guests share with one another and with the host. */
export interface Shmem extends Infer<typeof shmem> {}

export const shmem = element(
  'shmem',
  {
    /** The name that those who share it know it by. */
    name: required(attribute(matching(/[^/]*/, 'a name without "/"'))),
    /** Whether the contents move along when the guest migrates: a `master` takes them, a `peer` cannot migrate. Since libvirt 6.6.0. */
    role: attribute(oneOf('master peer'), { since: '6.6.0' }),
    /** The device the guest sees. */
    model: child<ShmemModel>(shmemModel),
    /** How much, a power of two from 1 MiB up; bytes where it names no unit. */
    size: child<ByteSize>(byteSize),
    /** The program of the host that hands it out. */
    server: child<ShmemServer>(shmemServer),
    /** The interrupts by which guests ring one another. */
    msi: child<ShmemMsi>(shmemMsi),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** How firmware tables speak of it. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** Where it is plugged in. */
    address: child<Address>(address),
  },
  { page: 'formatdomain.html#shared-memory-device' },
)
