import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/**
 * The NVRAM of UEFI must be a file, a block device or a network image. Some settings of disk sources are not supported for
 * NVRAM.
 */
export const nvramSource = rule({
  code: 'VMC2199',
  slug: 'nvram-source',
  severity: 'error',
  title: 'NVRAM source has an unsupported type or setting',
  help: 'The <nvram> in <os> must have the type "file", "block" or "network". Its source cannot have <reservations>, and before libvirt 12 it cannot have <slices>. Change the type, or remove the setting.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDefNvram',
  on: 'os/nvram',
  example: {
    xml: `<os>
  <type arch="x86_64" machine="q35">hvm</type><loader readonly="yes" type="pflash">/usr/share/OVMF/OVMF_CODE.fd</loader>
  <nvram type="{dir -> file}"><source {dir -> file}="/a"/></nvram>
</os>
<features><acpi/></features>`,
  },
  *check(nvram, { target }) {
    const type = nvram.text('type')
    if (type !== undefined && UNSUPPORTED.includes(type))
      yield nvram.report('type', `NVRAM cannot have the type "${type}"`, 'use the type file')
    const source = nvram.first('source')
    const setting = (['slices', 'reservations'] as const).find(one => source?.has(one))
    // libvirt 12.9 accepts <slices> in the source of an NVRAM image. The first release that accepts them is not known: this
    // rule assumes 12.0.
    if (setting === 'slices' && !isBefore(target, '12.0.0')) return
    if (source && setting !== undefined)
      yield source.report(setting, `NVRAM does not support ${setting}`, 'remove them')
  },
})

const UNSUPPORTED: readonly string[] = ['dir', 'volume', 'nvme', 'vhostuser', 'vhostvdpa']
