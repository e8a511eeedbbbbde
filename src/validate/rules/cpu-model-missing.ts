import { down, place, says, spelled } from '../look.ts'
import { LIBVIRT, type Rule } from './rule.ts'

/** Features and a vendor are those of a model of CPU. */
export const cpuModelMissing: Rule = {
  code: 'VMC2135',
  slug: 'cpu-model-missing',
  severity: 'error',
  title: 'CPU features without a model',
  help: 'In the mode "custom" a CPU with a vendor or features has a <model>; host-model and host-passthrough bring one.',
  hypervisors: LIBVIRT,
  about: ['cpu/vendor', 'cpu/feature'],
  wrong: {
    ts: ".cpu({ feature: [{ policy: 'require', name: 'vmx' }] })",
    xml: '<cpu mode="custom"><feature policy="require" name="vmx"/></cpu>',
  },
  right: {
    ts: ".cpu({ mode: 'host-model', feature: [{ policy: 'require', name: 'vmx' }] })",
    xml: '<cpu mode="host-model"><feature policy="require" name="vmx"/></cpu>',
  },
  *check(domain) {
    const cpu = down(domain, 'cpu')
    if (!cpu || says(cpu, 'model') || (spelled(cpu, 'mode') ?? 'custom') !== 'custom') return
    const key = ['vendor', 'feature'].find(one => says(cpu, one))
    if (key === undefined) return
    yield {
      message: `the CPU has a ${key}, and no model that it would be of`,
      ...place(cpu, key),
      help: "name the model, or say mode: 'host-model'",
    }
  },
}
