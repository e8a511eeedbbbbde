import { rule } from '../../check/rule.ts'

/** The label area of an NVDIMM must have at least 128 KiB and be smaller than the NVDIMM. */
export const nvdimmLabel = rule({
  code: 'VMC2885',
  slug: 'nvdimm-label',
  severity: 'error',
  title: 'label area of an NVDIMM is too small or too large',
  help: 'The label area is a part of the NVDIMM. It must be at least 128 KiB in size, and smaller than the NVDIMM. Correct the size in <label>.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainMemoryTargetDefParseXML',
  on: 'devices/memory',
  example: {
    xml: `<maxMemory slots="4" unit="GiB">8</maxMemory><vcpu>1</vcpu>
<cpu><numa><cell id="0" cpus="0" memory="1" unit="GiB"/></numa></cpu>
<devices>
  <memory model="nvdimm"><source><path>/a.img</path></source><target>
    <size unit="MiB">512</size><node>0</node><label><size unit="KiB">{64 -> 128}</size></label>
  </target></memory>
</devices>`,
  },
  *check(memory) {
    if (memory.text('model') !== 'nvdimm') return
    const label = memory.bytes('target/label/size/value')
    const size = memory.bytes('target/size/value')
    if (label === undefined) return
    // For libvirt, a label size of 0 means that the label is missing.
    if (label > 0n && label <= 127n * 1024n)
      yield memory.report('target/label/size', 'the label is too small', 'use at least 128 KiB')
    else if (size !== undefined && label >= size)
      yield memory.report(
        'target/label/size',
        'the label is not smaller than the NVDIMM',
        'use a label of 128 KiB, or a larger NVDIMM',
      )
  },
})
