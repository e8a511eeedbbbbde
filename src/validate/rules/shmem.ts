import { bytes, devices, down, place, says } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Memory that guests share is a power of two large, and only a server sends interrupts. */
export const shmem: Rule = {
  code: 'VMC2801',
  slug: 'shmem',
  severity: 'error',
  title: 'shared memory that cannot be so',
  help: 'The size of a <shmem> is a power of two and at least 1 MiB; interrupts (msi) come from a server.',
  hypervisors: QEMU,
  about: ['devices/shmem'],
  wrong: {
    xml: `<devices>
  <shmem name="shmem0"><model type="ivshmem-plain"/><size unit="MiB">3</size></shmem>
</devices>`,
  },
  right: {
    xml: `<devices>
  <shmem name="shmem0"><model type="ivshmem-plain"/><size unit="MiB">4</size></shmem>
</devices>`,
  },
  *check(domain) {
    for (const memory of devices(domain, 'shmem')) {
      const size = bytes(down(memory, 'size'))
      if (size !== undefined && (size < 2n ** 20n || (size & (size - 1n)) !== 0n)) {
        yield {
          message: `shared memory cannot be ${size} bytes large`,
          ...place(down(memory, 'size')!, 'value'),
          help: 'take a power of two of at least 1 MiB, such as 4 MiB',
        }
      }
      const msi = down(memory, 'msi')
      if (msi && !says(memory, 'server')) {
        yield {
          message: 'interrupts of shared memory come from a server, and it has none',
          ...place(msi),
          help: 'name the server, or leave msi out',
        }
      }
    }
  },
}
