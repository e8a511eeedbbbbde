import { CHARDEVS, isBackendWithoutSource } from '../../check/facts/chardevs.ts'
import { rule } from '../../check/rule.ts'

/** A device that communicates with the SPICE viewer requires SPICE graphics. */
export const spiceNeeded = rule({
  code: 'VMC2507',
  slug: 'spice-needed',
  severity: 'error',
  title: 'character device or audio backend requires SPICE graphics',
  help: 'Character devices of type "spicevmc" or "spiceport" and audio backends of type "spice" communicate with the SPICE viewer. Add <graphics type="spice">, or remove the device.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainChrSourceDef, qemuValidateDomainDeviceDefAudio',
  on: [...CHARDEVS, 'devices/audio'],
  where: { type: ['spicevmc', 'spiceport', 'spice'] },
  example: {
    xml: `<devices>
  <redirdev bus="usb" type="spicevmc"/>
  <graphics type="{vnc -> spice}"/>
</devices>`,
  },
  *check(device, { domain }) {
    const type = device.text('type')
    if (type !== 'spicevmc' && type !== 'spiceport' && type !== 'spice') return
    if (isBackendWithoutSource(device)) return
    if (domain.each('devices/graphics').some(graphics => graphics.text('type') === 'spice')) return
    yield device.report(
      'type',
      `this <${device.name}> needs SPICE graphics, which the domain does not have`,
      'add .graphics(spice()), in XML <graphics type="spice"/>, or leave the device out',
    )
  },
})
