import { scsiModelIn } from '../../check/addresses/controllers.ts'
import { rule } from '../../check/rule.ts'

/** Only a virtio-scsi controller supports queues and related settings. */
export const controllerScsiOptions = rule({
  code: 'VMC2316',
  slug: 'controller-scsi-options',
  severity: 'error',
  title: 'virtio-scsi setting on a controller of another model',
  help: 'Only a SCSI controller with a virtio model supports queues, cmd_per_lun, max_sectors and ioeventfd. Without a model, the controller gets the model of another SCSI controller of the guest or, on most machines, lsilogic. lsilogic is not a virtio model. Set the model virtio-scsi, or remove the setting.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefControllerAttributes',
  on: 'devices/controller',
  needs: 'driver',
  example: {
    xml: `<devices>
  <controller type="scsi" index="0" model="{lsilogic -> virtio-scsi}"><driver queues="4"/></controller>
</devices>`,
  },
  *check(controller, { domain, target }) {
    const driver = controller.first('driver')
    if (!driver) return
    const [type, model] = [controller.text('type'), controller.text('model')]
    if (type === undefined) return
    const actual = type === 'scsi' ? scsiModelIn(domain, target, model) : (model ?? '')
    if (type === 'scsi' && actual.startsWith('virtio')) return
    const key = SETTINGS.find(one => driver.has(one) && driver.number(one) !== 0)
    if (key === undefined) return
    const kind = actual === '' ? `type "${type}"` : `type "${type}" and model "${actual}"`
    yield driver.report(
      key,
      `a controller of ${kind} does not support ${key}`,
      type === 'scsi' ? `set model: 'virtio-scsi', or remove ${key}` : `remove ${key}`,
    )
  },
})

const SETTINGS = ['queues', 'cmd_per_lun', 'max_sectors', 'ioeventfd'] as const
