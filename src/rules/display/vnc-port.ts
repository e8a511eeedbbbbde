import { rule } from '../../check/rule.ts'

/** A VNC port must be at least 5900, from where QEMU numbers its VNC displays. */
export const vncPort = rule({
  code: 'VMC2605',
  slug: 'vnc-port',
  severity: 'error',
  title: 'VNC port is below 5900',
  help: 'QEMU numbers its VNC displays from port 5900, so a VNC port cannot be lower. Use a higher port, or leave the port to libvirt with autoport.',
  for: 'qemu',
  source: 'qemu_command.c: qemuBuildGraphicsVNCCommandLine',
  on: 'devices/graphics',
  example: {
    ts: ".graphics({ type: 'vnc', port: {5800 -> 5901} })",
    xml: `<devices>
  <graphics type="vnc" port="{5800 -> 5901}" autoport="no"/>
</devices>`,
  },
  *check(graphics) {
    const port = graphics.number('port')
    if (graphics.text('type') !== 'vnc' || graphics.text('autoport') === 'yes') return
    if (port === undefined || port <= 0 || port >= 5900) return
    yield graphics.report(
      'port',
      `VNC cannot use port ${port}`,
      'use 5900 or more, or leave the port to libvirt with autoport',
    )
  },
})
