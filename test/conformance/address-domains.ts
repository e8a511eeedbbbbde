import { seeded } from './mutate.ts'

/** Random PCs that are mostly controllers and addresses; about half of them are refused. */
export function addressDomains(count: number, seed: number): readonly string[] {
  const random = seeded(seed)
  const below = (end: number): number => Math.floor(random() * end)
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!
  const some = (most: number, make: () => string): string =>
    Array.from({ length: below(most + 1) }, make).join('')
  const rarely = (text: string): string => (random() < 0.3 ? text : '')

  const pci = () =>
    rarely(
      `<address type="pci" domain="0" bus="${pick([0, 0, 0, 1, 2, 3])}" slot="${pick([0, 1, 2, 3, 4, 5, 26, 27, 29, 30, 31])}" function="${pick([0, 0, 0, 1, 2, 7])}"/>`,
    )
  const usb = () =>
    rarely(
      `<address type="usb" bus="${pick([0, 0, 0, 1])}" port="${pick(['1', '2', '3', '1.1', '1.2', '2.3', '1.1.1'])}"/>`,
    )
  const drive = () =>
    rarely(
      `<address type="drive" controller="${pick([0, 0, 1])}" bus="${pick([0, 0, 0, 1])}" target="0" unit="${below(4)}"/>`,
    )
  const port = () =>
    rarely(
      `<address type="virtio-serial" controller="${pick([0, 0, 1])}" bus="0" port="${below(5)}"/>`,
    )
  const index = (most: number) => (random() < 0.8 ? ` index="${below(most)}"` : '')

  const pciController = (isQ35: boolean) => () => {
    const model = isQ35
      ? pick([
          'pcie-root-port',
          'pcie-root-port',
          'pcie-to-pci-bridge',
          'dmi-to-pci-bridge',
          'pci-bridge',
          'pcie-switch-upstream-port',
          'pcie-switch-downstream-port',
          'pcie-expander-bus',
        ])
      : pick(['pci-bridge', 'pci-bridge', 'pci-expander-bus'])
    return `<controller type="pci" index="${1 + below(6)}" model="${model}">${pci()}</controller>`
  }
  const usbController = () =>
    `<controller type="usb"${index(2)} model="${pick(['piix3-uhci', 'qemu-xhci', 'nec-xhci', 'ehci', 'ich9-ehci1', 'ich9-uhci1', 'ich9-uhci2', 'ich9-uhci3', 'pci-ohci'])}"${rarely(` ports="${1 + below(6)}"`)}>${pci()}</controller>`
  const otherController = () =>
    pick([
      () =>
        `<controller type="scsi"${index(2)}${rarely(` model="${pick(['virtio-scsi', 'lsilogic'])}"`)}>${pci()}</controller>`,
      () =>
        `<controller type="virtio-serial"${index(2)}${rarely(` ports="${1 + below(4)}"`)}>${pci()}</controller>`,
      () => `<controller type="sata"${index(2)}>${pci()}</controller>`,
      () => `<controller type="ccid"${index(1)}>${usb()}</controller>`,
    ])()
  let names = 0
  const disk = () => {
    const bus = pick(['virtio', 'virtio', 'scsi', 'sata', 'usb'])
    const letter = String.fromCharCode(97 + (names++ % 26))
    const address = bus === 'virtio' ? pci() : bus === 'usb' ? usb() : drive()
    return `<disk type="file"><source file="/${letter}.img"/><target dev="${bus === 'virtio' ? 'vd' : 'sd'}${letter}" bus="${bus}"/>${address}</disk>`
  }
  const device = () =>
    pick([
      disk,
      disk,
      () =>
        `<interface type="user"><model type="${pick(['virtio', 'e1000', 'e1000e', 'rtl8139', 'ne2k_pci'])}"/>${pci()}</interface>`,
      () => `<sound model="${pick(['ich6', 'ich9', 'ac97', 'usb'])}"/>`,
      () =>
        `<video><model type="${pick(['vga', 'qxl', 'cirrus', 'virtio', 'bochs', 'none'])}"/>${pci()}</video>`,
      () => `<input type="tablet" bus="usb">${usb()}</input>`,
      () => `<input type="keyboard" bus="virtio">${pci()}</input>`,
      () => `<hub type="usb">${usb()}</hub>`,
      () => `<channel type="pty"><target type="virtio" name="c${names++}"/>${port()}</channel>`,
      () => `<console type="pty"><target type="virtio"/>${port()}</console>`,
      () => `<rng model="virtio"><backend model="random">/dev/urandom</backend>${pci()}</rng>`,
      () => `<serial type="pty"><target type="pci-serial"/>${pci()}</serial>`,
      () =>
        `<shmem name="s${names++}"><model type="ivshmem-plain"/><size unit="M">4</size>${pci()}</shmem>`,
      () =>
        `<filesystem type="mount"><source dir="/srv"/><target dir="t${names++}"/>${pci()}</filesystem>`,
      () => '<smartcard mode="host"/>',
      () => '<graphics type="vnc"/>',
    ])()

  return Array.from({ length: count }, (_, nth) => {
    const isQ35 = random() < 0.6
    const devices = [
      some(3, pciController(isQ35)),
      some(2, usbController),
      some(2, otherController),
      some(pick([3, 6, 40]), device),
      rarely(`<memballoon model="${pick(['virtio', 'none'])}">${pci()}</memballoon>`),
      rarely(`<watchdog model="i6300esb">${pci()}</watchdog>`),
    ].join('\n')
    return `<domain type="qemu"><name>a${nth}</name><memory>1048576</memory><vcpu>1</vcpu><os><type arch="x86_64" machine="${isQ35 ? 'q35' : 'pc'}">hvm</type></os><features><acpi/></features><devices>
${devices}
</devices></domain>`
  })
}
