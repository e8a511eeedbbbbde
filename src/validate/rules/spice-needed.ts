import { chardevs } from '../chardevs.ts'
import { devices, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** What goes through SPICE needs a screen of SPICE. */
export const spiceNeeded: Rule = {
  code: 'VMC2507',
  slug: 'spice-needed',
  severity: 'error',
  title: 'SPICE channel without SPICE',
  help: 'Devices of type "spicevmc" and "spiceport", and audio of type "spice", go to whoever watches <graphics type="spice">.',
  hypervisors: QEMU,
  about: [
    'devices/audio/type',
    'devices/serial/type',
    'devices/parallel/type',
    'devices/console/type',
    'devices/channel/type',
    'devices/smartcard/type',
    'devices/redirdev/type',
  ],
  wrong: {
    xml: `<devices>
  <redirdev bus="usb" type="spicevmc"/>
  <graphics type="vnc"/>
</devices>`,
  },
  right: {
    xml: `<devices>
  <redirdev bus="usb" type="spicevmc"/>
  <graphics type="spice"/>
</devices>`,
  },
  *check(domain) {
    const through = [
      ...chardevs(domain).filter(one => /^spice(vmc|port)$/.test(spelled(one, 'type') ?? '')),
      ...devices(domain, 'audio').filter(one => spelled(one, 'type') === 'spice'),
    ]
    if (through.length === 0) return
    if (devices(domain, 'graphics').some(one => spelled(one, 'type') === 'spice')) return
    for (const here of through) {
      yield {
        message: `this <${here.name}> goes through SPICE, which the guest does not have`,
        ...place(here, 'type'),
        help: 'leave it out, or add graphics: .graphics(spice())',
      }
    }
  },
}
