import type { Domain } from '../schema/domain/domain.ts'
import type { HostdevDriver } from '../schema/domain/hostdev.ts'
import { group } from './builder.ts'

/** The options of the method `.pciDevice()`. */
export interface PciDeviceOptions {
  /** The number of functions of the PCI device. They are numbered from 0. Default: 2. */
  readonly functions?: number
  /**
   * The index of a PCI controller of the guest. All functions get addresses in one slot of this controller. On q35, choose a
   * root port that no other device uses. If omitted, libvirt assigns a separate slot to each function.
   */
  readonly bus?: number
  /** The number of the slot on the PCI controller. Default: 0, the only slot of a root port. */
  readonly slot?: number
  /**
   * The driver of the host for device assignment, such as `vfio`. The hypervisor ignores this option and chooses the driver
   * itself.
   */
  readonly driver?: HostdevDriver['name']
  /** The absolute path of a file on the host with the PCI ROM of function 0, such as a video BIOS. */
  readonly rom?: string
}

/**
 * The shorthand methods of a domain that add several related devices. Each shorthand returns the fields that are merged into
 * the domain.
 */
export const deviceGroups = {
  /**
   * Adds PCI Express root ports to a q35 or virt machine. Devices without an address use the first ports. The other ports stay
   * free for devices that you plug in while the guest runs. If you add no ports, libvirt adds one port for each device, and no
   * port is free.
   *
   * @example
   * domain('fv0').q35().pcieRootPorts(3)
   * // <controller type="pci" index="1" model="pcie-root-port"/>
   * // <controller type="pci" index="2" model="pcie-root-port"/>
   * // <controller type="pci" index="3" model="pcie-root-port"/>
   */
  pcieRootPorts: group(
    'controller',
    (count: number): Partial<Domain> => ({
      devices: { controller: Array.from({ length: count }, () => ROOT_PORT) },
    }),
    controllers => {
      let count = 0
      for (const one of controllers) {
        if (!isEqual(one, ROOT_PORT)) break
        count++
      }
      return [count]
    },
  ),

  /**
   * Adds a USB 2 controller, Intel's ICH9. It consists of an EHCI controller and three UHCI controllers for USB 1 devices. An
   * x86 guest has a USB 1 controller by default. For USB 3, add `usbController()` instead.
   *
   * @example
   * domain('fv0').q35().usb2()
   * // <controller type="usb" model="ich9-ehci1"/>
   * // <controller type="usb" model="ich9-uhci1">
   * //   <master startport="0"/>
   * // </controller>
   * // <controller type="usb" model="ich9-uhci2">
   * //   <master startport="2"/>
   * // </controller>
   * // <controller type="usb" model="ich9-uhci3">
   * //   <master startport="4"/>
   * // </controller>
   */
  usb2: group(
    'controller',
    (): Partial<Domain> => ({ devices: { controller: ICH9 } }),
    ([first]) => (isEqual(first, ICH9[0]) ? [] : undefined),
  ),

  /**
   * Passes a PCI device of the host that has several functions to the guest, such as a GPU with its audio function. `address`
   * is the address without the function, as `lspci -D` prints it. If you set `bus`, all functions appear in one slot of the
   * guest, which some drivers require.
   *
   * @example
   * domain('fv0').q35().pciDevice('0000:0b:00', { bus: 6 })
   * // <hostdev mode="subsystem" type="pci" managed="yes">
   * //   <source>
   * //     <address domain="0x0000" bus="0x0b" slot="0x00" function="0x0"/>
   * //   </source>
   * //   <address type="pci" domain="0x0000" bus="0x06" slot="0x00" function="0x0" multifunction="on"/>
   * // </hostdev>
   * // <hostdev mode="subsystem" type="pci" managed="yes">
   * //   <source>
   * //     <address domain="0x0000" bus="0x0b" slot="0x00" function="0x1"/>
   * //   </source>
   * //   <address type="pci" domain="0x0000" bus="0x06" slot="0x00" function="0x1"/>
   * // </hostdev>
   */
  pciDevice: group(
    'hostdev',
    (
      address: string,
      { functions = 2, bus, slot = 0, driver, rom }: PciDeviceOptions = {},
    ): Partial<Domain> => ({
      devices: {
        hostdev: Array.from({ length: functions }, (_, nth) => ({
          mode: 'subsystem',
          type: 'pci',
          managed: true,
          source: { address: `${address}.${nth}` },
          ...(driver !== undefined && { driver: { name: driver } }),
          ...(nth === 0 && rom !== undefined && { rom: { file: rom } }),
          ...(bus !== undefined && { address: guestAddress(bus, slot, nth) }),
        })),
      },
    }),
    hostdevs => pciDeviceArguments(hostdevs),
  ),
} satisfies Readonly<Record<string, (...args: never[]) => Partial<Domain>>>

const ROOT_PORT = { type: 'pci', model: 'pcie-root-port' } as const

const ICH9 = [
  { type: 'usb', model: 'ich9-ehci1' },
  { type: 'usb', model: 'ich9-uhci1', master: { startport: '0' } },
  { type: 'usb', model: 'ich9-uhci2', master: { startport: '2' } },
  { type: 'usb', model: 'ich9-uhci3', master: { startport: '4' } },
] as const

const isEqual = (one: unknown, other: object): boolean =>
  JSON.stringify(Object.entries(one ?? {}).sort()) === JSON.stringify(Object.entries(other).sort())

const hex = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`

// Writes the numbers of a PCI address in the same way as libvirt writes them.
const guestAddress = (bus: number, slot: number, nth: number) => ({
  type: 'pci' as const,
  domain: '0x0000' as const,
  bus: hex(bus) as `0x${string}`,
  slot: hex(slot) as `0x${string}`,
  function: `0x${nth}` as const,
  ...(nth === 0 && { multifunction: true }),
})

/** The fields of a `<hostdev>` that a call of `.pciDevice()` writes, as a plain object. */
interface Plain {
  readonly source?: { readonly address?: Readonly<Record<string, unknown>> }
  readonly address?: Readonly<Record<string, unknown>>
  readonly driver?: { readonly name?: string }
  readonly rom?: { readonly file?: string }
}

// Several <hostdev> elements are written as one call only if their guest addresses have the same PCI slot. With different
// slots, they could be separate devices.
function pciDeviceArguments(hostdevs: Iterable<Plain>): readonly unknown[] | undefined {
  let [functions, first]: [number, Plain | undefined] = [0, undefined]
  for (const one of hostdevs) {
    first ??= one
    if (slotText(one.source?.address) !== slotText(first.source?.address)) break
    if (slotText(one.address) !== slotText(first.address)) break
    functions++
  }
  const host = slotText(first?.source?.address)
  const { bus, slot, multifunction } = first?.address ?? {}
  if (functions < 2 || host === undefined || multifunction !== true) return undefined
  const options = {
    ...(functions !== 2 && { functions }),
    bus: Number(bus),
    ...(Number(slot) !== 0 && { slot: Number(slot) }),
    driver: first?.driver?.name,
    rom: first?.rom?.file,
  }
  return [host, options]
}

const slotText = (address: Readonly<Record<string, unknown>> | undefined): string | undefined =>
  address &&
  [address.domain ?? 0, address.bus, address.slot]
    .map((part, nth) =>
      Number(part)
        .toString(16)
        .padStart(nth === 0 ? 4 : 2, '0'),
    )
    .join(':')
