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
export type { Audio, AudioDirection, AudioLink, AudioSettings } from './schema/audio.ts'
export type { Channel, ChannelTarget } from './schema/channel.ts'
export type { Chardev, ChardevTarget, SerialModel, TextConsole } from './schema/chardev.ts'
export type { ChardevLog, ChardevProtocol, ChardevSource } from './schema/chardev-source.ts'
export type { Clock } from './schema/clock.ts'
export type { CryptoBackend, CryptoDevice } from './schema/crypto.ts'
export type { Alias } from './schema/device.ts'
export type { Devices } from './schema/devices.ts'
export type {
  BackendDomain,
  Disk,
  DiskBlockIo,
  DiskGeometry,
  DiskTarget,
  DiskTransient,
  ThrottleFilter,
  ThrottleFilters,
} from './schema/disk.ts'
export type { BackingStore, DiskMirror } from './schema/disk-chain.ts'
export type { DiskDriver } from './schema/disk-driver.ts'
export type { ImageFormat, MetadataCache } from './schema/disk-format.ts'
export type {
  DiskHost,
  DiskIdentity,
  DiskReadahead,
  DiskSsl,
  DiskTimeout,
  HttpCookie,
  HttpCookies,
  InitiatorIqn,
  IscsiInitiator,
  RbdConfig,
  RbdSnapshot,
  SshKnownHosts,
} from './schema/disk-network.ts'
export type { DiskReservations, ReservationsSource } from './schema/disk-reservations.ts'
export type {
  AuthSecret,
  DiskAuth,
  DiskEncryption,
  EncryptionCipher,
  EncryptionIvgen,
  EncryptionSecret,
} from './schema/disk-secret.ts'
export type { DataStore, DiskSource, SourceSlice, SourceSlices } from './schema/disk-source.ts'
export type { Domain } from './schema/domain.ts'
export type { Built } from './schema/element.ts'
export type { Features } from './schema/features.ts'
export type { Graphics, GraphicsGl } from './schema/graphics.ts'
export type { GraphicsListen } from './schema/graphics-listen.ts'
export type {
  SpiceChannel,
  SpiceFileTransfer,
  SpiceImage,
  SpicePlayback,
  SpiceStreaming,
  SpiceWanCompression,
} from './schema/graphics-spice.ts'
export type { Hostdev, HostdevSource, UsbHostAddress, UsbId } from './schema/hostdev.ts'
export type { Input, InputSource } from './schema/input.ts'
export type { Nic, NicMac, NicModel, NicScript, NicSource, NicTarget } from './schema/interface.ts'
export type { AcpiTable, BootDevice, InitEnv, Os, OsAcpi, OsType } from './schema/os.ts'
export type {
  Bios,
  Bootmenu,
  FirmwareFeature,
  FirmwareFeatures,
  Loader,
  OsNvram,
  Smbios,
} from './schema/os-firmware.ts'
export type { PciAddress } from './schema/pci-address.ts'
export type { Pstore } from './schema/pstore.ts'
export type { Reconnect } from './schema/reconnect.ts'
export type { Redirdev, Redirfilter, RedirRule } from './schema/redirdev.ts'
export type { Rng, RngBackend, RngRate } from './schema/rng.ts'
export type { Size, SizeText, Unit } from './schema/size.ts'
export type { Smartcard } from './schema/smartcard.ts'
export type { Sound, SoundCodec } from './schema/sound.ts'
export type { Clipboard, MouseMode } from './schema/spice-agent.ts'
export type {
  Tpm,
  TpmBackend,
  TpmDevice,
  TpmEncryption,
  TpmPcrBanks,
  TpmProfile,
  TpmSource,
} from './schema/tpm.ts'
export type {
  Video,
  VideoAcceleration,
  VideoDriver,
  VideoModel,
  VideoResolution,
} from './schema/video.ts'
