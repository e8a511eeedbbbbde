import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  type Chardev,
  type ChardevBuilder,
  dbusPort,
  dev,
  domain,
  logFile,
  namedPipe,
  nmdm,
  nullDevice,
  pty,
  spicePort,
  spicevmc,
  stdio,
  tcp,
  udp,
  unix,
  vc,
} from '../../src/index.ts'
import { devices, problemsOf, testSpellings, xmlOf } from '../support/builders.ts'

const test = suite('dsl: chardev')

/** Each type: the children of its element, and the device from a factory and from an object. */
const KINDS: Readonly<
  Record<string, { inner: string; factory: () => ChardevBuilder; object: Chardev }>
> = {
  stdio: { inner: '', factory: () => stdio(), object: { type: 'stdio' } },
  vc: { inner: '', factory: () => vc(), object: { type: 'vc' } },
  null: { inner: '', factory: () => nullDevice(), object: { type: 'null' } },
  file: {
    inner: '<source path="/var/log/vm/vm-serial.log"/>',
    factory: () => logFile('/var/log/vm/vm-serial.log'),
    object: { type: 'file', source: { path: '/var/log/vm/vm-serial.log' } },
  },
  pty: {
    inner: '<source path="/dev/pts/3"/>',
    factory: () => pty('/dev/pts/3'),
    object: { type: 'pty', source: [{ path: '/dev/pts/3' }] },
  },
  dev: {
    inner: '<source path="/dev/ttyS0"/>',
    factory: () => dev('/dev/ttyS0'),
    object: { type: 'dev', source: { path: '/dev/ttyS0' } },
  },
  tcp: {
    inner: '<source mode="connect" host="0.0.0.0" service="2445"/>\n  <protocol type="telnet"/>',
    factory: () => tcp('connect', { host: '0.0.0.0', service: 2445 }).protocol('telnet'),
    object: {
      type: 'tcp',
      protocol: { type: 'telnet' },
      source: { service: '2445', host: '0.0.0.0', mode: 'connect' },
    },
  },
  udp: {
    inner:
      '<source mode="bind" host="0.0.0.0" service="2446"/>\n  <source mode="connect" host="10.0.0.1" service="2445"/>',
    factory: () => udp({ host: '10.0.0.1', service: 2445 }, { host: '0.0.0.0', service: '2446' }),
    object: {
      type: 'udp',
      source: [
        { mode: 'bind', host: '0.0.0.0', service: '2446' },
        { mode: 'connect', host: '10.0.0.1', service: '2445' },
      ],
    },
  },
  pipe: {
    inner: '<source path="/run/fv0.pipe"/>',
    factory: () => namedPipe('/run/fv0.pipe'),
    object: { type: 'pipe', source: { path: '/run/fv0.pipe' } },
  },
  nmdm: {
    inner: '<source master="/dev/nmdm0A" slave="/dev/nmdm0B"/>',
    factory: () => nmdm('/dev/nmdm0A', '/dev/nmdm0B'),
    object: { type: 'nmdm', source: { master: '/dev/nmdm0A', slave: '/dev/nmdm0B' } },
  },
  spicevmc: { inner: '', factory: () => spicevmc(), object: { type: 'spicevmc' } },
  spiceport: {
    inner: '<source channel="org.qemu.console.serial.0"/>',
    factory: () => spicePort('org.qemu.console.serial.0'),
    object: { type: 'spiceport', source: { channel: 'org.qemu.console.serial.0' } },
  },
  dbus: {
    inner: '<source channel="org.qemu.console.serial.0"/>',
    factory: () => dbusPort('org.qemu.console.serial.0'),
    object: { type: 'dbus', source: { channel: 'org.qemu.console.serial.0' } },
  },
  unix: {
    inner: '<source mode="bind" path="/tmp/foo"/>',
    factory: () => unix('bind', '/tmp/foo'),
    object: { type: 'unix', source: { mode: 'bind', path: '/tmp/foo' } },
  },
}

for (const element of ['serial', 'parallel', 'console'] as const) {
  for (const [type, { inner, factory, object }] of Object.entries(KINDS)) {
    const expected = devices(
      `<${element} type="${type}">\n  ${inner ? `${inner}\n  ` : ''}<target port="0"/>\n</${element}>`,
    )
    testSpellings(test, `a ${element} of type ${type}`, expected, {
      factories: () => domain('fv0')[element](factory().target(0)),
      methods: () =>
        domain('fv0')[element](factory().type('stdio').type(object.type).target({ port: 0 })),
      objects: () => domain('fv0')[element]({ ...object, target: { port: '0' } }),
      'nested objects': () => domain('fv0').devices({ [element]: [{ ...object, target: 0 }] }),
    })
  }
}

test('a device without fields is an empty element', () => {
  assert.is(
    xmlOf(domain('fv0').serial(pty(), stdio())),
    devices('<serial type="pty"/>\n<serial type="stdio"/>'),
  )
})

testSpellings(
  test,
  'a console that listens for telnet',
  devices(`
<serial type="tcp">
  <source mode="bind" host="127.0.0.1" service="2445"/>
  <protocol type="raw"/>
</serial>`),
  {
    factories: () =>
      domain('fv0').serial(tcp('bind', { host: '127.0.0.1', service: 2445 }).protocol('raw')),
  },
)

testSpellings(
  test,
  'a UDP console that only sends',
  devices(`
<serial type="udp">
  <source mode="connect" host="10.0.0.1" service="syslog"/>
</serial>`),
  { factories: () => domain('fv0').serial(udp({ host: '10.0.0.1', service: 'syslog' })) },
)

testSpellings(
  test,
  'a console as libvirt writes it for old readers',
  devices(`
<console type="pty" tty="/dev/pts/2">
  <source path="/dev/pts/2"/>
  <target port="0"/>
  <alias name="ua-con"/>
</console>`),
  {
    factories: () =>
      domain('fv0').console(pty('/dev/pts/2').tty('/dev/pts/2').target(0).alias('ua-con')),
    objects: () =>
      domain('fv0').console({
        type: 'pty',
        tty: '/dev/pts/2',
        source: { path: '/dev/pts/2' },
        target: { port: 0 },
        alias: 'ua-con',
      }),
  },
)

testSpellings(
  test,
  'every field of the host end and the guest end',
  devices(`
<serial type="tcp">
  <source mode="connect" host="10.0.0.1" service="2445" tls="yes">
    <reconnect enabled="yes" timeout="5"/>
  </source>
  <protocol type="tls"/>
  <log file="/var/log/fv0.log" append="on"/>
  <target type="pci-serial" port="1">
    <model name="pci-serial"/>
  </target>
  <alias name="ua-ser"/>
  <address type="pci" bus="0x01" slot="0x02" function="0x0"/>
</serial>
<serial type="file">
  <source path="/var/log/fv0.log" append="on">
    <seclabel model="dac" relabel="no"/>
  </source>
</serial>`),
  {
    objects: () =>
      domain('fv0').serial(
        {
          type: 'tcp',
          source: {
            mode: 'connect',
            host: '10.0.0.1',
            service: 2445,
            tls: true,
            reconnect: { enabled: true, timeout: 5 },
          },
          protocol: 'tls',
          log: { file: '/var/log/fv0.log', append: true },
          target: { type: 'pci-serial', port: 1, model: 'pci-serial' },
          alias: 'ua-ser',
          address: { type: 'pci', bus: '0x01', slot: '0x02', function: 0 },
        },
        {
          type: 'file',
          source: {
            path: '/var/log/fv0.log',
            append: true,
            seclabel: { model: 'dac', relabel: false },
          },
        },
      ),
  },
)

test('one builder serves as a serial port, a parallel port and a console', () => {
  const shared = pty().target(0)
  const builder = domain('fv0').serial(shared).parallel(shared).console(shared)
  assert.equal(problemsOf(builder), [])
  assert.is(
    xmlOf(builder),
    devices(`
<serial type="pty">
  <target port="0"/>
</serial>
<parallel type="pty">
  <target port="0"/>
</parallel>
<console type="pty">
  <target port="0"/>
</console>`),
  )
})

test('unknown keys of an endpoint are reported', () => {
  const end = { host: '10.0.0.1', service: 2445, pth: '/x' }
  assert.equal(problemsOf(domain('fv0').serial(tcp('bind', end))), [
    'VMC1001 domain/devices/serial[1]/source[1]/pth: <source> has no element or attribute "pth" (did you mean "path"?)',
  ])
})

test.run()
