import { devices, down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Queues and the like are those of virtio-scsi. */
export const controllerScsiOptions: Rule = {
  code: 'VMC2316',
  slug: 'controller-scsi-options',
  severity: 'error',
  title: 'setting of virtio-scsi for another controller',
  help: 'The settings queues, cmd_per_lun, max_sectors and ioeventfd are for SCSI controllers of model virtio-scsi.',
  hypervisors: QEMU,
  about: ['devices/controller/driver'],
  wrong: {
    xml: `<devices>
  <controller type="scsi" index="0" model="lsilogic"><driver queues="4"/></controller>
</devices>`,
  },
  right: {
    xml: `<devices>
  <controller type="scsi" index="0" model="virtio-scsi"><driver queues="4"/></controller>
</devices>`,
  },
  *check(domain) {
    for (const controller of devices(domain, 'controller')) {
      const driver = down(controller, 'driver')
      if (!driver) continue
      const [type, model] = [spelled(controller, 'type'), spelled(controller, 'model')]
      if (type === 'scsi' && (model === undefined || /^(auto|virtio.*)$/.test(model))) continue
      const key = ['queues', 'cmd_per_lun', 'max_sectors', 'ioeventfd'].find(one =>
        says(driver, one),
      )
      if (key === undefined) continue
      yield {
        message: `a controller of type "${type}"${model === undefined ? '' : ` and model "${model}"`} has no ${key}`,
        ...place(driver, key),
        help: 'make its model virtio-scsi, or leave it out',
      }
    }
  },
}
