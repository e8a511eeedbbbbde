import { rule } from '../../check/rule.ts'

/** A VNC password can have at most 8 bytes. */
export const vncPassword = rule({
  code: 'VMC2606',
  slug: 'vnc-password',
  severity: 'error',
  title: 'VNC password is too long',
  help: 'The VNC protocol limits a password to 8 bytes. Some characters, such as "ä", take two bytes. Use a shorter VNC password, or use SPICE.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefVNCGraphics',
  on: 'devices/graphics',
  needs: 'passwd',
  example: {
    xml: `<devices>
  <graphics type="vnc" passwd="{correct horse -> horse}"/>
</devices>`,
  },
  *check(graphics) {
    const length = Buffer.byteLength(graphics.text('passwd') ?? '')
    if (graphics.text('type') !== 'vnc' || length <= 8) return
    yield graphics.report(
      'passwd',
      `a VNC password has at most 8 bytes, but this one has ${length}`,
      'shorten it, or use SPICE',
    )
  },
})
