import { absolutePath, matching, oneOf, suggest } from './codec.ts'
import { type Alias, alias } from './device.ts'
import { attribute, child, element, filled, flag, type Infer, requiredIn } from './element.ts'

/** `<driver>` of a disk: the part of the hypervisor that serves it. */
export interface DiskDriver extends Infer<typeof diskDriver> {}

export const diskDriver = element(
  'driver',
  {
    /** The primary driver: `qemu`, or under Xen `tap`, `tap2`, `phy` or `file`. Since libvirt 0.1.8. */
    name: attribute(suggest('qemu tap tap2 phy file')),
    /** The format of the image: under QEMU `raw` or `qcow2`, under Xen's tap `aio`. Filled in from the file's extension. */
    type: filled(
      attribute(
        oneOf(
          'raw qcow2 aio bochs cloop cow dir dmg fat iso luks ploop qcow qed vdi vhd',
          'vmdk vpc',
        ),
      ),
    ),
  },
  { lead: 'type', page: 'formatdomain.html#hard-drives-floppy-disks-cdroms' },
)

/** `<source>` of a disk: where its bytes are on the host. */
export interface DiskSource extends Infer<typeof diskSource> {}

export const diskSource = element(
  'source',
  {
    /** The absolute path of the image, for a disk of type `file`. Since libvirt 0.0.3. */
    file: requiredIn(['file'], attribute(absolutePath)),
    /** The path of the host's block device, for a disk of type `block`. Since libvirt 0.0.3. */
    dev: requiredIn(['block'], attribute(absolutePath)),
  },
  { by: '../type', page: 'formatdomain.html#hard-drives-floppy-disks-cdroms' },
)

/** `<target>` of a disk: how the guest sees it. */
export interface DiskTarget extends Infer<typeof diskTarget> {}

export const diskTarget = element(
  'target',
  {
    /**
     * The logical device name, a hint for the order of the disks: `vda`, `sdb`, `hdc`, `fda`, `xvda`. Filled in, by bus,
     * where it is left out. Since libvirt 0.0.3.
     */
    dev: filled(
      attribute(
        matching(
          /(?:ioemu:)?(?:fd|hd|sd|vd|xvd|ubd)[a-zA-Z0-9_]+/,
          'a device name that begins with vd, sd, hd, xvd, fd or ubd, as "vda"',
        ),
      ),
    ),
    /** The bus it is attached to. Filled in from the device name (`hda` is `ide`) where it is left out. Since libvirt 0.4.3. */
    bus: filled(attribute(oneOf('ide fdc scsi virtio xen usb sata sd uml'))),
  },
  { lead: 'dev', page: 'formatdomain.html#hard-drives-floppy-disks-cdroms' },
)

/** `<disk>`: anything that looks like a disk to the guest. */
export interface Disk extends Infer<typeof disk> {}

export const disk = element(
  'disk',
  {
    /** What the source is: a `file` of the host or a `block` device; `file` where it is left out. */
    type: attribute(oneOf('file block'), { default: 'file' }),
    /** What the guest sees: a `disk`, a `cdrom` or a `floppy`; `disk` where it is left out. Since libvirt 0.1.4. */
    device: attribute(oneOf('disk cdrom floppy'), { default: 'disk' }),
    /** The part of the hypervisor that serves it. Filled in, under QEMU, where the file's extension tells the format. Since libvirt 0.1.8. */
    driver: filled(child<DiskDriver>(diskDriver)),
    /** Where its bytes are; a CD-ROM or floppy drive without one is empty. */
    source: child<DiskSource>(diskSource),
    /** How the guest sees it. */
    target: child<DiskTarget>(diskTarget),
    /** The guest cannot write to it. */
    readonly: flag(),
    /** Several guests may write to it at once; caching has to be off for that. */
    shareable: flag(),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
  },
  { by: 'type', page: 'formatdomain.html#hard-drives-floppy-disks-cdroms' },
)
