import {
  ARM_MODELS,
  type KnownNames,
  POWER_MODELS,
  X86_MODELS,
} from '../../check/facts/cpu-names.ts'
import { cpuFamilyOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'
import { respelling } from '../../check/wording.ts'
import { nearest } from '../../diagnostics/nearest.ts'

/** An x86 CPU must have a model that libvirt knows. */
export const cpuModelKnown = rule({
  code: 'VMC2419',
  slug: 'cpu-model-known',
  severity: 'error',
  title: 'unknown CPU model',
  help: `libvirt starts an x86 guest only with CPU models that are in its list. QEMU's models "max" and "host" are not in the list: use the CPU modes "maximum" and "host-passthrough" instead. On other architectures, a CPU with fallback="forbid" cannot have a model that belongs to a different architecture.`,
  for: 'qemu',
  source: 'cpu_x86.c: x86ModelFromCPU; cpu.c: virCPUTranslate',
  on: 'cpu',
  needs: 'model',
  example: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os><features><acpi/></features>
<cpu mode="custom"><model>Skylake-{Clent -> Client}</model></cpu>`,
  },
  *check(cpu, { domain, target }) {
    const name = cpu.text('model/name')
    if (name === undefined || (cpu.text('mode') ?? 'custom') !== 'custom') return
    const family = cpuFamilyOf(domain)
    if (family === undefined) return
    if (family === 'x86') {
      if (X86_MODELS.has(name, target)) return
      const mode = MODES.get(name)
      const near = nearest(name, X86_MODELS.all)
      yield cpu.report(
        'model/name',
        `libvirt knows no model "${name}" for x86 CPUs`,
        mode !== undefined
          ? `use the CPU mode "${mode}" without a model`
          : near === undefined || near === name
            ? 'to list the models, run virsh cpu-models x86_64'
            : `did you mean "${near}"?`,
        { fix: respelling('value', name, mode === undefined ? [...X86_MODELS.all] : []) },
      )
    } else if (cpu.text('model/fallback') === 'forbid') {
      const isForeign = (of: string, names: KnownNames) =>
        of !== family && names.has(name, {}) && !OWN.get(family)!.has(name, {})
      if (![...OWN].some(([of, names]) => isForeign(of, names))) return
      yield cpu.report(
        'model/name',
        `the CPU model "${name}" belongs to another architecture`,
        'use a model of the architecture of the guest',
      )
    }
  },
})

const MODES = new Map([
  ['max', 'maximum'],
  ['host', 'host-passthrough'],
])

const OWN: ReadonlyMap<string, KnownNames> = new Map([
  ['x86', X86_MODELS],
  ['arm', ARM_MODELS],
  ['power', POWER_MODELS],
])
