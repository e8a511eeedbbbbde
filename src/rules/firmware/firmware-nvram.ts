import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** Only UEFI has NVRAM: a BIOS, a loader of type "rom" and a stateless loader cannot have `<nvram>`. */
export const firmwareNvram = rule({
  code: 'VMC2102',
  slug: 'firmware-nvram',
  severity: 'error',
  title: 'NVRAM settings for firmware that has no NVRAM',
  help: 'Only UEFI firmware has an NVRAM, in which it stores its variables. A BIOS, a loader of type "rom" and a stateless loader have no NVRAM. Remove <nvram>. Before libvirt 12.0.0, also remove stateless="no" from <loader>.',
  for: 'all',
  source: 'domain_validate.c: virDomainDefOSValidate',
  on: 'os',
  needs: ['nvram', 'loader/stateless'],
  example: {
    xml: `<os firmware="efi">
  <type>hvm</type>
  {<loader stateless="yes"/> -> }
  <nvram>/var/lib/libvirt/qemu/nvram/fv0.fd</nvram>
</os>`,
  },
  *check(os, { target }) {
    const firmware = os.text('firmware')
    const isUefi = firmware === 'efi'
    const nvram = os.first('nvram')
    const hasImage = nvram?.has('path') || nvram?.has('source')
    if (nvram && hasImage && firmware !== undefined && !isUefi) {
      yield nvram.report(
        '.',
        `firmware of type "${firmware}" has no NVRAM`,
        "leave <nvram> out, or choose UEFI: firmware: 'efi'",
      )
    }
    const stateless = os.text('loader/stateless')
    if (nvram && stateless === 'yes' && (hasImage || nvram.has('template'))) {
      yield nvram.report(
        '.',
        'a stateless loader has no NVRAM',
        'leave out <nvram>, or stateless="yes"',
      )
    }
    // Since 12.0.0, libvirt accepts stateless="no" for every firmware, so the rule checks only older targets.
    if (stateless !== 'no' || isUefi || !isBefore(target, '12.0.0')) return
    if (firmware === undefined && os.text('loader/type') === 'pflash') return
    yield os.report(
      'loader/stateless',
      firmware === undefined
        ? 'only a loader of type "pflash" keeps state'
        : `firmware of type "${firmware}" keeps no state`,
      'leave stateless out',
    )
  },
})
