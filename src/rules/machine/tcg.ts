import { rule } from '../../check/rule.ts'

/** Only an emulated guest can have a TCG translation cache. The size of the cache must be a whole number of MiB. */
export const tcg = rule({
  code: 'VMC2194',
  slug: 'tcg',
  severity: 'error',
  title: '<tcg> requires the type "qemu", or its cache size is invalid',
  help: `The feature <tcg> configures QEMU's emulation of the CPU (TCG), so the domain must have the type "qemu". The size in <tb-cache> must be a whole number of MiB. Remove <tcg>, or correct the type or the size.`,
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDefFeatures',
  on: 'features/tcg',
  example: {
    xml: '<domain type="{kvm -> qemu}"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os><features><tcg><tb-cache unit="MiB">128</tb-cache></tcg></features></domain>',
  },
  *check(feature, { domain }) {
    const type = domain.text('type')
    const size = feature.bytes('tb-cache/value')
    if (size === undefined) return
    if (type !== 'qemu') {
      yield feature.report(
        '.',
        `a domain of type "${type}" does not use TCG`,
        'leave tcg out, or set the domain type "qemu"',
      )
    } else if (size % MIB !== 0n) {
      yield feature.report(
        'tb-cache/value',
        `${size} bytes are not a whole number of MiB`,
        `round the size, for example to ${size / MIB + 1n} MiB`,
      )
    }
  },
})

const MIB = 1024n * 1024n
