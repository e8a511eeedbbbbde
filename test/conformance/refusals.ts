/*
 * The test documents that libvirt refuses, in clusters of the same cause. For each cluster: the rules that report the cause.
 * For each document: the slug of the rule, or the code, that reports the cause named by libvirt. Only file names are listed,
 * no text of libvirt.
 */

/** The rules for each cluster of refusals that do not depend on the host. */
export const CLUSTERS: Readonly<Record<string, readonly string[]>> = {
  firmware: ['firmware-chosen', 'firmware-nvram', 'firmware-auto-loader'],
  'chardev-source-missing': ['chardev-source', 'chardev-reconnect'],
  'feature-arch': ['feature-machine', 'cpu-sve', 'cpu-feature-arch'],
  numatune: ['numatune-nodeset', 'numatune-memnode'],
  'pci-root-rules': ['pci-root'],
  'pci-topology': ['pci-slot', 'pci-full', 'feature-machine', 'iommu-machine'],
  'disk-format': ['disk-format'],
  'disk-address-type-vs-bus': ['disk-address-bus'],
  iommu: ['iommu-machine'],
  'usb-controller-shape': ['usb-controller-shape'],
  'hostdev-duplicate': ['hostdev-unique'],
  'zpci-uid': ['zpci-uid'],
  'acpi-uefi-machine': ['acpi-uefi'],
  'hostdev-mdev': ['hostdev-mdev'],
  'vcpu-sets-overlap': ['vcpu-sets-overlap'],
  panic: ['panic-device'],
  shmem: ['shmem', 'shmem-address'],
  'usb-address': ['usb-address'],
  'usb-disabled': ['usb-disabled'],
  'chardev-reconnect': ['chardev-reconnect'],
  video: ['video'],
  'hugepages-node': ['hugepages-node'],
  'cache-tune-collision': ['cache-tune-once'],
  'cpu-cache-mode': ['cpu-cache'],
  'disk-drive-address-dup': ['disk-drive-unique'],
  'boot-unsupported-device': ['boot-device-kind'],
  'spapr-phb-index': ['spapr-phb-index'],
  'net-backend': ['net-port-forward', 'net-tap-path', 'net-queue-size'],
  seclabel: ['seclabel-model'],
  smbios: ['smbios-date', 'smbios-uuid'],
  'memory-hotplug-numa': ['memory-hotplug-numa'],
  'boot-os-vs-device': ['boot-os-or-device'],
  'chardev-source-count': ['chardev-source-count'],
  'graphics-listen': ['graphics-listen'],
  'numa-cells': ['numa-cells'],
  'disk-target-name': ['disk-target-whole'],
  'disk-auth-encryption-dup': ['disk-secret-once'],
  'disk-scsi-only-attrs': ['disk-scsi-identity'],
  'graphics-gl': ['graphics-gl'],
  'serial-target-machine': ['serial-machine'],
  'ps2-feature': ['ps2-off'],
  'memory-required': ['memory-required'],
  'pci-controller-index-dup': ['controller-unique'],
  'pci-expander': ['pci-expander'],
  'tpm-count': ['tpm-count'],
  'parallel-arch': ['feature-machine'],
  'pci-address-dup': ['pci-address-unique'],
  'iothread-ref': ['iothread-exists'],
  'zpci-arch': ['zpci-arch'],
  'name-slash': ['name-is-file'],
  'iothread-on-controller': ['iothread-controller'],
  'vcpu-granularity': ['vcpu-granularity'],
  'cpu-maxphysaddr': ['cpu-maxphysaddr'],
  'disk-empty-usb': ['disk-usb-source'],
  'disk-auth-secret-type': ['disk-auth-secret'],
  'disk-protocol-dropped': ['disk-protocol-dropped', 'disk-protocol-gone'],
  'disk-target-dup': ['disk-target-unique'],
  'ccw-address-dup': ['ccw-address-unique'],
  'memory-device-overlap': ['memory-device-overlap'],
  'shared-memory-needed': ['shared-memory'],
  'spapr-vio-dup': ['spapr-vio-unique'],
  'chardev-protocol': ['chardev-protocol'],
  'tseg-size': ['tseg-size'],
  'virtio-transitional': ['input-transitional'],
  virtiofs: ['virtiofs-readonly'],
  bhyve: ['bhyve-boot', 'bhyve-filesystem', 'bhyve-rng', 'bhyve-usb', 'bhyve-vnc'],
  'memory-overflow': ['memory-size'],
  'host-passthrough-tcg': ['cpu-host-kvm'],
  'floppy-arch': ['floppy-machine'],
}

/** The clusters of refusals that depend on the host, and why no rule can find them. */
export const EXCEPTED: Readonly<Record<string, string>> = {
  'qemu-capability': 'it depends on how the QEMU of the host was built',
  'bhyve-capability': 'it depends on the bhyve of the host',
  'host-firmware-missing': 'it depends on the firmware that is installed on the host',
  'host-numa': 'it depends on the NUMA nodes of the host',
  'host-cpu-model': 'it depends on the CPU of the host',
  'host-hugetlbfs': 'it depends on the file systems that are mounted on the host',
}

/** The documents that libvirt's parser refuses, by cluster; those in `shape` are also refused by its schema. */
export const REFUSED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  firmware: {
    'firmware-auto-bios-not-stateless': 'firmware-nvram',
    'firmware-auto-efi-loader-insecure': 'firmware-auto-loader',
    'firmware-auto-efi-loader-path': 'firmware-auto-loader',
    'firmware-manual-bios-not-stateless': 'firmware-nvram',
    'firmware-manual-efi-features': 'firmware-chosen',
    'firmware-manual-efi-loader-no-path': 'firmware-chosen',
    'firmware-manual-efi-nvram-stateless': 'firmware-nvram',
  },
  'chardev-source-missing': {
    'chardev-reconnect-missing-timeout': 'chardev-reconnect',
    'chardev-tcp-missing-host': 'chardev-source',
    'chardev-tcp-missing-service': 'chardev-source',
    'chardev-unix-redirdev-missing-path': 'chardev-source',
    'chardev-unix-rng-missing-path': 'chardev-source',
    'serial-unix-missing-source': 'chardev-source',
  },
  'feature-arch': {
    'aarch64-gic-not-arm': 'feature-machine',
    'aarch64-tpm-wrong-model': 'feature-machine',
    'non-x86_64-timer-error': 'feature-machine',
    'tseg-i440fx': 'feature-machine',
  },
  numatune: {
    'numad-auto-vcpu-static-numatune-no-nodeset': 'numatune-nodeset',
    'numatune-memnode-invalid-mode': 'numatune-memnode',
    'numatune-memnode-nocpu': 'numatune-memnode',
    'numatune-memnode-restrictive-mode-err-mixed': 'numatune-memnode',
    'numatune-memnodes-problematic': 'numatune-memnode',
    'numatune-memory-invalid-nodeset': 'numatune-nodeset',
  },
  'pci-root-rules': {
    '440fx-wrong-root': 'pci-root',
    'pci-root-nonzero-index': 'pci-root',
    'pseries-default-phb-numa-node': 'pci-root',
    'q35-wrong-root': 'pci-root',
  },
  'pci-topology': {
    'pcie-expander-bus-bad-bus': 'pci-slot',
    'q35-dmi-bad-address2': 'pci-slot',
    'usb-controller-default-isapc': 'feature-machine',
    'virtio-iommu-invalid-address': 'iommu-machine',
  },
  'disk-format': {
    'disk-fmt-cow': 'disk-format',
    'disk-fmt-iso': 'disk-format',
    'disk-shared-qcow': 'disk-format',
  },
  'disk-address-type-vs-bus': {
    'disk-ide-incompatible-address': 'disk-address-bus',
    'disk-scsi-incompatible-address': 'disk-address-bus',
    'disk-usb-pci': 'disk-address-bus',
  },
  iommu: {
    'intel-iommu-wrong-machine': 'iommu-machine',
    'virtio-iommu-invalid-address-type': 'iommu-machine',
    'virtio-iommu-wrong-machine': 'iommu-machine',
  },
  'usb-controller-shape': {
    'usb-controller-nec-xhci-limit': 'usb-controller-shape',
    'usb-controller-qemu-xhci-limit': 'usb-controller-shape',
  },
  'hostdev-duplicate': {
    'hostdev-mdev-duplicate': 'hostdev-unique',
    'hostdev-pci-duplicate': 'hostdev-unique',
    'hostdev-scsi-duplicate': 'hostdev-unique',
  },
  'zpci-uid': {
    'hostdev-vfio-zpci-invalid-uid-valid-fid': 'zpci-uid',
    'hostdev-vfio-zpci-set-zero': 'zpci-uid',
    'hostdev-vfio-zpci-uid-set-zero': 'zpci-uid',
  },
  'acpi-uefi-machine': {
    'aarch64-noacpi-acpi': 'acpi-uefi',
    'firmware-manual-efi-noacpi-q35': 'acpi-uefi',
    'firmware-manual-noefi-acpi-aarch64': 'acpi-uefi',
  },
  'hostdev-mdev': {
    'hostdev-mdev-display-missing-graphics': 'hostdev-mdev',
    'hostdev-mdev-display-ramfb-multiple': 'hostdev-mdev',
    'hostdev-mdev-invalid-target-address': 'hostdev-mdev',
    'hostdev-subsys-mdev-vfio-ccw-invalid-address': 'hostdev-mdev',
  },
  'vcpu-sets-overlap': {
    'cachetune-colliding-monitor': 'vcpu-sets-overlap',
    'cputune-vcpusched-overlap': 'vcpu-sets-overlap',
  },
  panic: {
    'riscv64-panic-no-model': 'panic-device',
    's390-panic-address': 'panic-device',
  },
  'usb-address': {
    'usb-hub-nonexistent': 'usb-address',
  },
  'chardev-reconnect': {
    'chardev-reconnect-invalid-mode': 'chardev-reconnect',
  },
  video: {
    'video-ramfb-display-device-pci-address': 'video',
  },
  'hugepages-node': {
    'hugepages-nodeset-nonexist': 'hugepages-node',
    'hugepages-numa-nodeset-nonexist': 'hugepages-node',
  },
  'cache-tune-collision': {
    'cachetune-colliding-allocs': 'cache-tune-once',
  },
  'cpu-cache-mode': {
    'cpu-cache-emulate-l2': 'cpu-cache',
    'cpu-cache-passthrough-l3': 'cpu-cache',
    'cpu-cache-passthrough3': 'cpu-cache',
  },
  'disk-drive-address-dup': {
    'disk-address-conflict': 'disk-drive-unique',
    'hostdevs-drive-address-conflict': 'disk-drive-unique',
  },
  'boot-unsupported-device': {
    'hostdev-scsi-vhost-scsi-pci-boot-fail': 'boot-device-kind',
  },
  'spapr-phb-index': {
    'pseries-phb-invalid-target-index-3': 'spapr-phb-index',
  },
  'net-backend': {
    'net-user-slirp-portforward': 'net-port-forward',
  },
  smbios: {
    'smbios-date': 'smbios-date',
    'smbios-uuid-match': 'smbios-uuid',
  },
  'memory-hotplug-numa': {
    'memory-hotplug-nonuma': 'memory-hotplug-numa',
  },
  'boot-os-vs-device': {
    'boot-dev+order': 'boot-os-or-device',
  },
  'chardev-source-count': {
    'chardev-tcp-multiple-source': 'chardev-source-count',
    'chardev-udp-multiple-source': 'chardev-source-count',
  },
  'graphics-listen': {
    'graphics-listen-back-compat-mismatch': 'graphics-listen',
    'graphics-vnc-socket-attr-listen-socket-mismatch': 'graphics-listen',
  },
  'numa-cells': {
    'cpu-numa-distance-nonexistent-sibling': 'numa-cells',
  },
  'disk-auth-encryption-dup': {
    'disk-network-source-auth-both': 'disk-secret-once',
    'luks-disks-source-both': 'disk-secret-once',
  },
  'disk-scsi-only-attrs': {
    'disk-scsi-product-length': 'disk-scsi-identity',
  },
  'graphics-gl': {
    'graphics-sdl-egl-headless': 'graphics-gl',
    'graphics-spice-invalid-egl-headless': 'graphics-gl',
  },
  'serial-target-machine': {
    'mach-virt-serial-invalid-machine': 'serial-machine',
  },
  'ps2-feature': {
    'machine-i8042-off-explicit-ps2-inputs': 'ps2-off',
  },
  'memory-required': {
    'minimal-no-memory': 'memory-required',
  },
  'tpm-count': {
    'ppc64-tpm-double': 'tpm-count',
  },
  'parallel-arch': {
    'pseries-no-parallel': 'feature-machine',
  },
  'pci-address-dup': {
    '440fx-ide-address-conflict': 'pci-address-unique',
  },
  'name-slash': {
    'name-slash-fail': 'name-is-file',
  },
  'disk-auth-secret-type': {
    'disk-network-iscsi-auth-wrong-secrettype': 'disk-auth-secret',
  },
  'disk-protocol-dropped': {
    'disk-network-sheepdog': 'disk-protocol-gone',
  },
  'memory-device-overlap': {
    'memory-hotplug-virtio-mem-overlap-address': 'memory-device-overlap',
  },
  'shared-memory-needed': {
    'net-vhostuser-passt-no-shmem': 'shared-memory',
  },
  'tseg-size': {
    'tseg-invalid-size': 'tseg-size',
  },
  virtiofs: {
    'vhost-user-fs-readonly': 'virtiofs-readonly',
  },
  shape: {
    'aarch64-gic-invalid': 'VMC1002',
    'boot-menu-enable-with-timeout-invalid': 'VMC1002',
    'cpuset-invalid': 'VMC1002',
    'disk-missing-target-invalid': 'VMC1003',
    'disk-network-iscsi-auth-secrettype-invalid': 'VMC1003',
    'hostdev-scsi-vhost-sgio-invalid': 'VMC1004',
    'hugepages-memaccess-invalid': 'VMC1002',
    'luks-disk-invalid': 'disk-cipher',
    'machine-loadparm-s390-char-invalid': 'VMC1002',
    'machine-loadparm-s390-len-invalid': 'VMC1002',
    'pci-bridge-negative-index-invalid': 'VMC1002',
    'pci-function-invalid': 'VMC1002',
    'pci-slot-invalid': 'VMC1002',
    'seclabel-device-relabel-invalid': 'VMC1003',
    'throttlefilter-invalid': 'VMC1010',
    'vhost_queues-invalid': 'VMC1002',
  },
}

/** The documents that libvirt reads but cannot start on any host, by cluster. */
export const STOPPED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'feature-arch': {
    'aarch64-features-wrong': 'cpu-feature-arch',
  },
  shmem: {
    'shmem-invalid-address': 'shmem-address',
  },
  'net-backend': {
    'net-hostdev-fail': 'net-tap-path',
  },
  bhyve: {
    'bhyvexml2argv-bhyveload-bootorder2': 'bhyve-boot',
    'bhyvexml2argv-bhyveload-bootorder4': 'bhyve-boot',
    'bhyvexml2argv-fs-9p-unsupported-accessmode': 'bhyve-filesystem',
    'bhyvexml2argv-fs-9p-unsupported-driver': 'bhyve-filesystem',
    'bhyvexml2argv-virtio-rnd-backend-builtin': 'bhyve-rng',
    'bhyvexml2argv-virtio-rnd-backend-random-non-default-file': 'bhyve-rng',
    'bhyvexml2argv-virtio-rnd-transitional': 'bhyve-rng',
    'bhyvexml2argv-vnc-password-comma': 'bhyve-vnc',
    'bhyvexml2argv-xhci-multiple-controllers': 'bhyve-usb',
    'bhyvexml2argv-xhci-multiple-devs': 'bhyve-usb',
    'bhyvexml2argv-xhci-no-devs': 'bhyve-usb',
  },
  'memory-overflow': {
    'memory-align-fail': 'memory-size',
  },
  'host-passthrough-tcg': {
    'cpu-qemu-host-passthrough': 'cpu-host-kvm',
  },
  shape: {
    'disk-network-iscsi-zero-hosts-invalid': 'VMC1003',
  },
}

/** The documents whose refusal depends on the host, by cluster. */
export const LEFT_TO_HOSTS: Readonly<Record<string, readonly string[]>> = {
  'bhyve-capability': [
    'bhyvexml2argv-cputopology',
    'bhyvexml2argv-fs-9p',
    'bhyvexml2argv-sound',
    'bhyvexml2argv-vnc',
  ],
  'qemu-capability': [
    'cpu-model-deprecated-features-off',
    'disk-network-rbd-encryption-layering',
    'disk-network-rbd-encryption-luks-any',
    'disk-network-tlsx509-nbd-hostname',
    'hostdev-vfio-zpci-autogenerate-fids',
    'hvf-x86_64-q35-headless',
    'iothreads-nocap',
    'machine-i8042-off',
    'machine-i8042-on',
    'misc-enable-s4',
    'missing-machine',
    'pseries-features-cfpc',
    'pseries-features-hpt-pagesize',
    'pseries-features-htm',
    'pseries-features-nested-hv',
    'serial-unix-missing-source',
    'tpm-emulator',
    'usb-controller-default-g3beige',
    'usb-controller-default-i440fx',
    'usb-controller-default-mac99',
    'usb-controller-default-powernv9',
    'usb-controller-default-pseries',
    'usb-controller-default-versatilepb-armv7l',
    'usb-controller-nec-xhci',
  ],
  'host-firmware-missing': [
    'firmware-auto-efi-nvram-template-nonstandard',
    'firmware-auto-efi-rw-pflash',
  ],
  'host-hugetlbfs': ['hugepages-default-5M'],
  'host-numa': ['numatune-memnode-unavailable-restrictive'],
  'host-cpu-model': ['cpu-nofallback', 'pseries-cpu-compat-power10'],
}
