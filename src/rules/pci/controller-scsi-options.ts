import { rule } from '../../check/rule.ts'

/** Only a virtio-scsi controller supports queues and related settings. */
export const controllerScsiOptions = rule({
  code: 'VMC2316',
  slug: 'controller-scsi-options',
  severity: 'error',
  title: 'virtio-scsi setting on a controller of another model',
  help: 'Only a SCSI controller of a virtio model supports queues, cmd_per_lun, max_sectors and ioeventfd. Use the model virtio-scsi, or remove the setting.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefControllerAttributes',
  on: 'devices/controller',
  example: {
    xml: `<devices>
  <controller type="scsi" index="0" model="{lsilogic -> virtio-scsi}"><driver queues="4"/></controller>
</devices>`,
  },
  *check(controller) {
    const driver = controller.first('driver')
    if (!driver) return
    const [type, model] = [controller.text('type'), controller.text('model')]
    if (type === undefined) return
    if (type === 'scsi' && (model === undefined || /^(auto|virtio.*)$/.test(model))) return
    const key = SETTINGS.find(one => driver.has(one))
    if (key === undefined) return
    const kind = model === undefined ? `type "${type}"` : `type "${type}" and model "${model}"`
    yield driver.report(
      key,
      `a controller of ${kind} does not support ${key}`,
      type === 'scsi' ? `set model: 'virtio-scsi', or remove ${key}` : `remove ${key}`,
    )
  },
})

const SETTINGS = ['queues', 'cmd_per_lun', 'max_sectors', 'ioeventfd'] as const
