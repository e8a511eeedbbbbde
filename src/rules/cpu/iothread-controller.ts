import { scsiModelIn } from '../../check/addresses/controllers.ts'
import { rule } from '../../check/rule.ts'

/** The only controller that supports I/O threads is virtio-scsi. */
export const iothreadController = rule({
  code: 'VMC2112',
  slug: 'iothread-controller',
  severity: 'error',
  title: 'controller does not support an I/O thread',
  help: 'Only a controller of type "scsi" and model "virtio-scsi" can use an I/O thread. Change the model, or remove iothread from the controller.',
  for: 'all',
  source:
    'domain_postparse.c: virDomainControllerDefPostParse; domain_validate.c: virDomainControllerDefValidate',
  on: 'devices/controller',
  needs: 'driver',
  example: {
    xml: `<iothreads>1</iothreads>
<devices><controller type="scsi" index="0" model="{lsilogic -> virtio-scsi}"><driver iothread="1"/></controller></devices>`,
  },
  *check(controller, { domain, target }) {
    const [type, model] = [controller.text('type'), controller.text('model')]
    const key = (['driver/iothread', 'driver/iothreads'] as const).find(
      // In libvirt, iothread="0" means that the controller uses no I/O thread.
      one => controller.has(one) && controller.number('driver/iothread') !== 0,
    )
    if (type === undefined || key === undefined) return
    const actual = type === 'scsi' ? scsiModelIn(domain, target, model) : (model ?? '')
    if (type === 'scsi' && actual.startsWith('virtio')) return
    const ofModel = actual === '' ? '' : ` and model "${actual}"`
    yield controller.report(
      key,
      `a controller of type "${type}"${ofModel} does not support I/O threads`,
      'use type scsi and model virtio-scsi, or leave iothread out',
    )
  },
})
