import { rule } from '../../check/rule.ts'

/** QEMU emulates only a level 3 CPU cache. A guest can see the caches of the host only with the CPU of the host. */
export const cpuCache = rule({
  code: 'VMC2113',
  slug: 'cpu-cache',
  severity: 'error',
  title: 'invalid combination of CPU cache mode, level and CPU mode',
  help: 'The CPU cache mode "emulate" requires level="3". The cache modes "passthrough" and "disable" cannot have a level. The cache mode "passthrough" also requires the CPU mode "host-passthrough" or "maximum". Correct <cache>, or remove it.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDefCpu',
  on: 'cpu/cache',
  example: {
    xml: '<cpu mode="{host-model -> host-passthrough}"><cache mode="passthrough"/></cpu>',
  },
  *check(cache, { domain }) {
    const [mode, level] = [cache.text('mode'), cache.text('level')]
    if (mode === 'emulate' && level !== '3') {
      yield cache.report(
        'level',
        level === undefined
          ? 'the emulated CPU cache has no level'
          : `QEMU does not emulate a level ${level} cache`,
        'set level: 3, or leave <cache> out',
      )
    }
    if (mode !== undefined && mode !== 'emulate' && level !== undefined) {
      yield cache.report('level', `cache mode "${mode}" cannot have a level`, 'leave level out')
    }
    const cpuMode = domain.text('cpu/mode') ?? 'custom'
    if (mode === 'passthrough' && cpuMode !== 'host-passthrough' && cpuMode !== 'maximum') {
      yield cache.report(
        'mode',
        `cache mode "passthrough" is not available with CPU mode "${cpuMode}"`,
        'use CPU mode host-passthrough or maximum',
      )
    }
  },
})
