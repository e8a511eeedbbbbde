// This module exports everything that a program imports from 'libvmc'.

export { type PciAddressBuilder, pciAddress } from './dsl/address.ts'
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
export { type ClockBuilder, pcClock, windowsClock } from './dsl/clock.ts'
export {
  type ControllerBuilder,
  nvmeController,
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
  xenbus,
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
export type { PciDeviceOptions } from './dsl/device-groups.ts'
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
export type { Uefi } from './dsl/firmware.ts'
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
  hostNic,
  mdev,
  pci,
  type ScsiAddress,
  scsi,
  scsiHost,
  type UsbHostAddress,
  usb,
} from './dsl/hostdev.ts'
export { type HubBuilder, usbHub } from './dsl/hub.ts'
export { enlightenments, type HypervBuilder } from './dsl/hyperv.ts'
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
export { type LaunchSecurityBuilder, s390Pv, sev, sevSnp, tdx } from './dsl/launch-security.ts'
export { type LeaseBuilder, lease } from './dsl/lease.ts'
export type { Windows } from './dsl/machine.ts'
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
export { param } from './dsl/param.ts'
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
export { unchecked } from './dsl/unchecked.ts'
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
export type { CpuSet } from './schema/core/cpuset.ts'
export type { Built } from './schema/core/element.ts'
export type { UncheckedAttributes } from './schema/core/unchecked.ts'
export type { Address, Zpci } from './schema/domain/address.ts'
export type { Audio, AudioDirection, AudioLink, AudioSettings } from './schema/domain/audio.ts'
export type { Bandwidth, BandwidthLimit } from './schema/domain/bandwidth.ts'
export type { BlkioDevice, BlkioTune } from './schema/domain/blkio-tune.ts'
export type {
  BandwidthMonitor,
  BandwidthPart,
  CacheMonitor,
  CachePart,
  CacheTune,
  EnergyMonitor,
  EnergyTune,
  MemoryTune,
} from './schema/domain/cache-tune.ts'
export type { Channel, ChannelTarget } from './schema/domain/channel.ts'
export type { Chardev, ChardevTarget, SerialModel, TextConsole } from './schema/domain/chardev.ts'
export type { ChardevLog, ChardevProtocol, ChardevSource } from './schema/domain/chardev-source.ts'
export type { Clock, Timer, TimerCatchup } from './schema/domain/clock.ts'
export type {
  BhyveArg,
  BhyveCommandline,
  XenArg,
  XenCommandline,
} from './schema/domain/commandline-namespaces.ts'
export type {
  Controller,
  ControllerDriver,
  PciControllerModel,
  PciControllerTarget,
  ScsiModel,
  UsbMaster,
  UsbModel,
} from './schema/domain/controller.ts'
export type {
  Cpu,
  CpuCache,
  CpuFeature,
  CpuMaxPhysAddr,
  CpuModel,
  CpuTopology,
} from './schema/domain/cpu.ts'
export type {
  CpuTune,
  EmulatorPin,
  EmulatorSched,
  IothreadPin,
  IothreadSched,
  VcpuPin,
  VcpuSched,
} from './schema/domain/cpu-tune.ts'
export type { CryptoBackend, CryptoDevice } from './schema/domain/crypto.ts'
export type { Alias, DeviceAcpi, DeviceBoot, VirtioDriver } from './schema/domain/device.ts'
export type { Devices } from './schema/domain/devices.ts'
export type {
  BackendDomain,
  Disk,
  DiskBlockIo,
  DiskGeometry,
  DiskTarget,
  DiskTransient,
  ThrottleFilter,
  ThrottleFilters,
} from './schema/domain/disk.ts'
export type { BackingStore, DiskMirror } from './schema/domain/disk-chain.ts'
export type { DiskDriver } from './schema/domain/disk-driver.ts'
export type { ImageFormat, MetadataCache } from './schema/domain/disk-format.ts'
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
} from './schema/domain/disk-network.ts'
export type { DiskReservations, ReservationsSource } from './schema/domain/disk-reservations.ts'
export type {
  AuthSecret,
  DiskAuth,
  DiskEncryption,
  EncryptionCipher,
  EncryptionIvgen,
  EncryptionSecret,
} from './schema/domain/disk-secret.ts'
export type {
  DataStore,
  DiskSource,
  SourceSlice,
  SourceSlices,
} from './schema/domain/disk-source.ts'
export type {
  DiskStatistic,
  DiskStatistics,
  HistogramBin,
  LatencyHistogram,
} from './schema/domain/disk-statistics.ts'
export type { Domain } from './schema/domain/domain.ts'
export type { FeatureState, FeatureSwitch } from './schema/domain/feature-state.ts'
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
} from './schema/domain/features.ts'
export type { Filesystem, FilesystemSource, FilesystemTarget } from './schema/domain/filesystem.ts'
export type {
  FilesystemBinary,
  FilesystemDriver,
  VirtiofsCache,
  VirtiofsLock,
  VirtiofsOpenFiles,
  VirtiofsSandbox,
  VirtiofsThreadPool,
} from './schema/domain/filesystem-driver.ts'
export type { FilterParameter, Filterref } from './schema/domain/filterref.ts'
export type { Graphics, GraphicsGl } from './schema/domain/graphics.ts'
export type { GraphicsListen } from './schema/domain/graphics-listen.ts'
export type {
  SpiceChannel,
  SpiceFileTransfer,
  SpiceImage,
  SpicePlayback,
  SpiceStreaming,
  SpiceWanCompression,
} from './schema/domain/graphics-spice.ts'
export type { Hostdev, HostdevDriver } from './schema/domain/hostdev.ts'
export type {
  AdapterParent,
  HostdevAddress,
  HostdevSource,
  IscsiHost,
  ScsiAdapter,
} from './schema/domain/hostdev-source.ts'
export type { Hub } from './schema/domain/hub.ts'
export type {
  Hyperv,
  HypervSpinlocks,
  HypervStimer,
  HypervTlbflush,
  HypervVendorId,
} from './schema/domain/hyperv.ts'
export type { Idmap, IdRange } from './schema/domain/idmap.ts'
export type { Input, InputSource } from './schema/domain/input.ts'
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
} from './schema/domain/interface.ts'
export type {
  GuestOffloads,
  HostOffloads,
  NicBackend,
  NicDriver,
} from './schema/domain/interface-driver.ts'
export type { NicHostAddress, NicLocal, NicSource } from './schema/domain/interface-source.ts'
export type { Iommu, IommuDriver, IommuGranule } from './schema/domain/iommu.ts'
export type { IommufdBackend } from './schema/domain/iommufd.ts'
export type {
  DefaultIothread,
  Iothread,
  IothreadIds,
  IothreadPoll,
} from './schema/domain/iothread-ids.ts'
export type { IothreadMapping, IothreadQueue, MappedIothread } from './schema/domain/iothreads.ts'
export type { Keywrap, KeywrapCipher } from './schema/domain/keywrap.ts'
export type { LaunchSecurity, QuoteService } from './schema/domain/launch-security.ts'
export type { Lease, LeaseTarget } from './schema/domain/lease.ts'
export type { LinuxCapabilities } from './schema/domain/linux-capabilities.ts'
export type { LxcNamespace, LxcShare, LxcShareNet } from './schema/domain/lxc-namespace.ts'
export type { BalloonStats, Memballoon } from './schema/domain/memballoon.ts'
export type { MaxMemory, Memory, MemTune } from './schema/domain/memory.ts'
export type {
  HugePage,
  HugePages,
  MemoryAccess,
  MemoryAllocation,
  MemoryBacking,
  MemorySource,
} from './schema/domain/memory-backing.ts'
export type {
  MemoryDevice,
  MemoryDeviceSource,
  MemoryDeviceTarget,
  MemoryPlace,
  NvdimmLabel,
} from './schema/domain/memory-device.ts'
export type { Metadata } from './schema/domain/metadata.ts'
export type { IpAddress, IpRoute, PortForward, PortRange } from './schema/domain/network-ip.ts'
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
} from './schema/domain/numa.ts'
export type { NumaMemnode, NumaMemory, NumaTune } from './schema/domain/numa-tune.ts'
export type { NvramDevice } from './schema/domain/nvram.ts'
export type { AcpiTable, BootDevice, InitEnv, Os, OsAcpi, OsType } from './schema/domain/os.ts'
export type {
  Bios,
  Bootmenu,
  FirmwareFeature,
  FirmwareFeatures,
  Loader,
  OsNvram,
  OsVarstore,
  Smbios,
} from './schema/domain/os-firmware.ts'
export type { Panic } from './schema/domain/panic.ts'
export type { PciAddress } from './schema/domain/pci-address.ts'
export type { Perf, PerfEvent } from './schema/domain/perf.ts'
export type { PowerManagement, SleepState } from './schema/domain/power.ts'
export type { Pstore } from './schema/domain/pstore.ts'
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
} from './schema/domain/qemu-namespace.ts'
export type { Reconnect } from './schema/domain/reconnect.ts'
export type { Redirdev, Redirfilter, RedirRule } from './schema/domain/redirdev.ts'
export type { FibreChannel, Resource } from './schema/domain/resource.ts'
export type { Rng, RngBackend, RngRate } from './schema/domain/rng.ts'
export type { Rom } from './schema/domain/rom.ts'
export type { DeviceSeclabel, Seclabel } from './schema/domain/seclabel.ts'
export type { Shmem, ShmemModel, ShmemMsi, ShmemServer } from './schema/domain/shmem.ts'
export type { ByteSize, Size, SizeText, Unit } from './schema/domain/size.ts'
export type { Smartcard } from './schema/domain/smartcard.ts'
export type { Sound, SoundCodec } from './schema/domain/sound.ts'
export type { Clipboard, MouseMode } from './schema/domain/spice-agent.ts'
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
} from './schema/domain/sysinfo.ts'
export type { Teaming } from './schema/domain/teaming.ts'
export type { IoTune, ThrottleGroups } from './schema/domain/throttle.ts'
export type {
  Tpm,
  TpmBackend,
  TpmDevice,
  TpmEncryption,
  TpmPcrBanks,
  TpmProfile,
  TpmSource,
} from './schema/domain/tpm.ts'
export type { UsbId } from './schema/domain/usb-id.ts'
export type { Vcpu, VcpuState, Vcpus } from './schema/domain/vcpu.ts'
export type {
  Video,
  VideoAcceleration,
  VideoDriver,
  VideoModel,
  VideoResolution,
} from './schema/domain/video.ts'
export type { Virtualport, VirtualportParameters } from './schema/domain/virtualport.ts'
export type { Vlan, VlanTag } from './schema/domain/vlan.ts'
export type { Vsock, VsockCid } from './schema/domain/vsock.ts'
export type { Watchdog } from './schema/domain/watchdog.ts'
