import { suite } from 'uvu'
import { domain, evdev, hostInput, keyboard, mouse, tablet } from '../../src/index.ts'
import { devices, spells } from '../support/builders.ts'

const test = suite('dsl: input')

const words = { mouse, tablet, keyboard }
for (const type of ['mouse', 'tablet', 'keyboard'] as const) {
  for (const bus of ['xen', 'ps2', 'usb', 'virtio'] as const)
    spells(test, `a ${type} on ${bus}`, devices(`<input type="${type}" bus="${bus}"/>`), {
      words: () => domain('fv0').input(words[type]().bus(bus)),
      objects: () => domain('fv0').input({ bus, type }),
    })
  spells(test, `a ${type} on no bus`, devices(`<input type="${type}"/>`), {
    words: () => domain('fv0').input(words[type]()),
    text: () => domain('fv0').input(type),
    objects: () => domain('fv0').devices({ input: [{ type }] }),
  })
}

spells(
  test,
  "the host's own devices",
  devices(`
<input type="evdev">
  <source dev="/dev/input/event1" grab="all" repeat="on" grabToggle="ctrl-ctrl"/>
</input>
<input type="passthrough" bus="virtio" model="virtio-non-transitional">
  <driver packed="on"/>
  <source evdev="/dev/input/event1"/>
</input>`),
  {
    words: () =>
      domain('fv0').input(
        evdev('/dev/input/event1', { grab: 'all', repeat: true, grabToggle: 'ctrl-ctrl' }),
        hostInput('/dev/input/event1').model('virtio-non-transitional').driver({ packed: true }),
      ),
  },
)

test.run()
