import { suite } from 'uvu'
import { domain, sdl, vnc } from '../../src/index.ts'
import { devices, spells } from '../support/builders.ts'

const test = suite('dsl: graphics')

spells(
  test,
  'a window on the desktop of the host',
  devices(
    '<graphics type="sdl" display=":0.0" xauth="/root/.Xauthority"/>\n<graphics type="sdl"/>',
  ),
  {
    words: () => domain('fv0').graphics(sdl().xauth('/root/.Xauthority').display(':0.0'), sdl()),
    objects: () =>
      domain('fv0').graphics(
        { xauth: '/root/.Xauthority', display: ':0.0', type: 'sdl' },
        { type: 'sdl' },
      ),
  },
)

spells(
  test,
  'a screen served by VNC',
  devices('<graphics type="vnc" port="5904" autoport="no" listen="127.0.0.1" passwd="s&lt;cret"/>'),
  {
    words: () =>
      domain('fv0').graphics(vnc(5904).passwd('s<cret').listen('127.0.0.1').autoport(false)),
    objects: () =>
      domain('fv0').graphics({
        type: 'vnc',
        passwd: 's<cret',
        port: '5904',
        autoport: 'no' as never,
        listen: '127.0.0.1',
      }),
  },
)

spells(
  test,
  'a screen on a port that libvirt chooses',
  devices('<graphics type="vnc" autoport="yes"/>'),
  {
    words: () => domain('fv0').graphics(vnc()),
    methods: () => domain('fv0').graphics(sdl().type('vnc').autoport(true)),
    objects: () => domain('fv0').graphics({ type: 'vnc', autoport: true }),
  },
)

spells(test, 'a screen on port -1', devices('<graphics type="vnc" port="-1"/>'), {
  words: () => domain('fv0').graphics(vnc(-1)),
  objects: () => domain('fv0').graphics({ type: 'vnc', port: -1 }),
})

test.run()
