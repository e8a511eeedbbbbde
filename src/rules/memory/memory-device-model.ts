import type { Cursor, DomainCursor } from '../../check/cursor.ts'
import { archOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import type { MemoryDevice } from '../../schema/domain/memory-device.ts'

/** A memory device must have the settings that its model requires, and cannot have settings that its model does not support. */
export const memoryDeviceModel = rule({
  code: 'VMC2891',
  slug: 'memory-device-model',
  severity: 'error',
  title: 'missing or unsupported setting of a memory device',
  help: 'The models "nvdimm" and "virtio-pmem" require the path of a file in <source>, and do not support discard. A virtio-pmem is always shared and cannot have a <node>. An NVDIMM requires a <label> on ppc64, and cannot have a <uuid> on other architectures. If the guest has NUMA cells, all models except virtio-pmem and sgx-epc require a <node>. Add or remove the setting that the message names.',
  for: 'qemu',
  source:
    'domain_validate.c: virDomainMemoryDefValidate; qemu_domain.c: qemuDomainDefValidateMemoryHotplugDevice',
  on: 'devices/memory',
  example: {
    xml: `<maxMemory slots="4" unit="GiB">8</maxMemory><vcpu>1</vcpu>
<cpu><numa><cell id="0" cpus="0" memory="1" unit="GiB"/></numa></cpu>
<devices>
  <memory model="nvdimm">{ -> <source><path>/a.img</path></source>}<target><size unit="MiB">512</size><node>0</node></target></memory>
</devices>`,
  },
  *check(memory, { domain }) {
    const model = memory.text('model')
    const isFile = model === 'nvdimm' || model === 'virtio-pmem'
    if (isFile && !memory.has('source/path'))
      yield memory.report('source', `the model "${model}" needs a file`, 'set path in <source>')
    if (isFile && memory.text('discard') === 'yes')
      yield memory.report('discard', `the model "${model}" has no discard`, 'leave it out')
    if (model === 'nvdimm') yield* checkNvdimm(memory, domain)
    if (model === 'virtio-pmem') yield* checkPmem(memory)
    else if (model !== undefined && model !== 'sgx-epc') {
      const hasCells = domain.has('cpu/numa/cell')
      if (!hasCells || memory.has('target/node')) return
      yield memory.report('target', 'the memory device has no node', 'set node in <target>')
    }
  },
})

function* checkNvdimm(memory: Cursor<MemoryDevice>, domain: DomainCursor): Generator<RuleFinding> {
  const arch = archOf(domain)
  if (arch === undefined) return
  if (/^ppc64/.test(arch)) {
    const label = memory.bytes('target/label/size/value')
    const size = memory.bytes('target/size/value')
    if (!label) {
      yield memory.report('target', `on ${arch}, an NVDIMM needs a label`, 'add <label>')
    } else if (size !== undefined && size - label < MIN_PPC) {
      yield memory.report(
        'target/size',
        'the NVDIMM has less than 256 MiB beside its label',
        'use at least 256 MiB and the size of the label',
      )
    }
  } else if (memory.has('uuid')) {
    yield memory.report('uuid', `on ${arch}, an NVDIMM has no UUID`, 'leave it out')
  }
}

const MIN_PPC = 2n ** 28n

function* checkPmem(memory: Cursor<MemoryDevice>): Generator<RuleFinding> {
  if (memory.text('access') === 'private')
    yield memory.report('access', 'a virtio-pmem is always shared', 'set access="shared"')
  if (memory.has('target/node'))
    yield memory.report('target/node', 'a virtio-pmem has no node', 'leave <node> out')
}
