import { suite } from 'uvu'
import * as v from '../../src/index.ts'
import { devices, testSpellings } from '../support/builders.ts'

const { audio, domain, ich9, virtioSound } = v
const test = suite('dsl: sound')

const CARDS = {
  ich9: v.ich9,
  ich6: v.ich6,
  virtio: v.virtioSound,
  usb: v.usbAudio,
  ac97: v.ac97,
  es1370: v.es1370,
  sb16: v.sb16,
  pcspk: v.pcSpeaker,
} as const
for (const [model, card] of Object.entries(CARDS))
  testSpellings(test, `a sound device of model ${model}`, devices(`<sound model="${model}"/>`), {
    factories: () => domain('fv0').sound(card()),
    text: () => domain('fv0').sound(model as 'usb'),
  })

testSpellings(
  test,
  'sound devices with audio backends',
  devices(`
<sound model="ich9">
  <codec type="micro"/>
  <codec type="duplex"/>
  <audio id="2"/>
</sound>
<sound model="virtio" streams="4"/>
<audio id="1" type="none"/>
<audio id="2" type="pulseaudio" serverName="acme">
  <input name="fish" latency="100"/>
  <output mixingEngine="yes" fixedSettings="yes" voices="2">
    <settings frequency="44100" channels="2" format="s16"/>
  </output>
</audio>`),
  {
    factories: () =>
      domain('fv0')
        .sound(ich9().codec('micro', 'duplex').audio(2), virtioSound().streams(4))
        .audio(
          audio('none'),
          audio('pulseaudio', 2)
            .serverName('acme')
            .input({ name: 'fish', latency: 100 })
            .output({
              mixingEngine: true,
              fixedSettings: true,
              voices: 2,
              settings: { frequency: 44100, channels: 2, format: 's16' },
            }),
        ),
  },
)

test.run()
