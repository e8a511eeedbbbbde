// Kinds of mistakes with CPUs, memory, firmware and whole machines that the examples of the rules do not have.
import { suite } from 'uvu'
import { type Mistake, testMistakes } from '../support/mistakes.ts'

const test = suite('mistakes with CPUs, memory, firmware and whole machines')

const PC = '<os><type arch="x86_64" machine="pc">hvm</type></os>'
const TABLET = '<input type="tablet" bus="usb"/>'
const cells = (first: string, second: string): string =>
  `<vcpu>2</vcpu><cpu><numa><cell id="0" ${first}</cell><cell id="1" ${second}</cell></numa></cpu>`
const ONE_EACH = ['cpus="0" memory="1">', 'cpus="1" memory="1">'] as const
const CACHE =
  'associativity="direct" policy="writeback"><size value="10" unit="KiB"/><line value="8" unit="B"/></cache>'
const bhyve = (devices: string): string =>
  `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os><devices>${devices}</devices></domain>`
const qemu = (inner: string): string =>
  `<domain type="kvm" xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os>${inner}</domain>`
const override = (property: string): string =>
  qemu(
    `<qemu:override><qemu:device alias="a"><qemu:frontend><qemu:property ${property}/></qemu:frontend></qemu:device></qemu:override>`,
  )

const MISTAKES: readonly Mistake[] = [
  [
    'feature-machine',
    'the machine "virt" of riscv64 has no feature gic',
    '<os><type arch="{riscv64 -> aarch64}" machine="virt">hvm</type></os><features><gic version="3"/></features>',
  ],
  [
    'feature-arch',
    'the machine "virt" of riscv64 has no Hyper-V features',
    '<os><type arch="{riscv64 -> aarch64}" machine="virt">hvm</type></os><features><hyperv><relaxed state="on"/></hyperv></features>',
  ],
  [
    'iommu-machine',
    'the machine "virt" does not support an IOMMU of model "smmuv3"',
    '<os><type arch="{riscv64 -> aarch64}" machine="virt">hvm</type></os><devices><iommu model="smmuv3"/></devices>',
  ],
  [
    'numa-cpus',
    'vCPU 1 is in two NUMA cells',
    cells('cpus="{0-1 -> 0}" memory="1">', 'cpus="1" memory="1">'),
  ],
  [
    'numa-cells',
    'the distance from NUMA cell 0 is to cell 7',
    cells(
      'cpus="0" memory="1"><distances><sibling id="{7 -> 1}" value="20"/></distances>',
      'cpus="1" memory="1">',
    ),
  ],
  [
    'numa-hmat',
    'two memory caches have the level 1',
    cells(
      `cpus="0" memory="1"><cache level="1" ${CACHE}<cache level="{1 -> 2}" ${CACHE}`,
      'cpus="1" memory="1">',
    ),
  ],
  [
    'numatune-memnode',
    'cannot be combined with automatic placement',
    `<numatune><memory mode="strict" {placement="auto" -> nodeset="0"}/><memnode cellid="0" mode="strict" nodeset="0"/></numatune>${cells(...ONE_EACH)}`,
  ],
  [
    'hugepages-node',
    'two sizes of huge pages have no nodeset',
    `<memoryBacking><hugepages><page size="2048"/><page size="1048576" {-> nodeset="1"}/></hugepages></memoryBacking>${cells(...ONE_EACH)}`,
  ],
  [
    'hugepages-source',
    'huge pages cannot be allocated on demand',
    '<memoryBacking><hugepages/><allocation mode="{ondemand -> immediate}"/></memoryBacking>',
  ],
  [
    'cache-tune-once',
    'node 0 has two memory bandwidths',
    '<vcpu>4</vcpu><cputune><memorytune vcpus="0"><node id="0" bandwidth="60"/><node id="{0 -> 1}" bandwidth="50"/></memorytune></cputune>',
  ],
  [
    'sched-set',
    '<iothreadsched> has no I/O threads',
    '<iothreads>1</iothreads><cputune><iothreadsched {-> iothreads="1"} scheduler="batch"/></cputune>',
  ],
  [
    'ps2-off',
    'vmport requires PS/2, which is off',
    '<features><acpi/><ps2 state="off"/><vmport state="{on -> off}"/></features>',
  ],
  [
    'tpm-version',
    'a TPM of version 1.2 does not support active_pcr_banks',
    `${PC}<devices><tpm model="tpm-tis"><backend type="emulator" version="{1.2 -> 2.0}"><active_pcr_banks><sha256/></active_pcr_banks></backend></tpm></devices>`,
  ],
  [
    'acpi-uefi',
    'the machine "raspi3b" of aarch64 has no ACPI',
    '<os><type arch="aarch64" machine="raspi3b">hvm</type></os>{<features><acpi/></features> -> }',
  ],
  [
    'firmware-chosen',
    'enrolled-keys requires secure-boot, which is disabled',
    '<os firmware="efi"><type>hvm</type><firmware><feature enabled="yes" name="enrolled-keys"/><feature enabled="{no -> yes}" name="secure-boot"/></firmware></os>',
  ],
  [
    'firmware-nvram',
    'firmware of type "bios" has no NVRAM',
    '<os firmware="{bios -> efi}"><type>hvm</type><nvram>/a.fd</nvram></os>',
  ],
  [
    'tdx',
    'Intel TDX does not support a loader of type "pflash"',
    `<os><type arch="x86_64" machine="q35">hvm</type><loader readonly="yes" type="{pflash -> rom}">/a.fd</loader></os><features><acpi/><pmu state="off"/></features><launchSecurity type="tdx"><policy>0x10000000</policy></launchSecurity>`,
  ],
  [
    'lifecycle-action',
    'a guest cannot restart when it shuts down and end when it reboots',
    '<on_poweroff>restart</on_poweroff><on_reboot>{destroy -> restart}</on_reboot>',
  ],
  [
    'numatune-nodeset',
    'the nodeset "1,^1" contains no node',
    '<numatune><memory mode="strict" nodeset="{1,^1 -> 1}"/></numatune>',
  ],
  [
    'numa-hmat',
    'a memory cache has no level 4',
    cells(`cpus="0" memory="1"><cache level="{4 -> 1}" ${CACHE}`, 'cpus="1" memory="1">'),
  ],
  [
    'tpm-version',
    'a TPM proxy requires a backend of type "passthrough"',
    '<os><type arch="ppc64" machine="pseries">hvm</type></os><devices><tpm model="spapr-tpm-proxy">{<backend type="emulator"/> -> <backend type="passthrough"><device path="/dev/tpmrm0"/></backend>}</tpm></devices>',
  ],
  [
    'qemu-namespace',
    'a variable cannot have the name "1a"',
    qemu('<qemu:commandline><qemu:env name="{1a -> a1}" value="b"/></qemu:commandline>'),
  ],
  [
    'qemu-namespace',
    'the property "id" is fixed',
    override('name="{id -> b}" type="string" value="c"'),
  ],
  [
    'qemu-namespace',
    'a property to remove has no value',
    override('name="b" type="{remove -> string}" value="c"'),
  ],
  [
    'iommu-machine',
    'a virtio IOMMU requires ACPI',
    '<os><type arch="x86_64" machine="q35">hvm</type></os>{-> <features><acpi/></features>}<devices><iommu model="virtio"/></devices>',
  ],
  [
    'bhyve-usb',
    'bhyve has only one USB controller',
    bhyve(
      `<controller type="usb" model="nec-xhci" index="0"/>{<controller type="usb" model="nec-xhci" index="1"/> -> }${TABLET}`,
    ),
  ],
  [
    'bhyve-usb',
    'bhyve has only one USB device',
    bhyve(`<controller type="usb" model="nec-xhci"/>${TABLET}{${TABLET} -> }`),
  ],
  [
    'bhyve-rng',
    'bhyve reads random numbers from /dev/random',
    bhyve(
      '<rng model="virtio"><backend model="random">{/dev/hwrng -> /dev/random}</backend></rng>',
    ),
  ],
]

testMistakes(test, MISTAKES)

test.run()
