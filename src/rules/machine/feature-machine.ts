import {
  archOf,
  isArmVirt,
  isPseries,
  isQ35,
  isS390,
  isX86,
  machineOf,
} from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** Some features, timers and devices are supported only by certain machines. */
export const featureMachine = rule({
  code: 'VMC2124',
  slug: 'feature-machine',
  severity: 'error',
  title: 'feature, timer or device not supported by the machine',
  help: 'The feature gic exists only on the Arm machine virt, and the feature tseg only on q35. The features hpt, htm, nested-hv and similar features exist only on pSeries. The timers tsc, kvmclock and hypervclock exist only on x86. Arm does not support TPM 1.2. pSeries and s390 do not support parallel ports. Remove the feature, timer or device.',
  for: 'qemu',
  source:
    'qemu_validate.c: qemuValidateDomainDefFeatures; qemu_validate.c: qemuValidateDomainDefClockTimers; qemu_validate.c: qemuValidateDomainDeviceDefTPM; qemu_validate.c: qemuValidateDomainChrDef; qemu_postparse.c: qemuDomainDefTsegPostParse; domain_addr.c: virDomainPCIAddressGetNextAddr',
  on: 'domain',
  needs: [
    ...(['features/gic', 'features/hpt', 'features/htm', 'features/nested-hv'] as const),
    ...(['features/ccf-assist', 'features/cfpc', 'features/sbbc', 'features/ibs'] as const),
    ...(['features/smm/tseg', 'devices/tpm/backend', 'devices/parallel'] as const),
  ],
  where: {
    'clock/timer/name': ['tsc', 'kvmclock', 'hypervclock', 'pit'],
    'os/type/machine': 'isapc',
  },
  example: {
    xml: `<os><type arch="{x86_64 -> aarch64}" machine="{pc -> virt}">hvm</type></os>
<features>{<acpi/> -> }<gic version="3"/></features>`,
  },
  *check(domain, { target }) {
    const arch = archOf(domain)
    const machine = machineOf(domain)
    // Before libvirt 9.3, the default machine for Arm guests has no GIC.
    if (isArm(arch ?? '') && machine === undefined && isBefore(target, '9.3.0')) {
      if (domain.has('features/gic'))
        yield domain.report('features/gic', `the default machine of ${arch} has no GIC`, HELP)
      return
    }
    if (arch === undefined || machine === undefined) return
    const message = (what: string) => `the machine "${machine}" of ${arch} has no ${what}`
    const features = domain.first('features')
    if (features?.has('gic') && !isArmVirt(domain))
      yield features.report('gic', message('feature gic'), HELP)
    for (const key of features && !isPseries(domain) ? PSERIES : []) {
      if (features?.has(key)) yield features.report(key, message(`feature ${key}`), HELP)
    }
    if (domain.has('features/smm/tseg') && !isQ35(domain))
      yield domain.report('features/smm/tseg', message('tseg'), HELP)
    for (const timer of domain.each('clock/timer')) {
      const name = timer.text('name') ?? ''
      // libvirt ignores an x86 timer unless it has present="yes", so this rule does not report such a timer.
      if (!isX86(arch) && X86_TIMERS.includes(name) && timer.text('present') === 'yes')
        yield timer.report('name', message(`timer ${name}`), HELP)
      if (!isX86(arch) && name === 'pit' && timer.text('tickpolicy') === 'catchup')
        yield timer.report('tickpolicy', message('timer pit that catches up'), HELP)
    }
    for (const backend of domain.each('devices/tpm/backend')) {
      if (isArmOrRiscV(arch) && backend.text('version') === '1.2')
        yield backend.report('version', message('TPM 1.2'), HELP)
    }
    for (const port of domain.each('devices/parallel')) {
      if (isPseries(domain) || isS390(domain))
        yield port.report('.', message('parallel port'), HELP)
    }
    for (const controller of machine === 'isapc' ? domain.each('devices/controller') : []) {
      const isUsb = controller.text('type') === 'usb' && controller.text('model') !== 'none'
      if (isUsb) yield controller.report('.', message('USB, which requires PCI'), HELP)
    }
  },
})

const HELP = 'leave it out, or use another machine'
const PSERIES = ['hpt', 'htm', 'nested-hv', 'ccf-assist', 'cfpc', 'sbbc', 'ibs'] as const
const X86_TIMERS = ['tsc', 'kvmclock', 'hypervclock']

const isArm = (arch: string): boolean => /^(arm|aarch64)/.test(arch)
const isArmOrRiscV = (arch: string): boolean => /^(arm|aarch64|riscv)/.test(arch)
