import { chardevs } from '../chardevs.ts'
import { type Claim, contested, HostFirsts, takers } from '../firsts.ts'
import type { Here } from '../here.ts'
import { devices, down, each, numeric, spelled } from '../look.ts'
import { meeting, type Rule } from './rule.ts'

/** A port of a host is taken once. */
export const portUnique: Rule = {
  code: 'VMC2008',
  slug: 'port-unique',
  severity: 'warning',
  title: 'port of the host that another has',
  help: 'A port of a host is for one screen, serial port, debugger or forwarding. Unless they run on different hosts, the second of two domains does not start while the first runs. Leave ports of screens to libvirt with autoport.',
  wrong: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB(1)).graphics({ type: 'vnc', port: 5901 }))",
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><devices><graphics type="vnc" port="5901"/></devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><devices><graphics type="vnc" port="5901"/></devices></domain>`,
  },
  right: {
    ts: "['a', 'b'].map((name, i) => domain(name).hvm().memory(GiB(1)).graphics({ type: 'vnc', port: 5901 + i }))",
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><devices><graphics type="vnc" port="5901"/></devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><devices><graphics type="vnc" port="5902"/></devices></domain>`,
  },
  ofOne: true,
  ...meeting(() => {
    const firsts = new HostFirsts()
    return domain =>
      contested(firsts, domain, claimsOf(domain), (key, first) => ({
        message: `${key} of the host is taken by ${takers(first, domain)}`,
        help: 'number them, leave the port to libvirt, or say with .host() that they run on different hosts',
      }))
  }),
}

function* claimsOf(domain: Here): Generator<Claim> {
  for (const here of devices(domain, 'graphics')) {
    if (spelled(here, 'autoport') === 'yes') continue
    for (const field of ['port', 'tlsPort', 'websocket']) {
      const port = numeric(here, field)
      if (port !== undefined && port > 0) yield { here, field, key: `port ${port}` }
    }
  }
  for (const device of chardevs(domain)) {
    const type = spelled(device, 'type')
    // The first console is the first serial port once more.
    if ((type !== 'tcp' && type !== 'udp') || device.name === 'console') continue
    for (const here of each(device, 'source')) {
      const port = spelled(here, 'service')
      if (spelled(here, 'mode') !== 'bind' || port === undefined || !/^\d+$/.test(port)) continue
      const key = `${type === 'udp' ? 'UDP ' : ''}port ${port}`
      yield { here, field: 'service', key }
    }
  }
  for (const forward of devices(domain, 'interface').flatMap(nic => each(nic, 'portForward'))) {
    const kind = spelled(forward, 'proto') === 'udp' ? 'UDP ' : ''
    for (const here of each(forward, 'range')) {
      const port = numeric(here, 'start')
      if (port !== undefined && spelled(here, 'exclude') !== 'yes')
        yield { here, field: 'start', key: `${kind}port ${port}` }
    }
  }
  yield* debuggersOf(domain)
}

// QEMU waits for a debugger with -gdb tcp::1234, of which -s is short.
function* debuggersOf(domain: Here): Generator<Claim> {
  const words = each(down(domain, 'qemuCommandline'), 'arg')
  for (const [index, here] of words.entries()) {
    const word = spelled(here, 'value')
    const before = spelled(words[index - 1], 'value') ?? ''
    const port =
      word === '-s'
        ? '1234'
        : /^-?-gdb$/.test(before)
          ? /^tcp:.*:(\d+)/.exec(word ?? '')?.[1]
          : undefined
    if (port !== undefined) yield { here, field: 'value', key: `port ${port}` }
  }
}
