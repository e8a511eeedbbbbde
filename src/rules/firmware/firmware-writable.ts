import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** The type of the loader determines where UEFI variables are stored, and whether the guest can write to the firmware image. */
export const firmwareWritable = rule({
  code: 'VMC2366',
  slug: 'firmware-writable',
  severity: 'error',
  title: 'NVRAM, varstore or image format not supported by the loader',
  help: 'A loader of type "rom" is always read-only, and its image must be raw. A loader with readonly="no" stores the UEFI variables in its own image, so the domain can have neither <nvram> nor <varstore>. A domain with a stateless loader cannot have <nvram>. A <varstore> requires a loader of type "rom". Remove the setting, or change the loader.',
  for: 'qemu',
  source: 'NEWS.rst of libvirt 12.1.0; measured with libvirt 12.9.0',
  since: { libvirt: '12.1.0' },
  on: 'os',
  needs: 'loader',
  example: {
    xml: '<os><type arch="x86_64" machine="q35">hvm</type><loader type="pflash" readonly="{no -> yes}">/a.fd</loader><nvram template="/t.fd">/b.fd</nvram></os><features><acpi/></features>',
  },
  *check(os, { target }) {
    const loader = os.first('loader')
    if (!loader?.has('path')) return
    const type = loader.text('type')
    const isWritable = loader.text('readonly') === 'no'
    const storage = (['nvram', 'varstore'] as const).find(one => os.has(one))
    if ((type ?? 'rom') === 'rom' && !isBefore(target, '12.9.0')) {
      if (isWritable)
        yield loader.report('readonly', 'a ROM cannot be writable', "leave out readonly: 'no'")
      const format = loader.text('format') ?? 'raw'
      if (format !== 'raw')
        yield loader.report(
          'format',
          `a ROM cannot have the format "${format}"`,
          'use the format raw',
        )
    } else if (storage !== undefined && isWritable) {
      yield os.report(
        storage,
        `a writable loader stores its variables itself, so it has no <${storage}>`,
        `leave <${storage}> out, or set readonly: 'yes'`,
      )
    } else if (type === 'pflash' && storage === 'varstore') {
      yield os.report(
        'varstore',
        'a loader of type "pflash" stores its variables in <nvram>, not in <varstore>',
        'use <nvram>, or a loader of type "rom"',
      )
    }
    if (os.has('nvram') && loader.text('stateless') === 'yes' && !os.has('nvram/path'))
      yield os.report('nvram', 'a stateless loader has no NVRAM', 'leave <nvram> out')
  },
})
