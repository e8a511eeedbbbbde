import { acpiUefi } from './rules/acpi-uefi.ts'
import { bootDeviceKind } from './rules/boot-device-kind.ts'
import { bootOrderUnique } from './rules/boot-order-unique.ts'
import { bootOsOrDevice } from './rules/boot-os-or-device.ts'
import { cacheTuneOnce } from './rules/cache-tune-once.ts'
import { ccwAddressUnique } from './rules/ccw-address-unique.ts'
import { chardevProtocol } from './rules/chardev-protocol.ts'
import { chardevReconnect } from './rules/chardev-reconnect.ts'
import { chardevSource } from './rules/chardev-source.ts'
import { chardevSourceCount } from './rules/chardev-source-count.ts'
import { controllerUnique } from './rules/controller-unique.ts'
import { cpuCache } from './rules/cpu-cache.ts'
import { cpuMaxphysaddr } from './rules/cpu-maxphysaddr.ts'
import { currentMemory } from './rules/current-memory.ts'
import { diskAddressBus } from './rules/disk-address-bus.ts'
import { diskAuthSecret } from './rules/disk-auth-secret.ts'
import { diskDriveUnique } from './rules/disk-drive-unique.ts'
import { diskFormat } from './rules/disk-format.ts'
import { diskFormatName } from './rules/disk-format-name.ts'
import { diskIdeMachine } from './rules/disk-ide-machine.ts'
import { diskIoNative } from './rules/disk-io-native.ts'
import { diskProtocolDropped } from './rules/disk-protocol-dropped.ts'
import { diskScsiIdentity } from './rules/disk-scsi-identity.ts'
import { diskSecretOnce } from './rules/disk-secret-once.ts'
import { diskTargetUnique } from './rules/disk-target-unique.ts'
import { diskTargetWhole } from './rules/disk-target-whole.ts'
import { featureMachine } from './rules/feature-machine.ts'
import { firmwareChosen } from './rules/firmware-chosen.ts'
import { firmwareNvram } from './rules/firmware-nvram.ts'
import { graphicsGl } from './rules/graphics-gl.ts'
import { graphicsListen } from './rules/graphics-listen.ts'
import { graphicsPortUnique } from './rules/graphics-port-unique.ts'
import { hostdevMdev } from './rules/hostdev-mdev.ts'
import { hostdevShared } from './rules/hostdev-shared.ts'
import { hostdevUnique } from './rules/hostdev-unique.ts'
import { hugepagesNode } from './rules/hugepages-node.ts'
import { imageShared } from './rules/image-shared.ts'
import { inputTransitional } from './rules/input-transitional.ts'
import { iommuMachine } from './rules/iommu-machine.ts'
import { iothreadController } from './rules/iothread-controller.ts'
import { iothreadExists } from './rules/iothread-exists.ts'
import { macUnique } from './rules/mac-unique.ts'
import { memoryDeviceOverlap } from './rules/memory-device-overlap.ts'
import { memoryHotplugNuma } from './rules/memory-hotplug-numa.ts'
import { memoryPlausible } from './rules/memory-plausible.ts'
import { nameIsFile } from './rules/name-is-file.ts'
import { nameUnique } from './rules/name-unique.ts'
import { netPortForward } from './rules/net-port-forward.ts'
import { netQueueSize } from './rules/net-queue-size.ts'
import { netTapPath } from './rules/net-tap-path.ts'
import { numaCells } from './rules/numa-cells.ts'
import { numatuneMemnode } from './rules/numatune-memnode.ts'
import { numatuneNodeset } from './rules/numatune-nodeset.ts'
import { panicDevice } from './rules/panic-device.ts'
import { pciAddressUnique } from './rules/pci-address-unique.ts'
import { pciExpander } from './rules/pci-expander.ts'
import { pciRoot } from './rules/pci-root.ts'
import { ps2Off } from './rules/ps2-off.ts'
import type { Rule } from './rules/rule.ts'
import { seclabelModel } from './rules/seclabel-model.ts'
import { secureBootSmm } from './rules/secure-boot-smm.ts'
import { serialMachine } from './rules/serial-machine.ts'
import { sharedMemory } from './rules/shared-memory.ts'
import { sharedMemoryNic } from './rules/shared-memory-nic.ts'
import { shmem } from './rules/shmem.ts'
import { shmemAddress } from './rules/shmem-address.ts'
import { smbiosDate } from './rules/smbios-date.ts'
import { smbiosUuid } from './rules/smbios-uuid.ts'
import { spaprPhbIndex } from './rules/spapr-phb-index.ts'
import { spaprVioUnique } from './rules/spapr-vio-unique.ts'
import { tpmCount } from './rules/tpm-count.ts'
import { tsegSize } from './rules/tseg-size.ts'
import { usbAddress } from './rules/usb-address.ts'
import { usbControllerShape } from './rules/usb-controller-shape.ts'
import { usbDisabled } from './rules/usb-disabled.ts'
import { uuidUnique } from './rules/uuid-unique.ts'
import { vcpuSetsOverlap } from './rules/vcpu-sets-overlap.ts'
import { vcpuTopology } from './rules/vcpu-topology.ts'
import { video } from './rules/video.ts'
import { vsockCidUnique } from './rules/vsock-cid-unique.ts'
import { zpciUid } from './rules/zpci-uid.ts'

/** Every rule, in the order of the codes. */
export const rules: readonly Rule[] = [
  nameUnique,
  nameIsFile,
  memoryPlausible,
  uuidUnique,
  macUnique,
  imageShared,
  hostdevShared,
  graphicsPortUnique,
  vsockCidUnique,
  firmwareChosen,
  firmwareNvram,
  numatuneNodeset,
  numatuneMemnode,
  hugepagesNode,
  numaCells,
  memoryHotplugNuma,
  memoryDeviceOverlap,
  vcpuSetsOverlap,
  cacheTuneOnce,
  iothreadExists,
  iothreadController,
  cpuCache,
  cpuMaxphysaddr,
  smbiosDate,
  smbiosUuid,
  tsegSize,
  bootOsOrDevice,
  bootOrderUnique,
  bootDeviceKind,
  seclabelModel,
  ps2Off,
  acpiUefi,
  featureMachine,
  vcpuTopology,
  currentMemory,
  secureBootSmm,
  diskTargetUnique,
  diskTargetWhole,
  diskFormat,
  diskAddressBus,
  diskDriveUnique,
  diskSecretOnce,
  diskScsiIdentity,
  diskAuthSecret,
  diskProtocolDropped,
  diskIoNative,
  diskFormatName,
  diskIdeMachine,
  controllerUnique,
  pciRoot,
  spaprPhbIndex,
  usbControllerShape,
  usbDisabled,
  usbAddress,
  ccwAddressUnique,
  spaprVioUnique,
  pciAddressUnique,
  zpciUid,
  pciExpander,
  netQueueSize,
  netPortForward,
  netTapPath,
  sharedMemory,
  sharedMemoryNic,
  chardevSource,
  chardevReconnect,
  chardevSourceCount,
  chardevProtocol,
  serialMachine,
  graphicsListen,
  graphicsGl,
  video,
  hostdevUnique,
  hostdevMdev,
  shmem,
  tpmCount,
  inputTransitional,
  panicDevice,
  iommuMachine,
  shmemAddress,
]
