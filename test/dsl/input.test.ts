import { suite } from 'uvu'
import { domain, mouse, tablet } from '../../src/index.ts'
import { devices, spells } from '../support/builders.ts'

const test = suite('dsl: input')

const words = { mouse, tablet }
for (const type of ['mouse', 'tablet'] as const) {
  for (const bus of ['xen', 'ps2', 'usb'] as const)
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

test.run()
