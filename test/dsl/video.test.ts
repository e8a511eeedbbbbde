import { suite } from 'uvu'
import * as v from '../../src/index.ts'
import { devices, testSpellings } from '../support/builders.ts'

const { domain, qxl, virtioGpu } = v
const test = suite('dsl: video')

const CARDS = {
  virtio: v.virtioGpu,
  qxl: v.qxl,
  vga: v.vga,
  bochs: v.bochs,
  cirrus: v.cirrus,
  ramfb: v.ramfb,
  vmvga: v.vmvga,
  none: v.noVideo,
} as const
for (const [type, card] of Object.entries(CARDS))
  testSpellings(
    test,
    `a video card of type ${type}`,
    devices(`<video>\n  <model type="${type}"/>\n</video>`),
    {
      factories: () => domain('fv0').video(card()),
      objects: () => domain('fv0').video({ model: type as 'vga' }),
    },
  )

testSpellings(
  test,
  'screens, memory and 3D acceleration',
  devices(`
<video>
  <driver packed="on" name="vhostuser"/>
  <model type="virtio" heads="2" primary="yes" blob="on">
    <acceleration accel3d="yes" rendernode="/dev/dri/renderD128"/>
    <resolution x="1920" y="1080"/>
  </model>
</video>
<video>
  <model type="qxl" ram="65536" vram="65536" vram64="0" vgamem="16384"/>
</video>`),
  {
    factories: () =>
      domain('fv0').video(
        virtioGpu()
          .heads(2)
          .primary(true)
          .blob(true)
          .resolution({ x: 1920, y: 1080 })
          .acceleration({ accel3d: true, rendernode: '/dev/dri/renderD128' })
          .driver({ name: 'vhostuser', packed: true }),
        qxl().ram(65536).vram(65536).vram64(0).vgamem(16384),
      ),
  },
)

test.run()
