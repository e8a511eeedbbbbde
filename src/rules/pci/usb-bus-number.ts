import { rule } from '../../check/rule.ts'

/** The bus of a USB address must be a decimal number. */
export const usbBusNumber = rule({
  code: 'VMC2416',
  slug: 'usb-bus-number',
  severity: 'error',
  title: 'bus number of a USB address is not decimal',
  help: `libvirt reads the "bus" of a USB address as a decimal number, although libvirt's RELAX NG schema also accepts hexadecimal numbers. Write a decimal number.`,
  for: 'libvirt',
  source: 'device_conf.c: virDomainDeviceUSBAddressParseXML',
  on: 'devices/*/address',
  needs: 'bus',
  example: {
    xml: '<devices><input type="tablet" bus="usb"><address type="usb" bus="{0x0 -> 0}" port="1"/></input></devices>',
  },
  *check(address) {
    if (address.text('type') !== 'usb') return
    const bus = address.text('bus')
    if (bus === undefined || /^\s*\d+\s*$/.test(bus)) return
    const value = Number.parseInt(bus.replace(/^\s*0x/i, ''), 16)
    yield address.report('bus', `the USB bus "${bus}" is not a decimal number`, `write ${value}`)
  },
})
