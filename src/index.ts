/*
 * The language: what a program imports from 'libvmc'.
 */

export {
  type ChardevBuilder,
  dev,
  type Endpoint,
  logFile,
  nullDevice,
  pty,
  stdio,
  tcp,
  udp,
  unix,
  vc,
} from './dsl/chardev.ts'
export { block, cdrom, type DiskBuilder, file, floppy } from './dsl/disk.ts'
export { type DomainBuilder, domain } from './dsl/domain.ts'
export { type GraphicsBuilder, sdl, vnc } from './dsl/graphics.ts'
export { type HostdevBuilder, usb } from './dsl/hostdev.ts'
export { type InputBuilder, mouse, tablet } from './dsl/input.ts'
export {
  bridge,
  client,
  ethernet,
  mcast,
  type NicBuilder,
  network,
  server,
  user,
} from './dsl/interface.ts'
export { GB, GiB, KB, KiB, MB, MiB, TiB } from './dsl/size.ts'
export type { Chardev, ChardevProtocol, ChardevSource, ChardevTarget } from './schema/chardev.ts'
export type { Clock } from './schema/clock.ts'
export type { Alias } from './schema/device.ts'
export type { Devices } from './schema/devices.ts'
export type { Disk, DiskDriver, DiskSource, DiskTarget } from './schema/disk.ts'
export type { Domain } from './schema/domain.ts'
export type { Built } from './schema/element.ts'
export type { Features } from './schema/features.ts'
export type { Graphics } from './schema/graphics.ts'
export type { Hostdev, HostdevSource, UsbHostAddress, UsbId } from './schema/hostdev.ts'
export type { Input } from './schema/input.ts'
export type { Nic, NicMac, NicModel, NicScript, NicSource, NicTarget } from './schema/interface.ts'
export type { BootDevice, Loader, Os, OsType } from './schema/os.ts'
export type { Size, SizeText, Unit } from './schema/size.ts'
