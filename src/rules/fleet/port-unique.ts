import type { DomainCursor } from '../../check/cursor.ts'
import { chardevsOf } from '../../check/facts/chardevs.ts'
import { rule } from '../../check/rule.ts'
import { type Claim, claim, conflictsOf, HostUniqueIndex } from '../../check/unique-index.ts'

/** Two devices cannot listen on the same port of a host. */
export const portUnique = rule({
  code: 'VMC2008',
  slug: 'port-unique',
  severity: 'warning',
  title: 'two devices listen on the same port of the host',
  help: 'Each display, serial port, debugger and forwarded port needs its own port of the host. Two guests that use the same port cannot run on one host at the same time. Change one of the ports, or use autoport: libvirt then chooses the port of a display.',
  for: 'all',
  source:
    'QEMU refuses to listen on a port in use; qemu_process.c: qemuProcessGraphicsReservePorts',
  on: 'domain',
  needs: [
    ...(['devices/graphics/port', 'devices/graphics/tlsPort'] as const),
    ...(['devices/graphics/websocket', 'devices/interface/portForward'] as const),
    ...(['devices/serial/source/service', 'devices/parallel/source/service'] as const),
    ...(['devices/channel/source/service', 'devices/smartcard/source/service'] as const),
    ...(['devices/redirdev/source/service', 'devices/rng/backend/source/service'] as const),
    'qemuCommandline/arg',
  ],
  example: {
    ts: "['a', 'b'].map((name, i) => domain(name).hvm().memory(GiB(1)).graphics({ type: 'vnc', port: {5901 -> 5901 + i} }))",
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><devices><graphics type="vnc" port="5901"/></devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><devices><graphics type="vnc" port="{5901 -> 5902}"/></devices></domain>`,
  },
  appliesToOne: true,
  createCheck() {
    const ports = new HostUniqueIndex()
    return {
      check: domain =>
        conflictsOf(ports, domain, portsOf(domain), (port, users) => ({
          message: `${port} of the host is used by ${users}`,
          help: 'give each device its own port, or let libvirt choose the port; if the domains run on different hosts, set their hosts with .host()',
        })),
    }
  },
})

function* portsOf(domain: DomainCursor): Generator<Claim> {
  yield* displays(domain)
  yield* chardevs(domain)
  yield* forwardedPorts(domain)
  yield* debuggers(domain)
}

function* displays(domain: DomainCursor): Generator<Claim> {
  for (const graphics of domain.each('devices/graphics')) {
    if (graphics.text('autoport') === 'yes') continue
    for (const field of ['port', 'tlsPort', 'websocket'] as const) {
      const port = graphics.number(field)
      if (port !== undefined && port > 0) yield claim(graphics, field, `port ${port}`)
    }
  }
}

function* chardevs(domain: DomainCursor): Generator<Claim> {
  for (const device of chardevsOf(domain)) {
    const type = device.text('type')
    // libvirt repeats the first serial port as the first console, so the rule skips consoles.
    if ((type !== 'tcp' && type !== 'udp') || device.name === 'console') continue
    for (const source of device.each('source')) {
      const port = source.text('service')
      if (source.text('mode') !== 'bind' || port === undefined || !/^\d+$/.test(port)) continue
      yield claim(source, 'service', `${type === 'udp' ? 'UDP ' : ''}port ${port}`)
    }
  }
}

function* forwardedPorts(domain: DomainCursor): Generator<Claim> {
  for (const forward of domain.each('devices/interface/portForward')) {
    const protocol = forward.text('proto') === 'udp' ? 'UDP ' : ''
    for (const range of forward.each('range')) {
      const port = range.number('start')
      if (port !== undefined && range.text('exclude') !== 'yes')
        yield claim(range, 'start', `${protocol}port ${port}`)
    }
  }
}

// With the QEMU argument -gdb tcp::1234, or -s for short, QEMU listens for a debugger on port 1234.
function* debuggers(domain: DomainCursor): Generator<Claim> {
  const args = domain.each('qemuCommandline/arg')
  for (const [index, arg] of args.entries()) {
    const value = arg.text('value')
    const before = args[index - 1]?.text('value') ?? ''
    const gdb = /^-?-gdb$/.test(before) ? /^tcp:.*:(\d+)/.exec(value ?? '')?.[1] : undefined
    const port = value === '-s' ? '1234' : gdb
    if (port !== undefined) yield claim(arg, 'value', `port ${port}`)
  }
}
