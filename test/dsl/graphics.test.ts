import { suite } from 'uvu'
import { dbusDisplay, desktop, domain, eglHeadless, rdp, sdl, spice, vnc } from '../../src/index.ts'
import { devices, testSpellings } from '../support/builders.ts'

const test = suite('dsl: graphics')

testSpellings(
  test,
  'SDL windows',
  devices(
    '<graphics type="sdl" display=":0.0" xauth="/root/.Xauthority"/>\n<graphics type="sdl"/>',
  ),
  {
    factories: () =>
      domain('fv0').graphics(sdl().xauth('/root/.Xauthority').display(':0.0'), sdl()),
    objects: () =>
      domain('fv0').graphics(
        { xauth: '/root/.Xauthority', display: ':0.0', type: 'sdl' },
        { type: 'sdl' },
      ),
  },
)

testSpellings(
  test,
  'a VNC display',
  devices('<graphics type="vnc" port="5904" autoport="no" listen="127.0.0.1" passwd="s&lt;cret"/>'),
  {
    factories: () =>
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

testSpellings(
  test,
  'a display with an automatic port',
  devices('<graphics type="vnc" autoport="yes"/>'),
  {
    factories: () => domain('fv0').graphics(vnc()),
    methods: () => domain('fv0').graphics(sdl().type('vnc').autoport(true)),
    objects: () => domain('fv0').graphics({ type: 'vnc', autoport: true }),
  },
)

testSpellings(test, 'a display on port -1', devices('<graphics type="vnc" port="-1"/>'), {
  factories: () => domain('fv0').graphics(vnc(-1)),
  objects: () => domain('fv0').graphics({ type: 'vnc', port: -1 }),
})

testSpellings(
  test,
  'a SPICE display with all its options',
  devices(`
<graphics type="spice" tlsPort="5901" autoport="yes" passwdValidTo="2026-12-31T23:59:59" connected="disconnect" defaultMode="secure">
  <listen type="network" network="default"/>
  <listen type="none"/>
  <channel name="main" mode="secure"/>
  <channel name="record" mode="insecure"/>
  <image compression="auto_glz"/>
  <jpeg compression="auto"/>
  <zlib compression="never"/>
  <playback compression="on"/>
  <streaming mode="filter"/>
  <mouse mode="client"/>
  <clipboard copypaste="no"/>
  <filetransfer enable="no"/>
  <gl enable="yes" rendernode="/dev/dri/renderD128"/>
</graphics>`),
  {
    factories: () =>
      domain('fv0').graphics(
        spice()
          .tlsPort(5901)
          .passwdValidTo('2026-12-31T23:59:59')
          .connected('disconnect')
          .defaultMode('secure')
          .listens({ type: 'network', network: 'default' }, { type: 'none' })
          .channel({ name: 'main', mode: 'secure' }, { name: 'record', mode: 'insecure' })
          .image('auto_glz')
          .jpeg('auto')
          .zlib('never')
          .playback(true)
          .streaming('filter')
          .mouse('client')
          .clipboard(false)
          .filetransfer(false)
          .gl({ enable: true, rendernode: '/dev/dri/renderD128' }),
      ),
  },
)

testSpellings(
  test,
  'the other display types',
  devices(`
<graphics type="spice" port="5900"/>
<graphics type="rdp" autoport="yes" multiUser="yes" username="me" passwd="secret"/>
<graphics type="rdp" port="3389"/>
<graphics type="dbus" address="unix:path=/tmp/bus">
  <audio id="1"/>
  <gl enable="yes"/>
</graphics>
<graphics type="dbus" p2p="yes"/>
<graphics type="egl-headless"/>
<graphics type="egl-headless">
  <gl rendernode="/dev/dri/renderD128"/>
</graphics>
<graphics type="desktop" display=":0.0"/>`),
  {
    factories: () =>
      domain('fv0').graphics(
        spice(5900),
        rdp().multiUser(true).username('me').passwd('secret'),
        rdp(3389),
        dbusDisplay('unix:path=/tmp/bus').gl(true).audio(1),
        dbusDisplay().p2p(true),
        eglHeadless(),
        eglHeadless('/dev/dri/renderD128'),
        desktop().display(':0.0'),
      ),
  },
)

test.run()
