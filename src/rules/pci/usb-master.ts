import { numberControllers, readControllers } from '../../check/addresses/controllers.ts'
import type { ControllerDevice } from '../../check/addresses/device.ts'
import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { Controller } from '../../schema/domain/controller.ts'

/** A companion USB controller requires a main controller with the same index. */
export const usbMaster = rule({
  code: 'VMC2320',
  slug: 'usb-master',
  severity: 'error',
  title: 'companion USB controller has no main controller',
  help: 'A USB controller with <master>, and every ich9-uhci controller, is a companion controller. It requires another USB controller with the same index. Add that controller, or remove the companion.',
  for: 'qemu',
  source:
    'domain_conf.c: virDomainDefControllersParse; qemu_command.c: qemuBuildUSBControllerFindMasterAlias',
  on: 'devices',
  needs: 'controller/master',
  where: { 'controller/model': ['ich9-uhci1', 'ich9-uhci2', 'ich9-uhci3'] },
  example: {
    xml: `<devices>{ -> <controller type="usb" index="0" model="ich9-ehci1"/>}
<controller type="usb" index="0" model="ich9-uhci1"><master startport="0"/></controller></devices>`,
  },
  *check(_, { domain }) {
    if (!domain.each('devices/controller').some(isCompanion)) return
    const read = readControllers(domain)
    numberControllers(read)
    const controllers = read.controllers.filter(one => one.type === 'usb')
    const masters = new Set(controllers.filter(isMaster).map(one => one.index))
    for (const { element, index, isCompanion } of controllers) {
      if (!isCompanion || masters.has(index)) continue
      yield element!.report(
        '.',
        `no USB controller with index ${index} is the master of this companion`,
        'add an ich9-ehci1 with the same index, or use the model qemu-xhci alone',
      )
    }
  },
})

const isMaster = ({ isCompanion, model }: ControllerDevice): boolean =>
  !isCompanion && model !== 'none'

// libvirt treats an ich9-uhci controller as a companion even without <master>.
const isCompanion = (controller: Cursor<Controller>): boolean =>
  controller.has('master') || (controller.text('model') ?? '').startsWith('ich9-uhci')
