import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  domain,
  guestAgent,
  guestForward,
  pty,
  spiceAgent,
  unix,
  vdagent,
  virtioChannel,
} from '../../src/index.ts'
import { devices, problemsOf, testSpellings } from '../support/builders.ts'

const test = suite('dsl: channel')

testSpellings(
  test,
  "the line to QEMU's guest agent",
  devices(`
<channel type="unix">
  <target type="virtio" name="org.qemu.guest_agent.0"/>
</channel>
<channel type="unix">
  <source mode="bind" path="/run/fv0.agent"/>
  <target type="virtio" name="org.qemu.guest_agent.0"/>
</channel>`),
  {
    factories: () => domain('fv0').channel(guestAgent(), guestAgent('/run/fv0.agent')),
    objects: () =>
      domain('fv0').channel(
        { type: 'unix', target: { type: 'virtio', name: 'org.qemu.guest_agent.0' } },
        {
          type: 'unix',
          source: { mode: 'bind', path: '/run/fv0.agent' },
          target: { type: 'virtio', name: 'org.qemu.guest_agent.0' },
        },
      ),
  },
)

testSpellings(
  test,
  "the lines to SPICE's agent",
  devices(`
<channel type="spicevmc">
  <target type="virtio" name="com.redhat.spice.0"/>
</channel>
<channel type="qemu-vdagent">
  <source>
    <clipboard copypaste="no"/>
  </source>
  <target type="virtio" name="com.redhat.spice.0"/>
</channel>`),
  { factories: () => domain('fv0').channel(spiceAgent(), vdagent(false)) },
)

const LINES = devices(`
<channel type="unix">
  <source mode="bind" path="/run/a.sock"/>
  <log file="/var/log/a.log" append="on"/>
  <target type="virtio" name="org.example.0"/>
</channel>
<channel type="pty">
  <target type="guestfwd" address="10.0.2.1" port="4600"/>
</channel>`)

testSpellings(test, 'custom channels', LINES, {
  factories: () =>
    domain('fv0').channel(
      virtioChannel(
        'org.example.0',
        unix('bind', '/run/a.sock').log({ file: '/var/log/a.log', append: true }),
      ),
      guestForward('10.0.2.1', 4600, pty()),
    ),
  objects: () =>
    domain('fv0').channel(
      virtioChannel('org.example.0', {
        type: 'unix',
        source: { mode: 'bind', path: '/run/a.sock' },
        log: { file: '/var/log/a.log', append: true },
      }),
      guestForward('10.0.2.1', 4600, { type: 'pty' }),
    ),
})

test('fields of a host end that a channel does not have are reported', () => {
  assert.match(
    problemsOf(domain('fv0').channel(virtioChannel('a', pty().target(0)))).join('\n'),
    /VMC1003 domain\/devices\/channel\[1\]\/target/,
  )
  assert.match(
    problemsOf(domain('fv0').channel(virtioChannel('a', pty().acpi({ index: 1 }))))[0]!,
    /^VMC1001 domain\/devices\/channel\[1\]\/acpi/,
  )
  assert.match(
    problemsOf(domain('fv0').channel(virtioChannel('a', pty().xml('<a>')))).join('\n'),
    /VMC3001/,
  )
})

test.run()
