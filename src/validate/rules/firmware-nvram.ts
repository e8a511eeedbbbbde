import { down, place, says, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** Only UEFI keeps variables: other firmware, or a stateless one, has no NVRAM. */
export const firmwareNvram: Rule = {
  code: 'VMC2102',
  slug: 'firmware-nvram',
  severity: 'error',
  title: 'NVRAM for firmware that has none',
  help: 'Variables are kept by UEFI firmware in a pflash that is not stateless; a BIOS and a ROM keep none.',
  about: ['os/loader', 'os/nvram'],
  wrong: {
    xml: `<os firmware="efi">
  <type>hvm</type>
  <loader stateless="yes"/>
  <nvram>/var/lib/libvirt/qemu/nvram/fv0.fd</nvram>
</os>`,
  },
  right: {
    xml: `<os firmware="efi">
  <type>hvm</type>
  <nvram>/var/lib/libvirt/qemu/nvram/fv0.fd</nvram>
</os>`,
  },
  *check(domain) {
    const os = down(domain, 'os')
    const loader = down(os, 'loader')
    const nvram = down(os, 'nvram')
    if (!loader && !nvram) return
    const firmware = spelled(os, 'firmware')
    const isKept = says(nvram, 'path') || says(nvram, 'source')
    if (nvram && isKept && firmware !== undefined && firmware !== 'efi') {
      yield {
        message: `firmware of type "${firmware}" has no NVRAM`,
        ...place(nvram),
        help: "leave <nvram> out, or ask for firmware: 'efi'",
      }
    }
    const stateless = spelled(loader, 'stateless')
    if (nvram && stateless === 'yes' && (isKept || says(nvram, 'template'))) {
      yield {
        message: 'a stateless loader has no NVRAM',
        ...place(nvram),
        help: 'leave <nvram> out, or stateless',
      }
    }
    if (loader && stateless === 'no') {
      const fault =
        firmware === undefined
          ? spelled(loader, 'type') !== 'pflash' && 'only a loader of type "pflash" has a state'
          : firmware !== 'efi' && `firmware of type "${firmware}" has no state`
      if (fault) {
        yield { message: fault, ...place(loader, 'stateless'), help: 'leave stateless out' }
      }
    }
  },
}
