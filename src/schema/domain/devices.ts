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

/** `<devices>`: everything that is plugged into the guest. */
export interface Devices extends Infer<typeof devices> {}

export const devices = element(
  'devices',
  {
    /** The absolute path of the program that emulates the machine; libvirt's choice where it is left out. */
    emulator: leaf(absolutePath),
    /** Hard disks, CD-ROM and floppy drives. */
    disk: many(child<Disk>(disk)),
    /** Buses that devices are attached to; libvirt adds those that devices need. */
    controller: many(child<Controller>(controller)),
    /** Directories of the host, and other file systems, that the guest shares. Since libvirt 0.3.3. */
    filesystem: many(child<Filesystem>(filesystem, { since: '0.3.3' })),
    /** What a lock manager has to get before the guest starts. */
    lease: many(child<Lease>(lease)),
    /** Network cards. */
    interface: many(child<Nic>(nic)),
    /** Smartcards, in readers of their own. Since libvirt 0.8.8. */
    smartcard: many(child<Smartcard>(smartcard, { since: '0.8.8' })),
    /** Serial ports. */
    serial: many(child<Chardev>(chardev)),
    /** Parallel ports. */
    parallel: many(child<Chardev>(chardev)),
    /** Consoles: Xen's paravirtualized one, or the first serial port once more. */
    console: many(child<TextConsole>(textConsole)),
    /** Private lines between programs in the guest and on the host, such as its agent's. */
    channel: many(child<Channel>(channel)),
    /** Mice, tablets and keyboards. */
    input: many(child<Input>(input)),
    /** Trusted platform modules. Since libvirt 1.0.5. */
    tpm: many(child<Tpm>(tpm, { since: '1.0.5' })),
    /** Graphical consoles. */
    graphics: many(child<Graphics>(graphics)),
    /** Sound cards. Since libvirt 0.4.3. */
    sound: many(child<Sound>(sound, { since: '0.4.3' })),
    /** Where the sound of the guest goes on the host. Since libvirt 6.7.0. */
    audio: many(child<Audio>(audio, { since: '6.7.0' })),
    /** Video cards. */
    video: many(child<Video>(video)),
    /** Devices of the host that are handed to the guest. Since libvirt 0.4.4. */
    hostdev: many(child<Hostdev>(hostdev)),
    /** USB ports into which somebody far away plugs devices. Since libvirt 0.9.5. */
    redirdev: many(child<Redirdev>(redirdev, { since: '0.9.5' })),
    /** Which USB devices may be redirected. Since libvirt 0.9.5. */
    redirfilter: many(child<Redirfilter>(redirfilter, { since: '0.9.5' })),
    /** Devices that make several USB ports of one. */
    hub: many(child<Hub>(hub)),
    /** Devices that do something about a guest that no longer shows life. Since libvirt 0.7.3. */
    watchdog: many(child<Watchdog>(watchdog, { since: '0.7.3' })),
    /** The device through which the host gets memory back; libvirt adds one. Since libvirt 0.8.3. */
    memballoon: child<Memballoon>(memballoon, { since: '0.8.3' }),
    /** Devices that give the guest random numbers. Since libvirt 1.0.3. */
    rng: many(child<Rng>(rng, { since: '1.0.3' })),
    /** The settings of a pSeries guest's firmware; libvirt adds it. Since libvirt 1.0.5. */
    nvram: child<NvramDevice>(nvramDevice, { since: '1.0.5' }),
    /** Memory that guests share with one another and with the host. Since libvirt 1.2.10. */
    shmem: many(child<Shmem>(shmem, { since: '1.2.10' })),
    /** Devices through which the guest tells the host that it has crashed. Since libvirt 1.2.1. */
    panic: many(child<Panic>(panic, { since: '1.2.1' })),
    /** Memory modules, beside the memory the guest starts with. Since libvirt 1.2.14. */
    memory: many(child<MemoryDevice>(memoryDevice, { since: '1.2.14' })),
    /** Devices that encrypt for the guest. Since libvirt 9.0.0. */
    crypto: many(child<CryptoDevice>(crypto, { since: '9.0.0' })),
    /** The units that translate the addresses of the guest's devices; several, of `smmuv3`, since libvirt 11.10.0. Since libvirt 2.1.0. */
    iommu: many(child<Iommu>(iommu, { since: '2.1.0', manySince: '11.10.0' })),
    /** Sockets between the host and the guest that need no network. Since libvirt 4.4.0. */
    vsock: child<Vsock>(vsock, { since: '4.4.0' }),
    /** Memory that outlives a crash, for the last words of the guest's kernel. Since libvirt 10.6.0. */
    pstore: child<Pstore>(pstore, { since: '10.6.0' }),
  },
  { page: 'formatdomain.html#devices' },
)
