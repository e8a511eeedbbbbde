import { bytes, devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A virtio-mem grows by blocks, up to its size. */
export const memoryVirtioMem: Rule = {
  code: 'VMC2810',
  slug: 'memory-virtio-mem',
  severity: 'error',
  title: 'size that virtio-mem cannot have',
  help: 'What is requested of a virtio-mem is at most its size and a number of whole blocks, which are a power of two of at least 2 MiB.',
  hypervisors: QEMU,
  about: ['devices/memory'],
  wrong: {
    xml: `<vcpu>1</vcpu>
<maxMemory unit="GiB">8</maxMemory>
<cpu><numa><cell id="0" cpus="0" memory="1" unit="GiB"/></numa></cpu>
<devices>
  <memory model="virtio-mem"><target><size unit="GiB">2</size><node>0</node><block unit="MiB">2</block><requested unit="MiB">3000</requested></target></memory>
</devices>`,
  },
  right: {
    xml: `<vcpu>1</vcpu>
<maxMemory unit="GiB">8</maxMemory>
<cpu><numa><cell id="0" cpus="0" memory="1" unit="GiB"/></numa></cpu>
<devices>
  <memory model="virtio-mem"><target><size unit="GiB">2</size><node>0</node><block unit="MiB">2</block><requested unit="MiB">1024</requested></target></memory>
</devices>`,
  },
  *check(domain) {
    for (const module of devices(domain, 'memory')) {
      const target = down(module, 'target')
      const [size, block, requested] = ['size', 'block', 'requested'].map(key =>
        bytes(down(target, key)),
      )
      if (!target || spelled(module, 'model') !== 'virtio-mem') continue
      if (block !== undefined && (block < 2n ** 21n || (block & (block - 1n)) !== 0n)) {
        yield {
          message: 'the blocks of a virtio-mem are a power of two of at least 2 MiB',
          ...place(down(target, 'block')!, 'value'),
          help: 'take 2 MiB',
        }
      } else if (requested !== undefined && size !== undefined && requested > size) {
        yield {
          message: 'more is requested of the virtio-mem than its size',
          ...place(down(target, 'requested')!, 'value'),
          help: 'request at most its size',
        }
      } else if (requested !== undefined && block !== undefined && requested % block !== 0n) {
        yield {
          message: 'what is requested of the virtio-mem is no number of whole blocks',
          ...place(down(target, 'requested')!, 'value'),
          help: 'round it to a multiple of the block',
        }
      }
    }
  },
}
