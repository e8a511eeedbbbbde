import type { Cursor, DomainCursor } from '../../check/cursor.ts'
import { archOf, isS390, isX86 } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'
import type { Input } from '../../schema/domain/input.ts'
import type { Redirdev } from '../../schema/domain/redirdev.ts'

/** A USB input device or redirected device must have a USB address. */
export const usbDeviceAddress = rule({
  code: 'VMC2383',
  slug: 'usb-device-address',
  severity: 'error',
  title: 'address of a USB device is not of type "usb"',
  help: 'The address of a USB device must have the type "usb", with a bus and a port. Correct the address, or remove it: libvirt then assigns one.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainInputDefParseXML, virDomainRedirdevDefParseXML',
  on: ['devices/input', 'devices/redirdev'],
  needs: 'address',
  example: {
    xml: `<devices>
  <input type="tablet" bus="usb"><address type="{pci -> usb}" bus="0" {slot="5" -> port="1"}/></input>
</devices>`,
  },
  *check(device, { domain }) {
    const type = device.text('address/type')
    if (type === undefined || type === 'usb') return
    // A redirected device (<redirdev>) is always on a USB bus, so this rule checks the bus only for an <input>.
    if (device.name === 'input' && busOf(device, domain) !== 'usb') return
    yield device.report(
      'address/type',
      `a USB device cannot have an address of type "${type}"`,
      'use an address of type "usb", or leave the address to libvirt',
    )
  },
})

/**
 * The bus of an input device. If the definition sets no bus, the result is the bus that libvirt chooses according to the type
 * of the device and the architecture of the guest.
 */
function busOf(input: Cursor<Input | Redirdev>, domain: DomainCursor): string | undefined {
  const bus = input.text('bus')
  const [type, arch] = [input.text('type'), archOf(domain)]
  if (bus !== undefined || input.has('bus')) return bus
  if (!/^(kvm|qemu|hvf)$/.test(domain.text('type') ?? '')) return undefined
  if (type === 'tablet') return isS390(domain) ? undefined : 'usb'
  const isPs2 = arch === undefined || isX86(arch)
  return /^(mouse|keyboard)$/.test(type ?? '') && !isPs2 && !isS390(domain) ? 'usb' : undefined
}
