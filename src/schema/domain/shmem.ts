import { absolutePath, matching, oneOf, onOff, unsigned } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Alias, alias, type DeviceAcpi, deviceAcpi } from './device.ts'
import { type ByteSize, byteSize } from './size.ts'

/** `<model>` of shared memory: the device through which the guest accesses the shared memory. */
export interface ShmemModel extends Infer<typeof shmemModel> {}

const shmemModel = element(
  'model',
  {
    /**
     * The model of the device for shared memory. `ivshmem-plain` provides only memory, and `ivshmem-doorbell` also
     * provides interrupts and needs a server. `ivshmem` is obsolete.
     */
    type: required(attribute(oneOf('ivshmem ivshmem-plain ivshmem-doorbell'))),
  },
  { lead: 'type', page: 'formatdomain.html#shared-memory-device' },
)

/** `<server>` of shared memory: the host program that provides the shared memory. */
export interface ShmemServer extends Infer<typeof shmemServer> {}

const shmemServer = element(
  'server',
  {
    /** The path of the UNIX socket of the shared memory server. Default: `/var/lib/libvirt/shmem/shmem-<name>-sock`. */
    path: attribute(absolutePath),
  },
  { lead: 'path', page: 'formatdomain.html#shared-memory-device' },
)

/**
 * `<msi>` of shared memory: the interrupts with which the guests that share the memory notify each other. The
 * interrupts require a server.
 */
export interface ShmemMsi extends Infer<typeof shmemMsi> {}

const shmemMsi = element(
  'msi',
  {
    /** The number of interrupt vectors with which the guests that share the memory notify each other. */
    vectors: attribute(unsigned),
    /**
     * Whether the interrupts that guests send each other through the shared memory device bypass the emulator
     * (ioeventfd).
     */
    ioeventfd: attribute(onOff),
  },
  { lead: 'vectors', page: 'formatdomain.html#shared-memory-device' },
)

/** `<shmem>`: memory that several guests and the host share. */
export interface Shmem extends Infer<typeof shmem> {}

export const shmem = element(
  'shmem',
  {
    /** The name of the shared memory. Guests and programs on the host find the memory by this name. */
    name: required(attribute(matching(/[^/]*/, 'a name without "/"'))),
    /**
     * The role of the guest in a migration. For a `master`, the contents of the shared memory migrate with the guest. A
     * guest with the role `peer` cannot migrate. Since libvirt 6.6.0.
     */
    role: attribute(oneOf('master peer'), { since: '6.6.0' }),
    /** The device through which the guest accesses the shared memory. */
    model: child<ShmemModel>(shmemModel),
    /** The size of the shared memory. It is a power of two and at least 1 MiB. A number without a unit is in bytes. */
    size: child<ByteSize>(byteSize),
    /** The host program that provides the shared memory. */
    server: child<ShmemServer>(shmemServer),
    /** The interrupts with which the guests that share the memory notify each other. */
    msi: child<ShmemMsi>(shmemMsi),
    /** The name that libvirt and QEMU use for the shared memory device. */
    alias: child<Alias>(alias),
    /** How ACPI tables describe the shared memory device to the guest. Since libvirt 7.3.0. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** The address of the shared memory device in the guest. If omitted, libvirt assigns an address. */
    address: child<Address>(address),
  },
  { page: 'formatdomain.html#shared-memory-device' },
)
