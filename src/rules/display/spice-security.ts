import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { Graphics } from '../../schema/domain/graphics.ts'

/** Encrypted SPICE traffic requires a TLS port. Unencrypted traffic requires a plain port. */
export const spiceSecurity = rule({
  code: 'VMC2417',
  slug: 'spice-security',
  severity: 'error',
  title: 'SPICE security mode requires a port, but no port is set',
  help: 'The SPICE mode "secure" requires the attribute "tlsPort", and the mode "insecure" requires the attribute "port". With autoport="yes", libvirt chooses both ports. With a <listen> of type "none" or "socket", SPICE has no TLS. Add the port, or change the mode.',
  for: 'qemu',
  source: 'qemu_command.c: qemuBuildGraphicsSPICECommandLine',
  on: 'devices/graphics',
  needs: ['defaultMode', 'channel'],
  example: {
    xml: '<devices><graphics type="spice" autoport="yes" defaultMode="{secure -> any}"><listen type="none"/></graphics></devices>',
  },
  *check(graphics) {
    if (graphics.text('type') !== 'spice') return
    const available = availableModes(graphics)
    const mode = graphics.text('defaultMode')
    if (isMissing(mode, available))
      yield graphics.report('defaultMode', messageOf(mode, 'by default'), HELP)
    // If SPICE graphics have several <channel> elements with the same name, libvirt uses the mode of the last one.
    const channels = [...graphics.each('channel')].map(one => [one.text('name'), one] as const)
    for (const channel of new Map(channels).values()) {
      const own = channel.text('mode')
      if (isMissing(own, available))
        yield channel.report('mode', messageOf(own, `for "${channel.text('name')}"`), HELP)
    }
  },
})

const HELP = 'add the port for this mode, or use another mode'

const isMissing = (
  mode: string | undefined,
  available: ReadonlySet<string>,
): mode is 'secure' | 'insecure' =>
  (mode === 'secure' || mode === 'insecure') && !available.has(mode)

const messageOf = (mode: 'secure' | 'insecure', where: string): string =>
  `SPICE is ${mode} ${where}, but it has no ${mode === 'secure' ? 'TLS port' : 'plain port'}`

/**
 * Whether a port number makes the SPICE server listen. A positive number is the port itself. With -1, libvirt chooses the port.
 * libvirt ignores 0 and other negative numbers.
 */
const isUsed = (port: number): boolean => port > 0 || port === -1

/**
 * The modes of SPICE channels ("secure" or "insecure") that the SPICE server supports. They depend on the ports or sockets on
 * which the server listens.
 */
function availableModes(graphics: Cursor<Graphics>): ReadonlySet<string> {
  const listen = graphics.first('listens')?.text('type')
  if (listen === 'none' || listen === 'socket') return new Set(['insecure'])
  const [port, tlsPort] = [graphics.number('port') ?? 0, graphics.number('tlsPort') ?? 0]
  const isAutomatic = graphics.text('autoport') === 'yes' || (port === -1 && tlsPort === -1)
  const modes = new Set<string>()
  if (isAutomatic || isUsed(tlsPort)) modes.add('secure')
  if (isAutomatic || isUsed(port)) modes.add('insecure')
  return modes
}
