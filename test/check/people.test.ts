import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkSchema } from '../../src/check/check-schema.ts'
import * as v from '../../src/index.ts'
import type { Any } from '../support/builders.ts'
import {
  assertBeginnings,
  devices,
  diagnosticLines,
  problemsOf,
  readDomain,
} from '../support/builders.ts'

const test = suite('validate: graphics, sound, input and console devices')
const fv0 = () => v.domain('fv0')
const findingsOf = (inner: string): readonly string[] => {
  const { node, diagnostics } = readDomain(devices(inner))
  return diagnosticLines([...diagnostics, ...checkSchema(node!)])
}

/** Invalid definitions, and the beginning of their only finding. */
const WRONG: Readonly<Record<string, readonly [() => Any, string]>> = {
  'a reconnect in two forms': [
    () =>
      fv0().serial({
        type: 'tcp',
        source: { mode: 'connect', reconnect: { enabled: true, delay: 1 } },
      }),
    'VMC1010 domain/devices/serial[1]/source[1]/reconnect',
  ],
  'a timeout without a reconnect': [
    () => fv0().serial({ type: 'tcp', source: { reconnect: { delay: 1, timeout: 1 } } }),
    'VMC1003 domain/devices/serial[1]/source[1]/reconnect: <reconnect> has "timeout" but not "enabled"',
  ],
  'the state of a Xen channel': [
    () => fv0().channel({ type: 'pty', target: { type: 'xen', state: 'connected' } }),
    'VMC1004 domain/devices/channel[1]/target/@state',
  ],
  'two certificates': [
    () => fv0().smartcard(v.certificateSmartcard(['a', 'b'] as never)),
    'VMC1003 domain/devices/smartcard[1]/certificate: <certificate> appears 2 times in <smartcard>; exactly 3 are required',
  ],
  'a VNC socket and a port': [
    () => fv0().graphics(v.vnc(5900).socket('/run/vnc')),
    'VMC1010 domain/devices/graphics[1]',
  ],
  'an unknown policy for connected VNC viewers': [
    () => fv0().graphics(v.vnc().connected('disconnect')),
    'VMC1002 domain/devices/graphics[1]/@connected: "disconnect" is not a connected of <graphics> (expected keep',
  ],
  'SPICE compression on VNC': [
    () => fv0().graphics(v.vnc().image('off')),
    'VMC1004 domain/devices/graphics[1]/image: "image" belongs to <graphics> with type "spice"; this one has type "vnc"',
  ],
  'a listen address on a socket': [
    () => fv0().graphics(v.spice().listens({ type: 'socket', address: '127.0.0.1' })),
    'VMC1004 domain/devices/graphics[1]/listen[1]/@address',
  ],
  'a render node for SDL': [
    () => fv0().graphics(v.sdl().gl({ enable: true, rendernode: '/dev/dri/renderD128' })),
    'VMC1004 domain/devices/graphics[1]/gl/@rendernode',
  ],
  'QXL memory on a VGA device': [
    () => fv0().video(v.vga().ram(1)),
    'VMC1004 domain/devices/video[1]/model/@ram',
  ],
  'a JACK client name on ALSA': [
    () => fv0().audio(v.audio('alsa').input({ clientName: 'x' })),
    'VMC1004 domain/devices/audio[1]/input/@clientName: "clientName" belongs to <audio> with type "jack"; this one has type "alsa"',
  ],
  'a passed-through device on USB': [
    () => fv0().input(v.hostInput('/dev/input/event1').bus('usb')),
    'VMC1002 domain/devices/input[1]/@bus: "usb" is not a bus of <input> (expected virtio',
  ],
  'an evdev input without a source': [
    () => fv0().input('evdev'),
    'VMC1003 domain/devices/input[1]/source: <input> is missing <source>, which is required when type is "evdev"',
  ],
  'a file for the built-in random number generator': [
    () => fv0().rng(v.builtinRng().backend({ model: 'builtin', path: '/dev/urandom' })),
    'VMC1004 domain/devices/rng[1]/backend',
  ],
  'encryption on a TPM of the host': [
    () => fv0().tpm(v.hostTpm().encryption('6dd3e4a5-1d76-44ce-961f-f119f5aad935')),
    'VMC1004 domain/devices/tpm[1]/backend/encryption',
  ],
  'an emulated TPM with a socket': [
    () => fv0().tpm(v.tpm().source({ type: 'unix', path: '/a' })),
    'VMC1002 domain/devices/tpm[1]/backend/source/@type: "unix" is not a type of <source> (expected one of file, dir',
  ],
  'a relative folder for a TPM': [
    () => fv0().tpm(v.tpm().source({ type: 'dir', path: 'a' })),
    'VMC1002 domain/devices/tpm[1]/backend/source/@path',
  ],
}
for (const [what, [build, line]] of Object.entries(WRONG))
  test(`${what} is reported`, () => assertBeginnings(problemsOf(build()), [line]))

test('a console can have only a tty; any other field requires a type', () => {
  assert.equal(findingsOf('<console tty="/dev/pts/2"/>'), [])
  assertBeginnings(findingsOf('<console tty="/dev/pts/2"><target port="0"/></console>'), [
    'VMC1003 domain/devices/console[1]: <console> has "target" but not "type"',
  ])
})

test('the elements in a video model must be in order', () => {
  assertBeginnings(
    findingsOf('<video><model type="vga"><resolution x="1" y="1"/><acceleration/></model></video>'),
    ['VMC1011 domain/devices/video[1]/model/acceleration'],
  )
})

test.run()
