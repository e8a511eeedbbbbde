import type { DomainCursor } from '../../check/cursor.ts'
import { chardevsOf } from '../../check/facts/chardevs.ts'
import { rule } from '../../check/rule.ts'
import { type Claim, claim, conflictsOf, HostUniqueIndex } from '../../check/unique-index.ts'

/** Two devices cannot listen on the same socket of a host. */
export const socketShared = rule({
  code: 'VMC2011',
  slug: 'socket-shared',
  severity: 'warning',
  title: 'two devices listen on the same socket',
  help: 'If two devices on a host create the same socket, the second device replaces the socket of the first, and programs can no longer connect to the first device. Give each device its own path. Domains on different hosts can use the same path.',
  for: 'all',
  source: 'QEMU util/qemu-sockets.c: unix_listen_saddr unlinks an existing socket',
  on: 'domain',
  needs: ['devices/graphics/listens', 'devices/graphics/socket'],
  where: {
    'devices/serial/type': 'unix',
    'devices/parallel/type': 'unix',
    'devices/channel/type': 'unix',
    'devices/smartcard/type': 'unix',
    'devices/redirdev/type': 'unix',
    'devices/rng/backend/type': 'unix',
    'devices/interface/type': 'vhostuser',
  },
  example: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB(1)).serial(unix('bind', {'/run/fv0.sock' -> '/run/' + name + '.sock'})))",
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><os><type>hvm</type></os><devices><serial type="unix"><source mode="bind" path="/run/a.sock"/></serial></devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><os><type>hvm</type></os><devices><serial type="unix"><source mode="bind" path="{/run/a.sock -> /run/b.sock}"/></serial></devices></domain>`,
  },
  appliesToOne: true,
  createCheck() {
    const sockets = new HostUniqueIndex()
    return {
      check: domain =>
        conflictsOf(sockets, domain, socketsOf(domain), (path, users) => ({
          message: `the socket ${path} is created by ${users}`,
          help: 'give each device its own path',
        })),
    }
  },
})

function* socketsOf(domain: DomainCursor): Generator<Claim> {
  const listening = (mode: string | undefined) => mode === 'bind' || mode === 'server'
  for (const device of chardevsOf(domain)) {
    // libvirt repeats the first serial port as the first console, so the rule skips consoles.
    if (device.name === 'console' || device.text('type') !== 'unix') continue
    for (const source of device.each('source')) {
      const path = source.text('path')
      if (path && listening(source.text('mode'))) yield claim(source, 'path', path)
    }
  }
  for (const nic of domain.each('devices/interface')) {
    const path = nic.text('type') === 'vhostuser' ? nic.text('source/path') : undefined
    if (path && listening(nic.text('source/mode'))) yield claim(nic, 'source/path', path)
  }
  for (const graphics of domain.each('devices/graphics')) {
    const listen = graphics.first('listens')
    const path = listen ? listen.text('socket') : graphics.text('socket')
    if (path) yield listen ? claim(listen, 'socket', path) : claim(graphics, 'socket', path)
  }
}
