import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** The size of a shared memory device must be a power of two. The interrupts of the device require an ivshmem server. */
export const shmem = rule({
  code: 'VMC2801',
  slug: 'shmem',
  severity: 'error',
  title: 'invalid <shmem> model or size, or <msi> requires <server>',
  help: 'A <shmem> must have a model, because libvirt no longer supports the default model. The size of a <shmem> must be a power of two and at least 1 MiB. Interrupts (<msi>) require a <server>, which passes interrupts between guests. Add or correct the setting.',
  for: 'qemu',
  source:
    'qemu_validate.c: qemuValidateDomainDeviceDefShmem; domain_conf.c: virDomainShmemDefParseXML',
  on: 'devices/shmem',
  example: {
    xml: `<devices>
  <shmem name="shmem0"><model type="ivshmem-plain"/><size unit="MiB">{3 -> 4}</size></shmem>
</devices>`,
  },
  *check(memory, { target }) {
    const size = memory.bytes('size/value')
    if (size !== undefined && (size < 2n ** 20n || (size & (size - 1n)) !== 0n)) {
      yield memory.report(
        'size/value',
        `the size of shared memory cannot be ${size} bytes`,
        'use a power of two of at least 1 MiB, such as 4 MiB',
      )
    }
    const model = memory.text('model/type')
    // If a <shmem> has no model, its model is "ivshmem". Whether an old libvirt release supports this model depends on QEMU,
    // so this rule checks only libvirt 11.3 and newer.
    if (!memory.has('model') && !isBefore(target, '11.3.0'))
      yield memory.report(
        '.',
        'libvirt does not support the default model of shared memory, "ivshmem"',
        "set model: 'ivshmem-plain', or 'ivshmem-doorbell' with a server",
      )
    if (model === 'ivshmem-plain' && memory.has('server')) {
      yield memory.report(
        'server',
        'shared memory of model "ivshmem-plain" has no server',
        'leave out <server>, or use the model "ivshmem-doorbell"',
      )
    } else if (model === 'ivshmem-doorbell' && !memory.has('server')) {
      yield memory.report(
        'model',
        'shared memory of model "ivshmem-doorbell" needs a server',
        'add its <server>, or use the model "ivshmem-plain"',
      )
    }
    if (model === 'ivshmem-doorbell' && memory.has('server') && size !== undefined && size > 0n)
      yield memory.report(
        'size',
        'the server of shared memory decides its size',
        'leave <size> out',
      )
    const msi = memory.first('msi')
    if (msi && !memory.has('server'))
      yield msi.report('.', 'msi requires a server', 'add a server, or remove msi')
    const name = memory.text('name')
    if (name === '.' || name === '..')
      yield memory.report('name', `shared memory cannot have the name "${name}"`, 'choose another')
  },
})
