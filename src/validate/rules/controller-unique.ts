import { also, devices, numeric, place, repeated, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** Controllers of one type have numbers of their own; only USB 2 has companions of one number. */
export const controllerUnique: Rule = {
  code: 'VMC2301',
  slug: 'controller-unique',
  severity: 'error',
  title: 'index of another controller of the type',
  help: 'Each controller of a type has an index of its own; libvirt gives one where it is left out. The parts of an ich9 USB controller share theirs.',
  about: ['devices/controller'],
  wrong: {
    xml: `<devices>
  <controller type="scsi" index="0" model="virtio-scsi"/>
  <controller type="scsi" index="0" model="virtio-scsi"/>
</devices>`,
  },
  right: {
    xml: `<devices>
  <controller type="scsi" index="0" model="virtio-scsi"/>
  <controller type="scsi" index="1" model="virtio-scsi"/>
</devices>`,
  },
  *check(domain) {
    const keyOf = (controller: Parameters<typeof place>[0]) => {
      const index = numeric(controller, 'index')
      const type = spelled(controller, 'type')
      if (index === undefined || type === undefined) return undefined
      return /^ich9-/.test(spelled(controller, 'model') ?? '') ? undefined : `${type} ${index}`
    }
    for (const { here, first, key } of repeated(devices(domain, 'controller'), keyOf)) {
      const [type, index] = key.split(' ')
      yield {
        message: `two controllers of type "${type}" have index ${index}`,
        ...place(here, 'index'),
        help: 'number them, or leave the index to libvirt',
        related: [also('the first is here', first, 'index')],
      }
    }
  },
}
