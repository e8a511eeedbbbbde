import { absolutePath } from '../core/codec.ts'
import { child, element, type Infer, leaf, many } from '../core/element.ts'
import { type Audio, audio } from './audio.ts'
import { type Channel, channel } from './channel.ts'
import { type Chardev, chardev, type TextConsole, textConsole } from './chardev.ts'
import { type Controller, controller } from './controller.ts'
import { type CryptoDevice, crypto } from './crypto.ts'
import { type Disk, disk } from './disk.ts'
import { type Filesystem, filesystem } from './filesystem.ts'
import { type Graphics, graphics } from './graphics.ts'
import { type Hostdev, hostdev } from './hostdev.ts'
import { type Hub, hub } from './hub.ts'
import { type Input, input } from './input.ts'
import { type Nic, nic } from './interface.ts'
import { type Iommu, iommu } from './iommu.ts'
import { type Lease, lease } from './lease.ts'
import { type Memballoon, memballoon } from './memballoon.ts'
import { type MemoryDevice, memoryDevice } from './memory-device.ts'
import { type NvramDevice, nvramDevice } from './nvram.ts'
import { type Panic, panic } from './panic.ts'
import { type Pstore, pstore } from './pstore.ts'
import { type Redirdev, type Redirfilter, redirdev, redirfilter } from './redirdev.ts'
import { type Rng, rng } from './rng.ts'
import { type Shmem, shmem } from './shmem.ts'
import { type Smartcard, smartcard } from './smartcard.ts'
import { type Sound, sound } from './sound.ts'
import { type Tpm, tpm } from './tpm.ts'
import { type Video, video } from './video.ts'
import { type Vsock, vsock } from './vsock.ts'
import { type Watchdog, watchdog } from './watchdog.ts'

/** `<devices>`: the devices of the guest. */
export interface Devices extends Infer<typeof devices> {}

export const devices = element(
  'devices',
  {
    /** The absolute path of the emulator program that runs the guest. If omitted, libvirt chooses a program. */
    emulator: leaf(absolutePath),
    /** Hard disks, CD-ROM drives and floppy drives. */
    disk: many(child<Disk>(disk)),
    /**
     * Controllers, which provide the buses that devices are attached to. libvirt adds the controllers that the devices
     * require.
     */
    controller: many(child<Controller>(controller)),
    /** Host directories and other file systems that the guest can access. Since libvirt 0.3.3. */
    filesystem: many(child<Filesystem>(filesystem, { since: '0.3.3' })),
    /** Leases that a lock manager must acquire before the guest starts. */
    lease: many(child<Lease>(lease)),
    /** Network interfaces (NICs) of the guest. */
    interface: many(child<Nic>(nic)),
    /** Smartcard readers. Since libvirt 0.8.8. */
    smartcard: many(child<Smartcard>(smartcard, { since: '0.8.8' })),
    /** Serial ports of the guest. */
    serial: many(child<Chardev>(chardev)),
    /** Parallel ports of the guest. */
    parallel: many(child<Chardev>(chardev)),
    /** Text consoles, such as the first serial port or Xen's paravirtualized console. */
    console: many(child<TextConsole>(textConsole)),
    /** Private connections between programs in the guest and programs on the host, such as the guest agent. */
    channel: many(child<Channel>(channel)),
    /** Mice, tablets and keyboards of the guest. */
    input: many(child<Input>(input)),
    /** Trusted platform modules (TPM). Since libvirt 1.0.5. */
    tpm: many(child<Tpm>(tpm, { since: '1.0.5' })),
    /** Graphical displays of the guest, which viewers connect to. */
    graphics: many(child<Graphics>(graphics)),
    /** Sound devices. Since libvirt 0.4.3. */
    sound: many(child<Sound>(sound, { since: '0.4.3' })),
    /** Audio backends, which connect the guest's sound to a sound system of the host. Since libvirt 6.7.0. */
    audio: many(child<Audio>(audio, { since: '6.7.0' })),
    /** Video cards of the guest. */
    video: many(child<Video>(video)),
    /** Host devices that are assigned to the guest. Since libvirt 0.4.4. */
    hostdev: many(child<Hostdev>(hostdev)),
    /** USB ports to which a remote client can attach its own USB devices. Since libvirt 0.9.5. */
    redirdev: many(child<Redirdev>(redirdev, { since: '0.9.5' })),
    /** Filters that select the USB devices that may be redirected to the guest. Since libvirt 0.9.5. */
    redirfilter: many(child<Redirfilter>(redirfilter, { since: '0.9.5' })),
    /** USB hubs, which add USB ports to the guest. */
    hub: many(child<Hub>(hub)),
    /** Watchdogs, which act when the guest stops responding. Since libvirt 0.7.3. */
    watchdog: many(child<Watchdog>(watchdog, { since: '0.7.3', manySince: '9.1.0' })),
    /**
     * The memory balloon, with which the host takes unused memory back from the guest. libvirt adds this device. Since
     * libvirt 0.8.3.
     */
    memballoon: child<Memballoon>(memballoon, { since: '0.8.3' }),
    /** Random number generators, which provide random data to the guest. Since libvirt 1.0.3. */
    rng: many(child<Rng>(rng, { since: '1.0.3' })),
    /**
     * The device that stores the firmware settings of a pSeries guest. libvirt adds this device. Since libvirt 1.0.5.
     */
    nvram: child<NvramDevice>(nvramDevice, { since: '1.0.5' }),
    /** Memory regions that guests share with each other and with the host. Since libvirt 1.2.10. */
    shmem: many(child<Shmem>(shmem, { since: '1.2.10' })),
    /** Panic devices, through which the guest reports a crash to the host. Since libvirt 1.2.1. */
    panic: many(child<Panic>(panic, { since: '1.2.1' })),
    /** Memory modules, which add memory to the initial memory of the guest. Since libvirt 1.2.14. */
    memory: many(child<MemoryDevice>(memoryDevice, { since: '1.2.14' })),
    /** Crypto devices, which perform cryptographic operations for the guest. Since libvirt 9.0.0. */
    crypto: many(child<CryptoDevice>(crypto, { since: '9.0.0' })),
    /**
     * IOMMUs, which translate the memory addresses that devices use. Since libvirt 2.1.0. A domain can have more than
     * one IOMMU since libvirt 11.10.0, if all of them have the model `smmuv3`.
     */
    iommu: many(child<Iommu>(iommu, { since: '2.1.0', manySince: '11.10.0' })),
    /** The vsock device, which provides sockets between host and guest that need no network. Since libvirt 4.4.0. */
    vsock: child<Vsock>(vsock, { since: '4.4.0' }),
    /**
     * The persistent store in which the guest's kernel saves its last messages when it crashes. Since libvirt 10.6.0.
     */
    pstore: child<Pstore>(pstore, { since: '10.6.0' }),
  },
  { page: 'formatdomain.html#devices' },
)
