import { down, each, place, spelled } from '../look.ts'
import { archOf } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** The features of a CPU are those of its architecture. */
export const cpuFeatureArch: Rule = {
  code: 'VMC2133',
  slug: 'cpu-feature-arch',
  severity: 'warning',
  title: 'CPU feature that the CPU cannot have',
  help: 'Features such as vmx and svm are those of x86, sve and pauth those of Arm.',
  hypervisors: QEMU,
  about: ['cpu/feature'],
  wrong: {
    xml: `<os><type arch="aarch64" machine="virt">hvm</type></os>
<cpu mode="host-passthrough"><feature policy="disable" name="vmx"/></cpu>`,
  },
  right: {
    xml: `<os><type arch="aarch64" machine="virt">hvm</type></os>
<cpu mode="host-passthrough"><feature policy="disable" name="pmu"/></cpu>`,
  },
  *check(domain) {
    const features = each(down(domain, 'cpu'), 'feature')
    const arch = archOf(domain)
    if (features.length === 0 || arch === undefined) return
    const isArm = /^(aarch64|arm)/.test(arch)
    const foreign = isArm ? X86 : /^(i686|x86_64)$/.test(arch) ? ARM : undefined
    for (const feature of features) {
      const name = spelled(feature, 'name') ?? ''
      if (!foreign?.test(name)) continue
      yield {
        message: `a CPU of ${arch} has no feature "${name}"`,
        ...place(feature, 'name'),
        help: 'leave it out',
      }
    }
  },
}

const X86 =
  /^(vmx|svm|vmx-.*|npt|nrip-save|hypervisor|invtsc|pdpe1gb|x2apic|sse\d?.*|ssse3|avx.*|amd-.*|spec-ctrl|ssbd|md-clear|pcid|invpcid|tsc-deadline|rdtscp|smep|smap|hle|rtm|mpx|lahf_lm|fsgsbase|erms|topoext|ibpb|stibp)$/
const ARM = /^(sve|sve\d+|pauth|pauth-impdef|kvm-no-adjvtime|kvm-steal-time|aarch64)$/
