import type { Here } from '../here.ts'
import { devices, down, each, place, says, spelled } from '../look.ts'
import { archOf, isPseries, isQ35, isVirt, machineOf } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** Some features, clocks and devices are those of one kind of machine. */
export const featureMachine: Rule = {
  code: 'VMC2124',
  slug: 'feature-machine',
  severity: 'error',
  title: 'feature of another machine',
  help: 'The feature gic is for the virt machine of Arm; hpt, htm, nested-hv and the like for pSeries; tseg for q35; the timers tsc, kvmclock and hypervclock for x86; TPM 1.2 and parallel ports for PCs.',
  hypervisors: QEMU,
  about: ['features', 'clock', 'devices/tpm', 'devices/parallel', 'devices/controller'],
  wrong: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<features><acpi/><gic version="3"/></features>`,
  },
  right: {
    xml: `<os><type arch="aarch64" machine="virt">hvm</type></os>
<features><gic version="3"/></features>`,
  },
  *check(domain) {
    const [arch, machine] = [archOf(domain), machineOf(domain)]
    if (arch === undefined || machine === undefined) return
    const isX86 = /^(i686|x86_64)$/.test(arch)
    const found: [Here, string | undefined, string][] = []
    const features = down(domain, 'features')
    if (features) {
      if (says(features, 'gic') && !isVirt(domain)) found.push([features, 'gic', 'feature gic'])
      for (const key of PSERIES)
        if (says(features, key) && !isPseries(domain)) found.push([features, key, `feature ${key}`])
      const smm = down(features, 'smm')
      if (smm && says(smm, 'tseg') && !isQ35(domain)) found.push([smm, 'tseg', 'tseg'])
    }
    for (const timer of each(down(domain, 'clock'), 'timer')) {
      const name = spelled(timer, 'name') ?? ''
      if (X86_TIMERS.includes(name) && !isX86) found.push([timer, 'name', `timer ${name}`])
    }
    for (const tpm of devices(domain, 'tpm')) {
      const backend = down(tpm, 'backend')
      if (backend && spelled(backend, 'version') === '1.2' && /^(arm|aarch64|riscv)/.test(arch))
        found.push([backend, 'version', 'TPM 1.2'])
    }
    for (const port of devices(domain, 'parallel'))
      if (isPseries(domain) || /^s390/.test(arch)) found.push([port, undefined, 'parallel port'])
    if (machine === 'isapc')
      for (const one of devices(domain, 'controller'))
        if (spelled(one, 'type') === 'usb' && spelled(one, 'model') !== 'none')
          found.push([one, undefined, 'PCI, and so no USB controller'])
    for (const [here, key, what] of found) {
      yield {
        message: `the machine "${machine}" of ${arch} has no ${what}`,
        ...place(here, key),
        help: 'leave it out, or use another machine',
      }
    }
  },
}

const PSERIES = ['hpt', 'htm', 'nested-hv', 'ccf-assist', 'cfpc', 'sbbc', 'ibs']
const X86_TIMERS = ['tsc', 'kvmclock', 'hypervclock']
