import { rule } from '../../check/rule.ts'

/** If the feature ps2 is off, the guest cannot have PS/2 devices, and the feature vmport must be off. */
export const ps2Off = rule({
  code: 'VMC2122',
  slug: 'ps2-off',
  severity: 'error',
  title: 'PS/2 device or feature vmport while the feature ps2 is off',
  help: 'If the feature ps2 is off, the guest has no controller for PS/2 mice and keyboards. The feature vmport requires this controller too. Remove the PS/2 devices and vmport, or turn ps2 on.',
  for: 'all',
  source:
    'domain_validate.c: virDomainInputDefValidate; qemu_validate.c: qemuValidateDomainDefFeatures',
  on: 'features/ps2',
  example: {
    xml: `<features><acpi/><ps2 state="off"/></features>
<devices><input type="mouse" bus="{ps2 -> usb}"/></devices>`,
  },
  *check(ps2, { domain }) {
    if (ps2.text('state') !== 'off') return
    const related = [ps2.related('.', 'PS/2 is turned off here')]
    for (const input of domain.each('devices/input')) {
      if (input.text('bus') !== 'ps2') continue
      const message = 'this input is on the bus ps2, which is off'
      yield input.report('bus', message, 'use the bus usb or virtio', { related })
    }
    const vmport = domain.first('features/vmport')
    if (vmport?.text('state') === 'on')
      yield vmport.report('.', 'vmport requires PS/2, which is off', 'turn vmport off', { related })
  },
})
