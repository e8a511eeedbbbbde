import { down, each, place, says, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** Firmware is either chosen by its features, or named by its path: a loader without a path needs the choice. */
export const firmwareChosen: Rule = {
  code: 'VMC2101',
  slug: 'firmware-chosen',
  severity: 'error',
  title: 'firmware that is neither chosen nor named',
  help: 'libvirt chooses firmware by its features where <os> has a firmware attribute; otherwise <loader> gives the path of it.',
  about: ['os/loader', 'os/firmwareFeatures'],
  wrong: {
    xml: '<os><type>hvm</type><loader readonly="yes" type="pflash"/></os>',
  },
  right: {
    xml: '<os firmware="efi"><type>hvm</type><loader readonly="yes" type="pflash"/></os>',
  },
  *check(domain) {
    const os = down(domain, 'os')
    if (!os) return
    const features = each(down(os, 'firmwareFeatures'), 'feature')
    if (spelled(os, 'firmware') === undefined) {
      const loader = down(os, 'loader')
      if (loader && !says(loader, 'path')) {
        yield {
          message: '<loader> has no path, and libvirt is not asked to choose the firmware',
          ...place(loader),
          help: "give the loader's path, or let libvirt choose: firmware: 'efi'",
        }
      }
      // Without the path as well, one of the two is enough to be told.
      else if (features[0]) {
        yield {
          message: 'features choose no firmware where its path is given',
          ...place(down(os, 'firmwareFeatures')!),
          help: "leave the features out, or let libvirt choose: firmware: 'efi', without a path",
        }
      }
      return
    }
    const byName = new Map(features.map(one => [spelled(one, 'name'), one]))
    const [keys, boot] = [byName.get('enrolled-keys'), byName.get('secure-boot')]
    if (keys && spelled(keys, 'enabled') === 'yes' && spelled(boot, 'enabled') === 'no') {
      yield {
        message: 'firmware with enrolled keys has secure boot, which is disabled here',
        ...place(keys),
        help: 'enable secure-boot, or disable enrolled-keys',
      }
    }
  },
}
