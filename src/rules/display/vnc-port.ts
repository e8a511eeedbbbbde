import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** A VNC port must be at least 5900, because QEMU numbers its VNC displays from this port. */
export const vncPort = rule({
  code: 'VMC2605',
  slug: 'vnc-port',
  severity: 'error',
  title: 'VNC port is missing or below 5900',
  help: 'A VNC port must be 5900 or higher, because QEMU numbers its VNC displays from port 5900. With autoport="no", the port is required. Set a valid port, or let libvirt choose the port with autoport="yes".',
  for: 'qemu',
  source: 'qemu_command.c: qemuBuildGraphicsVNCCommandLine',
  on: 'devices/graphics',
  example: {
    ts: ".graphics({ type: 'vnc', port: {5800 -> 5901} })",
    xml: `<devices>
  <graphics type="vnc" port="{5800 -> 5901}" autoport="no"/>
</devices>`,
  },
  *check(graphics, { target }) {
    if (graphics.text('type') !== 'vnc') return
    // A VNC server that listens on a UNIX socket has no port, so this rule skips it.
    const listen = graphics.first('listens')?.text('type') ?? 'address'
    if (graphics.has('socket') || listen === 'socket' || listen === 'none') return
    const port = graphics.number('port') ?? -1
    if (port >= 5900 || isAutomatic(graphics.text('autoport'), port, isBefore(target, '11.4.0')))
      return
    yield graphics.report(
      graphics.has('port') ? 'port' : 'autoport',
      port > 0 ? `VNC cannot use port ${port}` : 'VNC has no port, and libvirt does not choose one',
      'use 5900 or more, or leave the port to libvirt with autoport',
    )
  },
})

function isAutomatic(autoport: string | undefined, port: number, isOld: boolean): boolean {
  if (autoport !== undefined) return autoport === 'yes'
  return port === -1 || (port === 0 && !isOld)
}
