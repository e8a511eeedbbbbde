// Kinds of mistakes with devices other than disks that the examples of the rules do not have.
import { suite } from 'uvu'
import { type Mistake, testMistakes } from '../support/mistakes.ts'

const test = suite('mistakes with devices other than disks')

const Q35 = '<os><type arch="x86_64" machine="q35">hvm</type></os><features><acpi/></features>'
const PC = '<os><type arch="x86_64" machine="pc">hvm</type></os>'
const S390 = '<os><type arch="s390x" machine="s390-ccw-virtio">hvm</type></os>'
const SERIAL = '<serial type="pty"><target type="isa-serial"/></serial>'
const XHCI = '<controller type="usb" index="0" model="qemu-xhci" ports="4"/>'
const zpci = (uid: string, slot: number): string =>
  `<rng model="virtio"><backend model="random">/dev/urandom</backend><address type="pci" domain="0" bus="0" slot="${slot}" function="0"><zpci uid="${uid}" fid="${slot}"/></address></rng>`

const MISTAKES: readonly Mistake[] = [
  [
    'usb-controller-shape',
    'a USB controller of model "qemu-xhci" cannot have 16 ports',
    '<os><type arch="aarch64" machine="virt">hvm</type></os><devices><controller type="usb" index="0" ports="{16 -> 15}"/></devices>',
  ],
  [
    'audio-exists',
    'two audio backends have the ID 1',
    '<devices><audio id="1" type="none"/><audio id="{1 -> 2}" type="none"/></devices>',
  ],
  [
    'video',
    'a video device of type "none" must be the only one',
    '<devices><video><model type="{none -> vga}"/></video><video><model type="virtio"/></video></devices>',
  ],
  [
    'watchdog-several',
    'two watchdogs have the model "ib700"',
    `${PC}<devices><watchdog model="ib700"/><watchdog model="{ib700 -> i6300esb}"/></devices>`,
  ],
  [
    'serial-isa-port',
    'a PC has only four serial ports',
    `${PC}<devices>${SERIAL.repeat(4)}{${SERIAL} -> }</devices>`,
  ],
  [
    'net-teaming',
    'a transient NIC must be a device of the host, not of type "bridge"',
    '<devices><interface type="bridge"><source bridge="br0"/><model type="virtio"/><teaming type="persistent"/><alias name="ua-a"/></interface><interface type="{bridge -> network}"><source {bridge -> network}="br1"/><teaming type="transient" persistent="ua-a"/></interface></devices>',
  ],
  [
    'pci-controller-options',
    'a PCI controller of model "pci-bridge" does not support busNr',
    `${PC}<devices><controller type="pci" index="1" model="pci-bridge"><target {busNr -> chassisNr}="3"/></controller></devices>`,
  ],
  [
    'pci-numbers',
    'the busNr cannot be 255',
    `${PC}<devices><controller type="pci" index="1" model="pci-expander-bus"><target busNr="{255 -> 254}"/></controller></devices>`,
  ],
  [
    'pci-root',
    'a pcie-root controller cannot have an address',
    `${Q35}<devices><controller type="pci" index="0" model="pcie-root">{<address type="pci" domain="0" bus="0" slot="1" function="0"/> -> }</controller></devices>`,
  ],
  [
    'usb-address',
    'the USB controller has no port 5',
    `${Q35}<devices>${XHCI}<input type="tablet" bus="usb"><address type="usb" bus="0" port="{5 -> 4}"/></input></devices>`,
  ],
  [
    'usb-address',
    'port 1.2 needs a hub at USB bus 0 port 1',
    `${Q35}<devices>${XHCI}<input type="tablet" bus="usb"><address type="usb" bus="0" port="{1.2 -> 1}"/></input></devices>`,
  ],
  [
    'shmem',
    'shared memory of model "ivshmem-plain" has no server',
    '<devices><shmem name="a"><model type="ivshmem-plain"/><size unit="M">4</size>{<server path="/a.sock"/> -> }</shmem></devices>',
  ],
  [
    'shmem',
    'shared memory of model "ivshmem-doorbell" needs a server',
    '<devices><shmem name="a"><model type="ivshmem-doorbell"/>{-> <server path="/a.sock"/>}</shmem></devices>',
  ],
  [
    'shmem',
    'the server of shared memory decides its size',
    '<devices><shmem name="a"><model type="ivshmem-doorbell"/>{<size unit="M">4</size> -> }<server path="/a.sock"/></shmem></devices>',
  ],
  [
    'shmem',
    'shared memory cannot have the name ".."',
    '<devices><shmem name="{.. -> a}"><model type="ivshmem-plain"/><size unit="M">4</size></shmem></devices>',
  ],
  [
    'smartcard-once',
    'the smart card is in slot 0 of controller 0',
    '<devices><smartcard mode="host"><address type="ccid" controller="0" slot="{1 -> 0}"/></smartcard></devices>',
  ],
  [
    'hostdev-limits',
    'display="on" requires graphics, which the guest does not have',
    `${PC}<devices><hostdev mode="subsystem" type="pci" display="{on -> off}"><source><address domain="0" bus="1" slot="0" function="0"/></source></hostdev></devices>`,
  ],
  [
    'video',
    'a video device of type "ramfb" cannot have an address',
    '<devices><video><model type="ramfb"/>{<address type="pci" domain="0" bus="0" slot="5" function="0"/> -> }</video></devices>',
  ],
  [
    'net-route',
    'an IPv4 address has no prefix of 33 bits',
    '<devices><interface type="ethernet"><source><route family="ipv4" address="10.0.0.0" prefix="{33 -> 24}" gateway="10.1.0.1"/></source></interface></devices>',
  ],
  [
    'watchdog-machine',
    'a watchdog of model "ib700" cannot have an address',
    `${PC}<devices><watchdog model="{ib700 -> i6300esb}"><address type="pci" domain="0" bus="0" slot="9" function="0"/></watchdog></devices>`,
  ],
  [
    'net-settings',
    'a NIC of type "hostdev" cannot have a bandwidth limit',
    '<devices><interface type="hostdev"><source><address type="pci" domain="0" bus="1" slot="0" function="0"/></source>{<bandwidth><inbound average="100"/></bandwidth> -> }</interface></devices>',
  ],
  [
    'video-settings',
    'a render node requires the driver "vhostuser"',
    '<devices><video>{-> <driver name="vhostuser"/>}<model type="virtio"><acceleration rendernode="/dev/dri/renderD128"/></model></video></devices>',
  ],
  [
    'video-frontend',
    'only a virtio video device can have the frontend "virtio-gpu"',
    '<devices><video><model type="{vga -> virtio}" device="virtio-gpu"/></video></devices>',
  ],
  [
    'filesystem-driver',
    'QEMU does not support <space_hard_limit>',
    '<devices><filesystem type="mount"><source dir="/a"/><target dir="a"/>{<space_hard_limit unit="MiB">1</space_hard_limit> -> }</filesystem></devices>',
  ],
  [
    'hostdev-limits',
    'two devices have the model "vfio-ap"',
    `${S390}<devices><hostdev mode="subsystem" type="mdev" model="vfio-ap"><source><address uuid="53764d0e-85a0-42b4-af5c-2046b460b1dc"/></source></hostdev><hostdev mode="subsystem" type="mdev" model="{vfio-ap -> vfio-ccw}"><source><address uuid="53764d0e-85a0-42b4-af5c-2046b460b1dd"/></source></hostdev></devices>`,
  ],
  [
    'zpci-uid',
    'two zPCI devices have the uid 1',
    `${S390}<devices>${zpci('0x0001', 5)}${zpci('{0x0001 -> 0x0002}', 6)}</devices>`,
  ],
]

testMistakes(test, MISTAKES)

test.run()
