import { rule } from '../../check/rule.ts'

/**
 * The address of a memory device must have a type that the model of the device supports. Its address in the guest's memory must
 * be a multiple of the block size or page size.
 */
export const memoryDeviceAddress = rule({
  code: 'VMC2892',
  slug: 'memory-device-address',
  severity: 'error',
  title: 'invalid address of a memory device',
  help: 'The address of a virtio-pmem must have the type "pci", and the address of a virtio-mem the type "pci" or "ccw". An SGX device cannot have an address. The <address> in <target> must be a multiple of the block size, or of the page size if the model is virtio-pmem. Remove the address: libvirt then assigns one.',
  for: 'qemu',
  source:
    'qemu_domain.c: qemuDomainDefValidateMemoryHotplugDevice; domain_validate.c: virDomainMemoryDefValidate; qemu_validate.c: qemuValidateDomainDeviceDefMemory',
  on: 'devices/memory',
  example: {
    xml: `<maxMemory slots="4" unit="GiB">8</maxMemory><vcpu>1</vcpu>
<cpu><numa><cell id="0" cpus="0" memory="1" unit="GiB"/></numa></cpu>
<devices>
  <memory model="virtio-mem">
    <target><size unit="MiB">512</size><node>0</node><block unit="MiB">2</block><requested unit="MiB">0</requested></target>
    {<address type="dimm" slot="0"/> -> }
  </memory>
</devices>`,
  },
  *check(memory, { domain }) {
    const [model, type] = [memory.text('model'), memory.text('address/type')]
    const types = model === undefined ? undefined : TYPES.get(model)
    if (types && type !== undefined && !types.includes(type))
      yield memory.report(
        'address/type',
        `the model "${model}" cannot have an address of type "${type}"`,
        'leave the address out',
      )
    const place = memory.text('target/address/base')
    const unit = model === 'virtio-pmem' ? PAGE : memory.bytes('target/block/value')
    if (place !== undefined && unit && addressOf(place) % unit !== 0n)
      yield memory.report(
        'target/address/base',
        `the address ${place} is not a multiple of ${unit} bytes`,
        'leave the address out',
      )
    if (model !== 'virtio-mem' || type !== 'ccw') return
    const page = memory.bytes('source/pagesize/value')
    const guest = domain.bytes('memoryBacking/hugepages/page/size')
    if (page !== undefined && guest !== undefined && page !== guest)
      yield memory.report('source/pagesize', 'the guest has pages of another size', 'leave it out')
    if (memory.number('target/node'))
      yield memory.report('target/node', 'a virtio-mem on CCW has no node', 'leave <node> out')
  },
})

const PAGE = 4096n

// Parses the address of a memory device, which is hexadecimal, with or without the prefix "0x".
const addressOf = (text: string): bigint => BigInt(`0x${text.replace(/^0x/, '')}`)

const TYPES = new Map<string, readonly string[]>([
  ['virtio-pmem', ['pci']],
  ['virtio-mem', ['pci', 'ccw']],
  ['sgx-epc', []],
])
