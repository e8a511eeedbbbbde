import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { MemoryDevice } from '../../schema/domain/memory-device.ts'

/** The address ranges of two memory modules cannot overlap. */
export const memoryDeviceOverlap = rule({
  code: 'VMC2108',
  slug: 'memory-device-overlap',
  severity: 'error',
  title: 'address ranges of two memory modules overlap',
  help: 'A memory module occupies the addresses from its base to the sum of its base and size. Two modules cannot occupy the same addresses. Change the address of one module, or remove the addresses: libvirt then assigns them.',
  for: 'all',
  source: 'domain_validate.c: virDomainMemoryDefCheckConflict',
  on: 'devices',
  needs: 'memory',
  example: {
    xml: `<maxMemory slots="2" unit="GiB">8</maxMemory>
<vcpu>1</vcpu>
<cpu><numa><cell id="0" cpus="0" memory="1" unit="GiB"/></numa></cpu>
<devices>
  <memory model="dimm">
    <target><size unit="GiB">1</size><node>0</node></target>
    <address type="dimm" slot="0" base="0x100000000"/>
  </memory>
  <memory model="dimm">
    <target><size unit="GiB">1</size><node>0</node></target>
    <address type="dimm" slot="1" base="{0x120000000 -> 0x140000000}"/>
  </memory>
</devices>`,
  },
  *check(devices) {
    const ranges = devices.each('memory').flatMap(rangeOf)
    const order = ranges.map((_, index) => index)
    order.sort((a, b) => (ranges[a]!.base < ranges[b]!.base ? -1 : 1))
    const others = new Map<number, number>()
    // The memory module that has the highest end address so far. If a later module begins before this end address, the two
    // modules overlap.
    let highest: number | undefined
    for (const index of order) {
      if (highest !== undefined && ranges[index]!.base < ranges[highest]!.end) {
        const [first, later] = index < highest ? [index, highest] : [highest, index]
        if (!others.has(later)) others.set(later, first)
      }
      if (highest === undefined || ranges[index]!.end > ranges[highest]!.end) highest = index
    }
    for (const [later, first] of others) {
      const [{ module, base }, other] = [ranges[later]!, ranges[first]!]
      yield module.report(
        basePath(module),
        `the memory module at ${hex(base)} overlaps the one from ${hex(other.base)} to ${hex(other.end)}`,
        'move one of them, or leave the addresses to libvirt',
        { related: [other.module.related('.', 'the other module is here')] },
      )
    }
  },
})

function rangeOf(module: Cursor<MemoryDevice>) {
  const [text, size] = [module.text(basePath(module)), module.bytes('target/size/value')]
  if (text === undefined || size === undefined || !/^(0x[\da-f]+|\d+)$/i.test(text)) return []
  const base = BigInt(text)
  return [{ module, base, end: base + size }]
}

// A virtio-mem or virtio-pmem module has its address in <target>, not in <address>.
const basePath = (module: Cursor<MemoryDevice>) =>
  module.has('target/address') ? 'target/address/base' : 'address/base'

const hex = (address: bigint): string => `0x${address.toString(16)}`
