import { chardevs } from '../chardevs.ts'
import { type Claim, contested, HostFirsts, takers } from '../firsts.ts'
import type { Here } from '../here.ts'
import { devices, down, each, spelled } from '../look.ts'
import { meeting, type Rule } from './rule.ts'

/** A socket that a guest waits at is that of one device. */
export const socketShared: Rule = {
  code: 'VMC2011',
  slug: 'socket-shared',
  severity: 'warning',
  title: 'socket that two devices wait at',
  help: 'Who makes a socket second takes it from the first, which nobody reaches any more. Unless they run on different hosts, each device has a path of its own.',
  wrong: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB(1)).serial(unix('bind', '/run/fv0.sock')))",
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><os><type>hvm</type></os><devices><serial type="unix"><source mode="bind" path="/run/a.sock"/></serial></devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><os><type>hvm</type></os><devices><serial type="unix"><source mode="bind" path="/run/a.sock"/></serial></devices></domain>`,
  },
  right: {
    ts: "['a', 'b'].map(name => domain(name).hvm().memory(GiB(1)).serial(unix('bind', '/run/' + name + '.sock')))",
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><os><type>hvm</type></os><devices><serial type="unix"><source mode="bind" path="/run/a.sock"/></serial></devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><os><type>hvm</type></os><devices><serial type="unix"><source mode="bind" path="/run/b.sock"/></serial></devices></domain>`,
  },
  ofOne: true,
  ...meeting(() => {
    const firsts = new HostFirsts()
    return domain =>
      contested(firsts, domain, claimsOf(domain), (key, first) => ({
        message: `the socket ${key} is made by ${takers(first, domain)}`,
        help: 'give each a path of its own',
      }))
  }),
}

function* claimsOf(domain: Here): Generator<Claim> {
  const sources = [
    // The first console is the first serial port once more.
    ...chardevs(domain).filter(one => one.name !== 'console' && spelled(one, 'type') === 'unix'),
    ...devices(domain, 'interface').filter(one => spelled(one, 'type') === 'vhostuser'),
  ].flatMap(device => each(device, 'source'))
  for (const here of sources) {
    const key = spelled(here, 'path')
    if (key && /^(bind|server)$/.test(spelled(here, 'mode') ?? ''))
      yield { here, field: 'path', key }
  }
  for (const graphics of devices(domain, 'graphics')) {
    const [first] = each(graphics, 'listens')
    const [here, field] = down(graphics, 'listens') ? [first!, 'socket'] : [graphics, 'socket']
    const key = spelled(here, field)
    if (key) yield { here, field, key }
  }
}
