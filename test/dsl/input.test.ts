import { suite } from 'uvu'
import { domain, evdev, hostInput, keyboard, mouse, tablet } from '../../src/index.ts'
import { devices, testSpellings } from '../support/builders.ts'

const test = suite('dsl: input')

const factories = { mouse, tablet, keyboard }
for (const type of ['mouse', 'tablet', 'keyboard'] as const) {
  for (const bus of ['xen', 'ps2', 'usb', 'virtio'] as const)
    testSpellings(test, `a ${type} on ${bus}`, devices(`<input type="${type}" bus="${bus}"/>`), {
      factories: () => domain('fv0').input(factories[type]().bus(bus)),
      objects: () => domain('fv0').input({ bus, type }),
    })
  testSpellings(test, `a ${type} without a bus`, devices(`<input type="${type}"/>`), {
    factories: () => domain('fv0').input(factories[type]()),
    text: () => domain('fv0').input(type),
    objects: () => domain('fv0').devices({ input: [{ type }] }),
  })
}

testSpellings(
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
    factories: () =>
      domain('fv0').input(
        evdev('/dev/input/event1', { grab: 'all', repeat: true, grabToggle: 'ctrl-ctrl' }),
        hostInput('/dev/input/event1').model('virtio-non-transitional').driver({ packed: true }),
      ),
  },
)

test.run()
