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
import { devices, spells, toldOf, xmlOf } from '../support/builders.ts'

const test = suite('dsl: chardev')

/** What each of them says inside, from a word and from an object. */
const KINDS: Readonly<
  Record<string, { inner: string; word: () => ChardevBuilder; object: Chardev }>
> = {
  stdio: { inner: '', word: () => stdio(), object: { type: 'stdio' } },
  vc: { inner: '', word: () => vc(), object: { type: 'vc' } },
  null: { inner: '', word: () => nullDevice(), object: { type: 'null' } },
  file: {
    inner: '<source path="/var/log/vm/vm-serial.log"/>',
    word: () => logFile('/var/log/vm/vm-serial.log'),
    object: { type: 'file', source: { path: '/var/log/vm/vm-serial.log' } },
  },
  pty: {
    inner: '<source path="/dev/pts/3"/>',
    word: () => pty('/dev/pts/3'),
    object: { type: 'pty', source: [{ path: '/dev/pts/3' }] },
  },
  dev: {
    inner: '<source path="/dev/ttyS0"/>',
    word: () => dev('/dev/ttyS0'),
    object: { type: 'dev', source: { path: '/dev/ttyS0' } },
  },
  tcp: {
    inner: '<source mode="connect" host="0.0.0.0" service="2445"/>\n  <protocol type="telnet"/>',
    word: () => tcp('connect', { host: '0.0.0.0', service: 2445 }).protocol('telnet'),
    object: {
      type: 'tcp',
      protocol: { type: 'telnet' },
      source: { service: '2445', host: '0.0.0.0', mode: 'connect' },
    },
  },
  udp: {
    inner:
      '<source mode="bind" host="0.0.0.0" service="2446"/>\n  <source mode="connect" host="10.0.0.1" service="2445"/>',
    word: () => udp({ host: '10.0.0.1', service: 2445 }, { host: '0.0.0.0', service: '2446' }),
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
    word: () => namedPipe('/run/fv0.pipe'),
    object: { type: 'pipe', source: { path: '/run/fv0.pipe' } },
  },
  nmdm: {
    inner: '<source master="/dev/nmdm0A" slave="/dev/nmdm0B"/>',
    word: () => nmdm('/dev/nmdm0A', '/dev/nmdm0B'),
    object: { type: 'nmdm', source: { master: '/dev/nmdm0A', slave: '/dev/nmdm0B' } },
  },
  spicevmc: { inner: '', word: () => spicevmc(), object: { type: 'spicevmc' } },
  spiceport: {
    inner: '<source channel="org.qemu.console.serial.0"/>',
    word: () => spicePort('org.qemu.console.serial.0'),
    object: { type: 'spiceport', source: { channel: 'org.qemu.console.serial.0' } },
  },
  dbus: {
    inner: '<source channel="org.qemu.console.serial.0"/>',
    word: () => dbusPort('org.qemu.console.serial.0'),
    object: { type: 'dbus', source: { channel: 'org.qemu.console.serial.0' } },
  },
  unix: {
    inner: '<source mode="bind" path="/tmp/foo"/>',
    word: () => unix('bind', '/tmp/foo'),
    object: { type: 'unix', source: { mode: 'bind', path: '/tmp/foo' } },
  },
}

for (const place of ['serial', 'parallel', 'console'] as const) {
  for (const [type, { inner, word, object }] of Object.entries(KINDS)) {
    const expected = devices(
      `<${place} type="${type}">\n  ${inner ? `${inner}\n  ` : ''}<target port="0"/>\n</${place}>`,
    )
    spells(test, `a ${place} of type ${type}`, expected, {
      words: () => domain('fv0')[place](word().target(0)),
      methods: () =>
        domain('fv0')[place](word().type('stdio').type(object.type).target({ port: 0 })),
      objects: () => domain('fv0')[place]({ ...object, target: { port: '0' } }),
      'objects deep down': () => domain('fv0').devices({ [place]: [{ ...object, target: 0 }] }),
    })
  }
}

test('a bare device has no children', () => {
  assert.is(
    xmlOf(domain('fv0').serial(pty(), stdio())),
    devices('<serial type="pty"/>\n<serial type="stdio"/>'),
  )
})

spells(
  test,
  'a console that waits for telnet',
  devices(`
<serial type="tcp">
  <source mode="bind" host="127.0.0.1" service="2445"/>
  <protocol type="raw"/>
</serial>`),
  {
    words: () =>
      domain('fv0').serial(tcp('bind', { host: '127.0.0.1', service: 2445 }).protocol('raw')),
  },
)

spells(
  test,
  'a UDP console that only sends',
  devices(`
<serial type="udp">
  <source mode="connect" host="10.0.0.1" service="syslog"/>
</serial>`),
  { words: () => domain('fv0').serial(udp({ host: '10.0.0.1', service: 'syslog' })) },
)

spells(
  test,
  'the console of an old reader',
  devices(`
<console type="pty" tty="/dev/pts/2">
  <source path="/dev/pts/2"/>
  <target port="0"/>
  <alias name="ua-con"/>
</console>`),
  {
    words: () =>
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

spells(
  test,
  'everything of the two ends',
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

test('one builder is a serial port, a parallel port and a console', () => {
  const shared = pty().target(0)
  const builder = domain('fv0').serial(shared).parallel(shared).console(shared)
  assert.equal(toldOf(builder), [])
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

test('nothing of the end of a connection is dropped', () => {
  const end = { host: '10.0.0.1', service: 2445, pth: '/x' }
  assert.equal(toldOf(domain('fv0').serial(tcp('bind', end))), [
    'VMC1001 domain/devices/serial[1]/source[1]/pth: <source> has no element or attribute "pth" (did you mean "path"?)',
  ])
})

test.run()
