import type { Fluent } from '../schema/core/element.ts'
import { type Shmem, shmem } from '../schema/domain/shmem.ts'
import type { ByteSize, SizeText } from '../schema/domain/size.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for a `<shmem>` element, with one method for each field of the element. */
export interface ShmemBuilder extends Fluent<typeof shmem, ShmemBuilder> {}
export class ShmemBuilder extends Builder<Shmem> {}
derive(ShmemBuilder, shmem)

/**
 * Memory that several guests and the host share under a common name. `size` is a power of two, and at least 1 MiB. If `size` is
 * a number without a unit, it is in bytes.
 *
 * @example
 * domain('fv0').hvm().shmem(ivshmem('board', '4MiB').role('peer'))
 * // <shmem name="board" role="peer">
 * //   <model type="ivshmem-plain"/>
 * //   <size unit="MiB">4</size>
 * // </shmem>
 */
export const ivshmem = factory(
  ShmemBuilder,
  shmem,
  (name: string, size: number | SizeText | ByteSize) => ({
    name,
    model: { type: 'ivshmem-plain' },
    size,
  }),
)

/**
 * Shared memory through which guests can also send interrupts to each other. An `ivshmem-server`
 * process on the host provides the memory and determines its size. `vectors` is the number of
 * interrupts.
 *
 * @example
 * domain('fv0').hvm().shmem(ivshmemServer('board', '/run/board.sock', 32))
 * // <shmem name="board">
 * //   <model type="ivshmem-doorbell"/>
 * //   <server path="/run/board.sock"/>
 * //   <msi vectors="32"/>
 * // </shmem>
 */
export const ivshmemServer = factory(
  ShmemBuilder,
  shmem,
  (name: string, socket: string, vectors: number | undefined = undefined) => ({
    name,
    model: { type: 'ivshmem-doorbell' },
    server: { path: socket },
    msi: vectors === undefined ? undefined : { vectors },
  }),
)
