import { DomainBuilder } from '../dsl/domain.ts'
import { lookup } from '../schema/core/lookup.ts'

/**
 * The help for a method of a domain that vmc does not have, but that users know from Terraform, virt-install, the CDK or virsh.
 * For example, some tools have a method that starts a guest. vmc has no such method, because a build only writes definitions.
 */
export const habitHelp = (method: string): string | undefined =>
  lookup(HABITS, method) ?? prefixHelp(method)

/**
 * The help for a method of a device whose name users understand differently than libvirt. For example, users expect that `size`
 * sets the size of a disk, but in libvirt it is the size of a slice.
 */
export const deviceHabitHelp = (builder: string, method: string): string | undefined =>
  lookup(lookup(DEVICE_HABITS, builder) ?? {}, method)

/**
 * The help for a name from another tool. Upper and lower case, hyphens, underscores and spaces make no difference:
 * `--os-variant`, `os_variant`, `osVariant`, `os variant`.
 */
export const habitOf = (name: string): string | undefined =>
  Object.entries(HABITS).find(([habit]) => lettersOf(habit) === lettersOf(name))?.[1]

const lettersOf = (name: string): string => name.replace(/[-_\s]/g, '').toLowerCase()

// Other libraries have methods such as `setMemory`, `withMemory` and `addDisk`. In vmc, these are .memory() and .disk().
function prefixHelp(method: string): string | undefined {
  const [, first = '', rest = ''] = /^(?:set|with|add|get)([A-Z])(\w*)$/.exec(method) ?? []
  const name = first.toLowerCase() + rest
  return first !== '' && Object.hasOwn(DomainBuilder.prototype, name) ? `use .${name}()` : undefined
}

const START =
  'a program does not start guests; start one with: virsh start NAME, or new ones with: vmc apply --start'
const AUTOSTART =
  'vmc only writes definitions; let the guest start with its host: virsh autostart NAME'
const IMAGE =
  'vmc does not create images; create the image with: qemu-img create -f qcow2 FILE 20G, or virsh vol-create-as'
const CLOUD_INIT =
  "vmc does not make cloud-init seeds; make one with: cloud-localds seed.iso user-data, and add it with .cdrom('/path/seed.iso')"
const PASSWORD = `the password of a display is set with vnc().passwd('…') or spice().passwd('…'); for the guest, ${CLOUD_INIT}`
const NETWORKS =
  "vmc does not define networks or pools; define them with virsh, and use them by name: network('default')"
const SNAPSHOTS = 'vmc does not make snapshots; make one with: virsh snapshot-create-as NAME'
const DEPLOY = 'export the domain, and bring it to its host with: vmc apply'
const COUNT =
  'make a domain for each item of a list: Array.from({ length: 3 }, (_, i) => domain("web" + i))'
const ORDER =
  'a domain does not depend on another; start guests in the order that you need, with virsh start NAME'

const NIC = "add a NIC with .nic(network('default')) or .nic(bridge('br0'))"
const FORMAT = "set the format with .driver({ type: 'qcow2' })"

const DEVICE_HABITS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DiskBuilder: { size: IMAGE, format: FORMAT },
  NicBuilder: { network: NIC, bridge: NIC },
  GraphicsBuilder: { password: "set the password with .passwd('…'); it is stored in the XML" },
}

const HABITS: Readonly<Record<string, string>> = {
  project:
    "the project is a setting in vmc.config.ts: export default defineConfig({ project: 'shop' })",
  hosts:
    "hosts are a setting in vmc.config.ts: defineConfig({ hosts: { hv1: { uri: 'qemu:///system' } } })",
  plan: 'vmc diff shows what vmc apply would change, and vmc diff --plan FILE saves it',
  autostart: AUTOSTART,
  start: START,
  running: START,
  run: START,
  boot_devices: "choose the boot device with .boot('hd') or .boot('network')",
  size: IMAGE,
  capacity: IMAGE,
  createImage: IMAGE,
  resize: IMAGE,
  base_volume: IMAGE,
  baseImage: "name the backing image with file('/a.qcow2').backedBy('/base.qcow2')",
  cloudInit: CLOUD_INIT,
  cloudinit: CLOUD_INIT,
  cloud_init: CLOUD_INIT,
  userData: CLOUD_INIT,
  user_data: CLOUD_INIT,
  sshKey: CLOUD_INIT,
  ignition: CLOUD_INIT,
  unattended: CLOUD_INIT,
  location: "vmc installs nothing; add the installer with .cdrom('/iso/debian.iso')",
  osinfo: 'vmc has no profiles of operating systems; for Windows there is .windows()',
  os_variant: 'vmc has no profiles of operating systems; for Windows there is .windows()',
  osVariant: 'vmc has no profiles of operating systems; for Windows there is .windows()',
  network: NIC,
  networks: NIC,
  networkInterface: NIC,
  network_interface: NIC,
  bridge: "bridge() makes a NIC; add it with .nic(bridge('br0'))",
  file: "file() makes a disk; add it with .disk(file('/images/a.img'))",
  format: FORMAT,
  machineType: "set the machine with .q35(), or .hvm({ machine: 'q35' })",
  macAddress: "set it at the NIC: .nic(bridge('br0').mac('52:54:00:12:34:56'))",
  addNetwork: NETWORKS,
  pool: NETWORKS,
  wait_for_lease: NETWORKS,
  addDisk: 'use .disk(): it adds a disk to those before',
  addNic: 'use .nic(): it adds a NIC to those before',
  addInterface: 'use .nic(): it adds a NIC to those before',
  disks: 'use .disk(): each call, and each argument, adds a disk',
  nics: 'use .nic(): each call, and each argument, adds a NIC',
  interfaces: 'use .nic(): each call, and each argument, adds a NIC',
  ram: 'set the memory with .memory(GiB(2))',
  mem: 'set the memory with .memory(GiB(2))',
  cpus: 'set the number of vCPUs with .vcpu(2)',
  vcpus: 'set the number of vCPUs with .vcpu(2)',
  cores: 'set the number of vCPUs with .vcpu(2), and their topology with .topology()',
  iso: "add a CD-ROM drive with .cdrom('/iso/debian.iso')",
  image: "add a disk with .disk(file('/images/a.qcow2'))",
  hostname: 'vmc sets nothing inside the guest; the name of the domain is the argument of domain()',
  password: PASSWORD,
  passwords: PASSWORD,
  seed: CLOUD_INIT,
  nocloud: CLOUD_INIT,
  ssh: `the connection to a host is set in vmc.config.ts: hosts: { hv1: { uri: 'qemu+ssh://root@hv1/system' } }; for keys of the guest, ${CLOUD_INIT}`,
  fix: 'vmc build --fix and vmc validate --fix correct misspelt names and add what is missing',
  snapshot: SNAPSHOTS,
  define: DEPLOY,
  deploy: DEPLOY,
  apply: DEPLOY,
  create: DEPLOY,
  build: 'export the domain: vmc build builds every domain that the program exports',
  render: 'export the domain: vmc build writes its XML',
  synth: 'export the domain: vmc build writes its XML',
  save: 'export the domain: vmc build writes its XML',
  validate: 'export the domain: vmc build --check checks it',
  toXML: 'export the domain: vmc build writes its XML; toXml() of libvmc/compiler returns it',
  toXml: 'export the domain: vmc build writes its XML; toXml() of libvmc/compiler returns it',
  count: COUNT,
  for_each: COUNT,
  forEach: COUNT,
  dependsOn: ORDER,
  depends_on: ORDER,
  tags: 'write what you want to keep into .title(), .description() or .metadata()',
  addPropertyOverride: 'set any field with its method, or any XML with .xml()',
  uefiSecureBoot: 'use .uefi({ secureBoot: true })',
  secureBoot: 'use .uefi({ secureBoot: true })',
  firmware_efi: 'use .uefi()',
  lxc: "make a container with .exe('/sbin/init')",
  container: "make a container with .exe('/sbin/init')",
  vm: "make a virtual machine with domain('name')",
  guest: "make a virtual machine with domain('name')",
  cdroms: "use .cdrom('/iso/debian.iso')",
  gpu: "pass a GPU through with .pciDevice('0000:01:00'), or emulate one with .video(virtioGpu())",
  passthrough:
    "pass a device through with .hostdev(pci('0000:01:00.0')) or .hostdev(usb('0x046d', '0xc52b'))",
  vlan_id: 'use .vlan() of a NIC',
  cpuset: "pin the vCPUs to host CPUs with .pin(0, '2-3')",
  cpu_mode: 'choose the CPU with .cpu(hostPassthrough()) or .cpu(hostModel())',
  hugepage: 'back the memory with huge pages with .hugepages(MiB(2))',
  memballoon_model: "switch the balloon off with .memballoon('none')",
  nographics: 'leave out .graphics(); add a console with .serial(pty())',
  noautoconsole: START,
  import:
    "add the existing image with .disk(file('/images/a.qcow2')); vmc import turns XML into programs",
  extra_args:
    "set the command line of the kernel with .kernel('/vmlinuz').cmdline('console=ttyS0')",
  initrd_inject: 'vmc makes no images; put the file into the initial RAM disk yourself',
  pxe: "boot from the network with .boot('network', 'hd')",
  livecd: "add the image with .cdrom('/iso/live.iso') and boot from it with .boot('cdrom')",
  virt_type: "choose the hypervisor with .type('qemu')",
  accelerate: "KVM is the default; for emulation use .type('qemu')",
  host_device:
    "pass a device through with .hostdev(pci('0000:01:00.0')) or .hostdev(usb('0x046d', '0xc52b'))",
  soundhw: 'add a sound device with .sound(ich9())',
  security: 'set the label with .seclabel(selinux()) or .seclabel(apparmor())',
  qemu_commandline: "pass arguments with .qemuCommandline({ arg: ['-snapshot'] })",
  qemu_agent: 'add the channel of the agent with .channel(guestAgent())',
  guest_agent: 'add the channel of the agent with .channel(guestAgent())',
  qemuGuestAgent: 'add the channel of the agent with .channel(guestAgent())',
  agent: 'add the channel of the agent with .channel(guestAgent())',
  qcow2: "add a disk with .disk(file('/images/a.qcow2')); vmc takes the format from the name",
  vnc_port: 'set the port with .graphics(vnc(5900))',
  spice_port: 'set the port with .graphics(spice(5900))',
  screen: 'add a graphical console with .graphics(vnc()) and a video card with .video(virtioGpu())',
  monitor:
    'add a graphical console with .graphics(vnc()) and a video card with .video(virtioGpu())',
  efi: 'use .uefi()',
  ovmf: 'use .uefi(); it finds the firmware of the host',
  tpm2: 'add a TPM with .tpm(tpm())',
  win11: 'use .windows(), which also adds UEFI with Secure Boot and a TPM',
  macvtap: "add a NIC with .nic(direct('eth0'))",
  tap: "add a NIC with .nic(ethernet('tap0'))",
  ovs: "add a NIC with .nic(bridge('ovs0').virtualport('openvswitch'))",
  openvswitch: "add a NIC with .nic(bridge('ovs0').virtualport('openvswitch'))",
  sriov: "add a NIC with .nic(hostdevNic('0000:3b:02.0'))",
  vfio: "pass a device through with .hostdev(pci('0000:01:00.0'))",
  pci_passthrough: "pass a device through with .hostdev(pci('0000:01:00.0'))",
  usb_passthrough: "pass a device through with .hostdev(usb('0x046d', '0xc52b'))",
  vgpu: "add a mediated device with .hostdev(mdev('UUID'))",
  numa_nodes: 'add NUMA cells with .cpu(hostPassthrough().cell(…))',
  cpu_pinning: "pin the vCPUs to host CPUs with .pin(0, '2-3')",
  pinning: "pin the vCPUs to host CPUs with .pin(0, '2-3')",
  nested: 'let the guest run guests with .cpu(hostPassthrough())',
  shared_folder: "share a folder with .sharedMemory().filesystem(virtiofs('/srv/data', 'data'))",
  shared_folders: "share a folder with .sharedMemory().filesystem(virtiofs('/srv/data', 'data'))",
  synced_folder: "share a folder with .sharedMemory().filesystem(virtiofs('/srv/data', 'data'))",
  share: "share a folder with .sharedMemory().filesystem(virtiofs('/srv/data', 'data'))",
  mounts: "share a folder with .sharedMemory().filesystem(virtiofs('/srv/data', 'data'))",
  ceph: "add a disk with .disk(rbd('pool/image', 'mon0'))",
  lvm: "add a disk with .disk(block('/dev/vg0/fv0'))",
  zvol: "add a disk with .disk(block('/dev/zvol/tank/fv0'))",
  nas: "add a disk with .disk(nfs('/export/fv0.img', 'nas.example.com'))",
  iops: "limit the disk with file('/a.qcow2').iotune({ total_iops_sec: 500 })",
  backup: SNAPSHOTS,
  clone: 'write the domain once as a function, and call it for each copy',
  module: 'write a function that returns a domain, and call it',
  variable: "declare a parameter with param('stage', ['dev', 'prod'])",
  variables: "declare a parameter with param('stage', ['dev', 'prod'])",
  var: "declare a parameter with param('stage', ['dev', 'prod'])",
  output: 'vmc list shows the domains of the hosts',
  provider: "name the host of a domain with .host('kvm1'), and list the hosts in vmc.config.ts",
  instance: "make a virtual machine with domain('name')",
  instance_type: 'set .memory(GiB(2)) and .vcpu(2)',
  flavor: 'set .memory(GiB(2)) and .vcpu(2)',
  server_type: 'set .memory(GiB(2)) and .vcpu(2)',
  ami: "add a disk with .disk(file('/images/a.qcow2'))",
  security_group: "filter the traffic of a NIC with bridge('br0').filterref('clean-traffic')",
  security_groups: "filter the traffic of a NIC with bridge('br0').filterref('clean-traffic')",
  firewall: "filter the traffic of a NIC with bridge('br0').filterref('clean-traffic')",
  port_forwarding:
    "forward ports with .nic(passt().portForward({ proto: 'tcp', range: { start: 2222, to: 22 } }))",
  forwarded_port:
    "forward ports with .nic(passt().portForward({ proto: 'tcp', range: { start: 2222, to: 22 } }))",
  ip_address:
    "vmc sets nothing inside the guest; let the network's DHCP server know the MAC address from .mac()",
  static_ip:
    "vmc sets nothing inside the guest; let the network's DHCP server know the MAC address from .mac()",
  mac_address: "set the MAC address with bridge('br0').mac('52:54:00:12:34:56')",
}
