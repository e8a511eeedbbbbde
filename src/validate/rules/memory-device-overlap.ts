import { also, bytes, devices, down, place, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** Memory modules with addresses of their own lie beside each other. */
export const memoryDeviceOverlap: Rule = {
  code: 'VMC2108',
  slug: 'memory-device-overlap',
  severity: 'error',
  title: 'memory modules that overlap',
  help: 'A module takes the addresses from its base on, as many as its size; no other may begin or end there.',
  about: ['devices/memory'],
  wrong: {
    xml: `<maxMemory slots="2" unit="GiB">8</maxMemory>
<vcpu>1</vcpu>
<cpu><numa><cell id="0" cpus="0" memory="1" unit="GiB"/></numa></cpu>
<devices>
  <memory model="dimm">
    <target><size unit="GiB">1</size><node>0</node></target>
    <address type="dimm" base="0x100000000"/>
  </memory>
  <memory model="dimm">
    <target><size unit="GiB">1</size><node>0</node></target>
    <address type="dimm" base="0x120000000"/>
  </memory>
</devices>`,
  },
  right: {
    xml: `<maxMemory slots="2" unit="GiB">8</maxMemory>
<vcpu>1</vcpu>
<cpu><numa><cell id="0" cpus="0" memory="1" unit="GiB"/></numa></cpu>
<devices>
  <memory model="dimm">
    <target><size unit="GiB">1</size><node>0</node></target>
    <address type="dimm" base="0x100000000"/>
  </memory>
  <memory model="dimm">
    <target><size unit="GiB">1</size><node>0</node></target>
    <address type="dimm" base="0x140000000"/>
  </memory>
</devices>`,
  },
  *check(domain) {
    const modules = devices(domain, 'memory').flatMap(here => {
      const target = down(here, 'target')
      const base = spelled(down(target, 'address') ?? down(here, 'address'), 'base')
      const size = bytes(down(target, 'size'))
      if (base === undefined || size === undefined || !/^(0x[\da-f]+|\d+)$/i.test(base)) return []
      return [{ here, base: BigInt(base), end: BigInt(base) + size }]
    })
    for (const [index, one] of modules.entries()) {
      const other = modules.slice(0, index).find(two => one.base < two.end && two.base < one.end)
      if (!other) continue
      const from = down(one.here, 'target', 'address') ?? down(one.here, 'address')!
      yield {
        message: `the memory module at 0x${one.base.toString(16)} overlaps the one from 0x${other.base.toString(16)} to 0x${other.end.toString(16)}`,
        ...place(from, 'base'),
        help: 'move one of them, or leave the addresses to libvirt',
        related: [also('the other is here', other.here)],
      }
    }
  },
}
