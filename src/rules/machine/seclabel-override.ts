import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** A disk or character device can have its own `<seclabel>` only if libvirt relabels the files of the domain. */
export const seclabelOverride = rule({
  code: 'VMC2594',
  slug: 'seclabel-override',
  severity: 'error',
  title: 'device has a <seclabel>, but the domain has relabel="no"',
  help: 'A <seclabel> in the <source> of a device changes the label of a file. If the domain itself has a <seclabel> with the same model and relabel="no", libvirt cannot change the label. Remove the <seclabel> of the device, or remove relabel="no" from the <seclabel> of the domain.',
  for: 'libvirt',
  source: 'domain_validate.c: virSecurityDeviceLabelDefValidate',
  on: 'seclabel',
  example: {
    xml: `<devices>
  <disk type="file"><source file="/a.img"><seclabel model="dac" relabel="no"/></source><target dev="vda" bus="virtio"/></disk>
</devices>
<seclabel type="static" model="dac" relabel="{no -> yes}"><label>0:0</label></seclabel>`,
  },
  *check(label, { domain, target }) {
    const [model, type] = [label.text('model'), label.text('type')]
    // From libvirt 12.3.0, devices can have a <seclabel> even if the domain has a <seclabel> of type "none".
    const isOff = type === 'none' ? isBefore(target, '12.3.0') : label.text('relabel') === 'no'
    if (!isOff || model === undefined) return
    for (const device of [
      ...domain.each('devices/disk/source/seclabel'),
      ...domain.each('devices/serial/source/seclabel'),
      ...domain.each('devices/parallel/source/seclabel'),
      ...domain.each('devices/channel/source/seclabel'),
    ]) {
      if (device.text('model') !== model) continue
      yield device.report(
        '.',
        `the domain does not relabel files for ${model}`,
        'leave this label out, or turn relabel on for the domain',
        { related: [label.related('.', 'relabeling is turned off here')] },
      )
    }
  },
})
