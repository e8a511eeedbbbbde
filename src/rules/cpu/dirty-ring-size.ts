import { rule } from '../../check/rule.ts'

/** The size of KVM's dirty ring must be a power of two from 1024 to 65536. */
export const dirtyRingSize = rule({
  code: 'VMC2189',
  slug: 'dirty-ring-size',
  severity: 'error',
  title: 'invalid size of the dirty ring',
  help: 'If the state of <dirty-ring> is "on", the attribute "size" is required. It must be a power of two from 1024 to 65536. Set a valid size.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainFeaturesKVMDefParse',
  on: 'features/kvm/dirty-ring',
  example: {
    xml: '<features><kvm><dirty-ring state="on" size="{5000 -> 4096}"/></kvm></features>',
  },
  *check(ring) {
    if (ring.text('state') !== 'on') return
    const size = ring.number('size')
    if (size === undefined) {
      if (!ring.has('size'))
        yield ring.report('.', 'the dirty ring has no size', 'set size, such as 4096')
      return
    }
    const isPower = Number.isInteger(Math.log2(size))
    if (isPower && size >= 1024 && size <= 65_536) return
    yield ring.report(
      'size',
      `the dirty ring cannot have the size ${size}`,
      'use a power of two from 1024 to 65536, such as 4096',
    )
  },
})
