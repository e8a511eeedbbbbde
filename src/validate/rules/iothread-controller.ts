import { devices, down, place, says, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** Of all controllers, I/O threads serve those of virtio-scsi. */
export const iothreadController: Rule = {
  code: 'VMC2112',
  slug: 'iothread-controller',
  severity: 'error',
  title: 'I/O thread for a controller that takes none',
  help: 'An I/O thread serves a controller of type "scsi" and model "virtio-scsi".',
  about: ['devices/controller/driver/iothread'],
  wrong: {
    xml: `<iothreads>1</iothreads>
<devices><controller type="scsi" index="0" model="lsilogic"><driver iothread="1"/></controller></devices>`,
  },
  right: {
    xml: `<iothreads>1</iothreads>
<devices><controller type="scsi" index="0" model="virtio-scsi"><driver iothread="1"/></controller></devices>`,
  },
  *check(domain) {
    for (const controller of devices(domain, 'controller')) {
      const driver = down(controller, 'driver')
      if (!driver || !says(driver, 'iothread')) continue
      const [type, model] = [spelled(controller, 'type'), spelled(controller, 'model')]
      if (type === 'scsi' && (model === undefined || /^(auto|virtio.*)$/.test(model))) continue
      yield {
        message: `a controller of type "${type}"${model === undefined ? '' : ` and model "${model}"`} takes no I/O thread`,
        ...place(driver, 'iothread'),
        help: 'make its model virtio-scsi, or leave iothread out',
      }
    }
  },
}
