import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { CacheTune, MemoryTune } from '../../schema/domain/cache-tune.ts'

/** The allocation of caches and memory bandwidth requires KVM. */
export const cacheTuneKvm = rule({
  code: 'VMC2595',
  slug: 'cache-tune-kvm',
  // The severity is only a warning, because libvirt's generic tests contain <cachetune> in domains of type "qemu". libvirt's
  // QEMU driver refuses it.
  severity: 'warning',
  title: '<cachetune> or <memorytune> in a domain of type "qemu"',
  help: 'libvirt refuses <cachetune> and <memorytune> in a domain of type "qemu", which emulates its CPUs. Remove <cachetune> and <memorytune>, or set the domain type "kvm".',
  for: ['qemu', 'hvf'],
  source: 'qemu_validate.c: qemuValidateDomainDef',
  on: ['cputune/cachetune', 'cputune/memorytune'],
  example: {
    xml: `<domain type="{qemu -> kvm}"><name>fv0</name><memory unit="GiB">1</memory><vcpu>2</vcpu><os><type>hvm</type></os>
<cputune><cachetune vcpus="0"><cache id="0" level="3" type="both" size="3" unit="MiB"/></cachetune></cputune></domain>`,
  },
  *check(tune) {
    const element = tune as Cursor<CacheTune | MemoryTune>
    // libvirt ignores a <cachetune> or <memorytune> without child elements, because it allocates and monitors nothing. This
    // rule skips it too.
    if (element.each('*').length === 0) return
    yield element.report('.', `an emulated guest cannot have <${element.name}>`, 'leave it out')
  },
})
