/*
 * The language: what a program imports from 'libvmc'.
 */

export { type AudioBuilder, audio } from './dsl/audio.ts'
export {
  type ChannelBuilder,
  guestAgent,
  guestForward,
  spiceAgent,
  vdagent,
  virtioChannel,
} from './dsl/channel.ts'
export {
  type ChardevBuilder,
  dbusPort,
  dev,
  type Endpoint,
  type HostEnd,
  logFile,
  namedPipe,
  nmdm,
  nullDevice,
  pty,
  spicePort,
  spicevmc,
  stdio,
  tcp,
  udp,
  unix,
  vc,
} from './dsl/chardev.ts'
export {
  type ControllerBuilder,
  pciBridge,
  pcieDownstreamPort,
  pcieExpanderBus,
  pcieRoot,
  pcieRootPort,
  pcieToPciBridge,
  pcieUpstreamPort,
  sataController,
  scsiController,
  usbController,
  virtioScsi,
  virtioSerial,
} from './dsl/controller.ts'
export {
  type CpuBuilder,
  cpuModel,
  hostModel,
  hostPassthrough,
  maximumCpu,
  type NumaCellBuilder,
  numaCell,
} from './dsl/cpu.ts'
export { type CryptoBuilder, virtioCrypto } from './dsl/crypto.ts'
export {
  block,
  cdrom,
  type DiskBuilder,
  dirDisk,
  file,
  floppy,
  lun,
  nvme,
  vhostUserDisk,
  vhostVdpaDisk,
  volume,
} from './dsl/disk.ts'
export { type DomainBuilder, domain } from './dsl/domain.ts'
export { bindMount, type FilesystemBuilder, mount, p9, ramfs, virtiofs } from './dsl/filesystem.ts'
export {
  dbusDisplay,
  desktop,
  eglHeadless,
  type GraphicsBuilder,
  rdp,
  sdl,
  spice,
  vnc,
} from './dsl/graphics.ts'
export {
  type HostdevBuilder,
  mdev,
  pci,
  type ScsiAddress,
  scsi,
  scsiHost,
  type UsbHostAddress,
  usb,
} from './dsl/hostdev.ts'
export { type HubBuilder, usbHub } from './dsl/hub.ts'
export { evdev, hostInput, type InputBuilder, keyboard, mouse, tablet } from './dsl/input.ts'
export {
  bridge,
  client,
  direct,
  ethernet,
  hostdevNic,
  mcast,
  type NicBuilder,
  network,
  passt,
  server,
  type TunnelEnd,
  udpTunnel,
  user,
  vdpa,
  vhostUser,
} from './dsl/interface.ts'
export { type IommuBuilder, iommu } from './dsl/iommu.ts'
export { type LaunchSecurityBuilder, s390Pv, sev, sevSnp } from './dsl/launch-security.ts'
export { type LeaseBuilder, lease } from './dsl/lease.ts'
export type { Uefi } from './dsl/machine.ts'
export { balloon, type MemballoonBuilder } from './dsl/memballoon.ts'
export {
  dimm,
  type MemoryDeviceBuilder,
  nvdimm,
  pmem,
  sgxEpc,
  virtioMem,
  virtioPmem,
} from './dsl/memory-device.ts'
export { gluster, iscsi, nbd, nfs, rbd, type Server, urlDisk } from './dsl/network-disk.ts'
export { type PanicBuilder, panic } from './dsl/panic.ts'
export { type PstoreBuilder, pstore } from './dsl/pstore.ts'
export { type RedirdevBuilder, usbRedirection } from './dsl/redirdev.ts'
export { builtinRng, egd, type RngBuilder, rng } from './dsl/rng.ts'
export { apparmor, dac, type SeclabelBuilder, selinux, unconfined } from './dsl/seclabel.ts'
export { ivshmem, ivshmemServer, type ShmemBuilder } from './dsl/shmem.ts'
export { GB, GiB, KB, KiB, MB, MiB, TiB } from './dsl/size.ts'
export {
  certificateSmartcard,
  hostSmartcard,
  type SmartcardBuilder,
  smartcard,
} from './dsl/smartcard.ts'
export {
  ac97,
  es1370,
  ich6,
  ich9,
  pcSpeaker,
  type SoundBuilder,
  sb16,
  usbAudio,
  virtioSound,
} from './dsl/sound.ts'
export {
  type FwcfgData,
  fwcfg,
  type SmbiosTables,
  type SysinfoBuilder,
  smbiosTables,
} from './dsl/sysinfo.ts'
export { externalTpm, hostTpm, type TpmBuilder, tpm } from './dsl/tpm.ts'
export type { Cpus } from './dsl/tuning.ts'
export {
  bochs,
  cirrus,
  noVideo,
  qxl,
  ramfb,
  type VideoBuilder,
  vga,
  virtioGpu,
  vmvga,
} from './dsl/video.ts'
export { type VsockBuilder, vsock } from './dsl/vsock.ts'
export { type WatchdogBuilder, watchdog } from './dsl/watchdog.ts'
export {
  type ClockBuilder,
  enlightenments,
  type HypervBuilder,
  windowsClock,
} from './dsl/windows.ts'
export type { Address, Zpci } from './schema/address.ts'
export type { Audio, AudioDirection, AudioLink, AudioSettings } from './schema/audio.ts'
export type { Bandwidth, BandwidthLimit } from './schema/bandwidth.ts'
export type { BlkioDevice, BlkioTune } from './schema/blkio-tune.ts'
export type {
  BandwidthMonitor,
  BandwidthPart,
  CacheMonitor,
  CachePart,
  CacheTune,
  MemoryTune,
} from './schema/cache-tune.ts'
export type { Channel, ChannelTarget } from './schema/channel.ts'
export type { Chardev, ChardevTarget, SerialModel, TextConsole } from './schema/chardev.ts'
export type { ChardevLog, ChardevProtocol, ChardevSource } from './schema/chardev-source.ts'
export type { Clock, Timer, TimerCatchup } from './schema/clock.ts'
export type { CpuSet } from './schema/codec.ts'
export type {
  BhyveArg,
  BhyveCommandline,
  XenArg,
  XenCommandline,
} from './schema/commandline-namespaces.ts'
export type {
  Controller,
  ControllerDriver,
  PciControllerModel,
  PciControllerTarget,
  ScsiModel,
  UsbMaster,
  UsbModel,
} from './schema/controller.ts'
export type {
  Cpu,
  CpuCache,
  CpuFeature,
  CpuMaxPhysAddr,
  CpuModel,
  CpuTopology,
} from './schema/cpu.ts'
export type {
  CpuTune,
  EmulatorPin,
  EmulatorSched,
  IothreadPin,
  IothreadSched,
  VcpuPin,
  VcpuSched,
} from './schema/cpu-tune.ts'
export type { CryptoBackend, CryptoDevice } from './schema/crypto.ts'
export type { Alias, DeviceAcpi, DeviceBoot, VirtioDriver } from './schema/device.ts'
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
export type { FeatureState, FeatureSwitch } from './schema/feature-state.ts'
export type {
  Aia,
  Apic,
  AsyncTeardown,
  DirtyRing,
  Features,
  Gic,
  Hpt,
  Ibs,
  Ioapic,
  KvmFeatures,
  Mitigation,
  Msrs,
  Smm,
  Tcg,
  Tseg,
  XenFeatures,
  XenPassthrough,
} from './schema/features.ts'
export type { Filesystem, FilesystemSource, FilesystemTarget } from './schema/filesystem.ts'
export type {
  FilesystemBinary,
  FilesystemDriver,
  VirtiofsCache,
  VirtiofsLock,
  VirtiofsOpenFiles,
  VirtiofsSandbox,
  VirtiofsThreadPool,
} from './schema/filesystem-driver.ts'
export type { FilterParameter, Filterref } from './schema/filterref.ts'
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
export type { Hostdev, HostdevDriver } from './schema/hostdev.ts'
export type {
  AdapterParent,
  HostdevAddress,
  HostdevSource,
  IscsiHost,
  ScsiAdapter,
} from './schema/hostdev-source.ts'
export type { Hub } from './schema/hub.ts'
export type {
  Hyperv,
  HypervSpinlocks,
  HypervStimer,
  HypervTlbflush,
  HypervVendorId,
} from './schema/hyperv.ts'
export type { Idmap, IdRange } from './schema/idmap.ts'
export type { Input, InputSource } from './schema/input.ts'
export type {
  Coalesce,
  CoalesceFrames,
  CoalesceRx,
  Mtu,
  Nic,
  NicBackendDomain,
  NicGuest,
  NicLink,
  NicMac,
  NicModel,
  NicPort,
  NicScript,
  NicTarget,
  NicTune,
} from './schema/interface.ts'
export type {
  GuestOffloads,
  HostOffloads,
  NicBackend,
  NicDriver,
} from './schema/interface-driver.ts'
export type { NicHostAddress, NicLocal, NicSource } from './schema/interface-source.ts'
export type { Iommu, IommuDriver } from './schema/iommu.ts'
export type { DefaultIothread, Iothread, IothreadIds, IothreadPoll } from './schema/iothread-ids.ts'
export type { IothreadMapping, IothreadQueue, MappedIothread } from './schema/iothreads.ts'
export type { Keywrap, KeywrapCipher } from './schema/keywrap.ts'
export type { LaunchSecurity } from './schema/launch-security.ts'
export type { Lease, LeaseTarget } from './schema/lease.ts'
export type { LinuxCapabilities } from './schema/linux-capabilities.ts'
export type { LxcNamespace, LxcShare, LxcShareNet } from './schema/lxc-namespace.ts'
export type { BalloonStats, Memballoon } from './schema/memballoon.ts'
export type { MaxMemory, Memory, MemTune } from './schema/memory.ts'
export type {
  HugePage,
  HugePages,
  MemoryAccess,
  MemoryAllocation,
  MemoryBacking,
  MemorySource,
} from './schema/memory-backing.ts'
export type {
  MemoryDevice,
  MemoryDeviceSource,
  MemoryDeviceTarget,
  MemoryPlace,
  NvdimmLabel,
} from './schema/memory-device.ts'
export type { Metadata } from './schema/metadata.ts'
export type { IpAddress, IpRoute, PortForward, PortRange } from './schema/network-ip.ts'
export type {
  Numa,
  NumaBandwidth,
  NumaCache,
  NumaCacheSize,
  NumaCell,
  NumaDistances,
  NumaInterconnects,
  NumaLatency,
  NumaSibling,
} from './schema/numa.ts'
export type { NumaMemnode, NumaMemory, NumaTune } from './schema/numa-tune.ts'
export type { NvramDevice } from './schema/nvram.ts'
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
export type { Panic } from './schema/panic.ts'
export type { PciAddress } from './schema/pci-address.ts'
export type { Perf, PerfEvent } from './schema/perf.ts'
export type { PowerManagement, SleepState } from './schema/power.ts'
export type { Pstore } from './schema/pstore.ts'
export type {
  QemuArg,
  QemuCapabilities,
  QemuCapability,
  QemuCommandline,
  QemuDeprecation,
  QemuDevice,
  QemuEnv,
  QemuFrontend,
  QemuOverride,
  QemuProperty,
} from './schema/qemu-namespace.ts'
export type { Reconnect } from './schema/reconnect.ts'
export type { Redirdev, Redirfilter, RedirRule } from './schema/redirdev.ts'
export type { FibreChannel, Resource } from './schema/resource.ts'
export type { Rng, RngBackend, RngRate } from './schema/rng.ts'
export type { Rom } from './schema/rom.ts'
export type { DeviceSeclabel, Seclabel } from './schema/seclabel.ts'
export type { Shmem, ShmemModel, ShmemMsi, ShmemServer } from './schema/shmem.ts'
export type { ByteSize, Size, SizeText, Unit } from './schema/size.ts'
export type { Smartcard } from './schema/smartcard.ts'
export type { Sound, SoundCodec } from './schema/sound.ts'
export type { Clipboard, MouseMode } from './schema/spice-agent.ts'
export type {
  BaseBoardEntry,
  BiosEntry,
  ChassisEntry,
  FwcfgEntry,
  OemStrings,
  Sysinfo,
  SysinfoBaseBoard,
  SysinfoBios,
  SysinfoChassis,
  SysinfoSystem,
  SystemEntry,
} from './schema/sysinfo.ts'
export type { Teaming } from './schema/teaming.ts'
export type { IoTune, ThrottleGroups } from './schema/throttle.ts'
export type {
  Tpm,
  TpmBackend,
  TpmDevice,
  TpmEncryption,
  TpmPcrBanks,
  TpmProfile,
  TpmSource,
} from './schema/tpm.ts'
export type { UsbId } from './schema/usb-id.ts'
export type { Vcpu, VcpuState, Vcpus } from './schema/vcpu.ts'
export type {
  Video,
  VideoAcceleration,
  VideoDriver,
  VideoModel,
  VideoResolution,
} from './schema/video.ts'
export type { Virtualport, VirtualportParameters } from './schema/virtualport.ts'
export type { Vlan, VlanTag } from './schema/vlan.ts'
export type { Vsock, VsockCid } from './schema/vsock.ts'
export type { Watchdog } from './schema/watchdog.ts'
