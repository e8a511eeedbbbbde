// The sections of libvirt's domain format page of October 2008. Every export is one domain.
import {
  block,
  bridge,
  cdrom,
  client,
  dev,
  domain,
  ethernet,
  file,
  floppy,
  GiB,
  KiB,
  logFile,
  MiB,
  mcast,
  mouse,
  network,
  nullDevice,
  pty,
  sdl,
  server,
  stdio,
  tablet,
  tcp,
  udp,
  unix,
  usb,
  user,
  vc,
  vnc,
} from 'libvmc'

// General metadata
export const metadata = domain('metadata')
  .type('xen')
  .uuid('4dea22b31d52d8f32516782e98ab3fa0')
  .hvm()
  .memory(MiB(512))

// Operating system booting: BIOS boot loader
export const bios = domain('bios')
  .type('xen')
  .hvm()
  .loader('/usr/lib/xen/boot/hvmloader')
  .boot('hd', 'cdrom', 'fd', 'network')
  .memory(MiB(512))

// Operating system booting: host boot loader
export const hostBootloader = domain('host-bootloader')
  .linux()
  .bootloader('/usr/bin/pygrub')
  .bootloader_args('--append single')
  .memory(MiB(512))

// Operating system booting: direct kernel boot
export const directKernel = domain('direct-kernel')
  .type('xen')
  .hvm({ arch: 'i686', machine: 'xenfv' })
  .loader('/usr/lib/xen/boot/hvmloader')
  .kernel('/root/f8-i386-vmlinuz')
  .initrd('/root/f8-i386-initrd')
  .cmdline('console=ttyS0 ks=http://example.com/f8-i386/os/')
  .memory(MiB(512))

// A container
export const container = domain('container').exe().memory(MiB(256))

// Basic resources, with and without units
export const resources = domain('resources').hvm().memory(524288).currentMemory('256MiB').vcpu(1)

// Lifecycle control
export const lifecycle = domain('lifecycle')
  .type('xen')
  .hvm()
  .memory(GiB(1))
  .on_poweroff('destroy')
  .on_reboot('rename-restart')
  .on_crash('preserve')

// Hypervisor features and time keeping
export const features = domain('features')
  .hvm()
  .memory(KiB(1048576))
  .pae()
  .acpi()
  .apic()
  .clock('localtime')

// Devices: emulator, hard drives, floppy disks, CD-ROMs
export const disks = domain('disks')
  .type('qemu')
  .hvm()
  .memory(MiB(512))
  .emulator('/usr/bin/qemu-system-x86_64')
  .disk(
    file('/var/lib/libvirt/images/system.qcow2'),
    file('/var/lib/libvirt/images/data.raw').bus('scsi'),
    file('/var/lib/libvirt/images/old').target('hda'),
    file('/var/lib/libvirt/images/stick.img').bus('usb'),
    file('/var/lib/libvirt/images/modern.img').bus('sata'),
    block('/dev/vg0/data'),
    cdrom(),
    floppy('/var/lib/libvirt/images/drivers.img'),
  )

export const xenDisk = domain('xen-disk')
  .linux()
  .memory(MiB(512))
  .disk(
    file('/var/lib/xen/images/fv0').driver({ name: 'tap', type: 'aio' }),
    block('/dev/vg0/fv0').readonly(),
  )

// Devices: USB devices; strings keep their spelling
export const usbDevices = domain('usb-devices')
  .type('qemu')
  .hvm()
  .memory(MiB(512))
  .hostdev(usb('0x1234', '0xbeef'), usb({ bus: 1, device: 4 }), usb({ bus: '001', device: '0x02' }))

// Devices: network interfaces
export const nics = domain('nics')
  .type('qemu')
  .hvm()
  .memory(MiB(512))
  .nic(
    network('default'),
    network('default').target('vnet7').mac('52:54:00:44:55:66').model('ne2k_pci'),
    bridge('br0'),
    user(),
    ethernet('vnet8').script('/etc/qemu-ifup-mynet'),
    mcast('230.0.0.1', 5558),
    server('192.168.0.1', 5558),
    client('192.168.0.1', 5558),
  )

// Devices: input devices and graphical framebuffers
export const framebuffer = domain('framebuffer')
  .type('qemu')
  .hvm()
  .memory(MiB(512))
  .input(mouse().bus('usb'), tablet().bus('usb'))
  .graphics(vnc(5904).listen('127.0.0.1').passwd('secret'))
  .allow('password-in-git', 'an example without a secret')

export const window = domain('window').type('qemu').hvm().memory(MiB(512)).graphics(sdl())

// Devices: consoles, serial and parallel devices
export const consoles = domain('consoles')
  .type('qemu')
  .hvm()
  .memory(MiB(512))
  .serial(
    pty('/dev/pts/3').target(0),
    logFile('/var/log/vm/vm-serial.log').target(1),
    vc().target(2),
    nullDevice().target(3),
    dev('/dev/ttyS0').target(4),
    tcp('connect', { host: '0.0.0.0', service: 2445 }).protocol('telnet').target(5),
    udp({ host: '0.0.0.0', service: 2445 }, { host: '0.0.0.0', service: 2446 }).target(6),
    unix('bind', '/tmp/foo').target(7),
    stdio().target(8),
  )
  .parallel(pty('/dev/pts/2').target(0))
  .console(pty('/dev/pts/4').tty('/dev/pts/4').target(0))
