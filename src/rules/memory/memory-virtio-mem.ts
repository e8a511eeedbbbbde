import { sizeText } from '../../check/facts/memory.ts'
import { rule } from '../../check/rule.ts'

/**
 * The block size of a virtio-mem device must be a power of two, and its requested size must be a multiple of the block
 * size.
 */
export const memoryVirtioMem = rule({
  code: 'VMC2810',
  slug: 'memory-virtio-mem',
  severity: 'error',
  title: 'invalid block size or requested size of a virtio-mem device',
  help: 'The block size of a virtio-mem device must be a power of two and at least 2 MiB. The requested size must be a multiple of the block size, and cannot be larger than the device. Correct the size.',
  for: 'qemu',
  source: 'domain_validate.c: virDomainMemoryDefValidate',
  on: 'devices/memory',
  example: {
    xml: `<vcpu>1</vcpu>
<maxMemory unit="GiB">8</maxMemory>
<cpu><numa><cell id="0" cpus="0" memory="1" unit="GiB"/></numa></cpu>
<devices>
  <memory model="virtio-mem"><target><size unit="GiB">2</size><node>0</node><block unit="MiB">2</block><requested unit="MiB">{3000 -> 1024}</requested></target></memory>
</devices>`,
  },
  *check(memory) {
    if (memory.text('model') !== 'virtio-mem') return
    const size = memory.bytes('target/size/value')
    const block = memory.bytes('target/block/value')
    const requested = memory.bytes('target/requested/value')
    if (block !== undefined && (block < MIN_BLOCK || (block & (block - 1n)) !== 0n)) {
      yield memory.report(
        'target/block/value',
        `the block size ${sizeText(block)} is not a power of two of at least 2 MiB`,
        'use 2 MiB',
      )
    } else if (requested !== undefined && size !== undefined && requested > size) {
      yield memory.report(
        'target/requested/value',
        `the requested size ${sizeText(requested)} is larger than the size ${sizeText(size)}`,
        'request at most the size',
      )
    } else if (requested !== undefined && block !== undefined && requested % block !== 0n) {
      yield memory.report(
        'target/requested/value',
        `the requested size ${sizeText(requested)} is not a multiple of the block size ${sizeText(block)}`,
        'round it to a multiple of the block size',
      )
    }
  },
})

const MIN_BLOCK = 2n ** 21n
