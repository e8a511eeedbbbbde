import { type Chardev, chardev } from './chardev.ts'
import { absolutePath } from './codec.ts'
import { type Disk, disk } from './disk.ts'
import { child, element, type Infer, leaf, many } from './element.ts'
import { type Graphics, graphics } from './graphics.ts'
import { type Hostdev, hostdev } from './hostdev.ts'
import { type Input, input } from './input.ts'
import { type Nic, nic } from './interface.ts'

/** `<devices>`: everything that is plugged into the guest. */
export interface Devices extends Infer<typeof devices> {}

export const devices = element(
  'devices',
  {
    /** The absolute path of the program that emulates the machine; libvirt's choice where it is left out. */
    emulator: leaf(absolutePath),
    /** Hard disks, CD-ROM and floppy drives. */
    disk: many(child<Disk>(disk)),
    /** Network cards. */
    interface: many(child<Nic>(nic)),
    /** Serial ports. */
    serial: many(child<Chardev>(chardev)),
    /** Parallel ports. */
    parallel: many(child<Chardev>(chardev)),
    /** Consoles: Xen's paravirtualized one, or the first serial port once more. */
    console: many(child<Chardev>(chardev)),
    /** Mice and tablets. */
    input: many(child<Input>(input)),
    /** Graphical consoles. */
    graphics: many(child<Graphics>(graphics)),
    /** Devices of the host that are handed to the guest. Since libvirt 0.4.4. */
    hostdev: many(child<Hostdev>(hostdev)),
  },
  { page: 'formatdomain.html#devices' },
)
