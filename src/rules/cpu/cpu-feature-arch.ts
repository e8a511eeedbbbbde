import { archOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** A CPU can have only features of its own architecture. */
export const cpuFeatureArch = rule({
  code: 'VMC2133',
  slug: 'cpu-feature-arch',
  severity: 'warning',
  title: 'CPU feature belongs to another architecture',
  help: 'QEMU refuses a CPU feature of another architecture. Features such as vmx and svm exist only on x86, sve and pauth only on Arm. Remove the feature.',
  for: 'qemu',
  source: 'QEMU refuses a CPU property that the architecture does not have',
  on: 'cpu/feature',
  example: {
    xml: `<os><type arch="aarch64" machine="virt">hvm</type></os>
<cpu mode="host-passthrough"><feature policy="disable" name="{vmx -> pmu}"/></cpu>`,
  },
  *check(feature, { domain }) {
    const [name, arch] = [feature.text('name'), archOf(domain)]
    if (name === undefined || arch === undefined) return
    const isArm = /^(aarch64|arm)/.test(arch)
    const foreign = isArm ? X86 : /^(i686|x86_64)$/.test(arch) ? ARM : undefined
    if (foreign?.test(name))
      yield feature.report('name', `a CPU of ${arch} has no feature "${name}"`, 'leave it out')
  },
})

const X86 =
  /^(vmx|svm|vmx-.*|npt|nrip-save|hypervisor|invtsc|pdpe1gb|x2apic|sse\d?.*|ssse3|avx.*|amd-.*|spec-ctrl|ssbd|md-clear|pcid|invpcid|tsc-deadline|rdtscp|smep|smap|hle|rtm|mpx|lahf_lm|fsgsbase|erms|topoext|ibpb|stibp)$/
const ARM = /^(sve|sve\d+|pauth|pauth-impdef|kvm-no-adjvtime|kvm-steal-time|aarch64)$/
