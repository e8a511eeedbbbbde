import type { Cursor } from '../../check/cursor.ts'
import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'
import type { Controller } from '../../schema/domain/controller.ts'

/** Two controllers of the same type cannot have the same index. Companion USB controllers are the only exception. */
export const controllerUnique = rule({
  code: 'VMC2301',
  slug: 'controller-unique',
  severity: 'error',
  title: 'two controllers of the same type have the same index',
  help: 'Devices refer to a controller by its type and index, so two controllers of the same type need different indexes. The only exceptions are the companion controllers of an ich9-ehci1 USB controller, which must have the index of that controller. Change the index, or leave it out: libvirt then assigns an index.',
  for: 'all',
  source:
    'domain_postparse.c: virDomainDefRejectDuplicateControllers; domain_addr.c: virDomainUSBAddressSetAddController',
  on: 'devices',
  needs: 'controller',
  example: {
    xml: `<devices>
  <controller type="scsi" index="0" model="virtio-scsi"/>
  <controller type="scsi" index="{0 -> 1}" model="virtio-scsi"/>
</devices>`,
  },
  *check(devices) {
    for (const { element, first } of duplicates(devices.each('controller'), keyOf)) {
      yield element.report(
        'index',
        `two controllers of type "${element.text('type')}" have the index ${element.number('index')}`,
        'give each its own index, or leave the index to libvirt',
        { related: [first.related('index', 'first used here')] },
      )
    }
  },
})

function keyOf(controller: Cursor<Controller>): string | undefined {
  const [type, index] = [controller.text('type'), controller.number('index')]
  if (type === undefined || index === undefined) return undefined
  return controller.text('model')?.startsWith('ich9-uhci') ? undefined : `${type} ${index}`
}
