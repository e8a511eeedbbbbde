import type { Fluent } from '../schema/core/element.ts'
import { type Shmem, shmem } from '../schema/domain/shmem.ts'
import type { ByteSize, SizeText } from '../schema/domain/size.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<shmem>`: one method a field. */
export interface ShmemBuilder extends Fluent<typeof shmem, ShmemBuilder> {}
export class ShmemBuilder extends Builder<Shmem> {}
derive(ShmemBuilder, shmem)

/**
 * Memory that guests share with one another and with the host, by its name: a power of two from 1 MiB up.
 *
 * @example
 * domain('fv0').hvm().shmem(ivshmem('board', '4MiB').role('peer'))
 * // <shmem name="board" role="peer">
 * //   <model type="ivshmem-plain"/>
 * //   <size unit="MiB">4</size>
 * // </shmem>
 */
export const ivshmem = word(
  ShmemBuilder,
  shmem,
  (name: string, size: number | SizeText | ByteSize) => ({
    name,
    model: { type: 'ivshmem-plain' },
    size,
  }),
)

/**
 * Memory that guests share, with interrupts by which they ring one another: an `ivshmem-server` of the host hands it out,
 * and says how much there is.
 *
 * @example
 * domain('fv0').hvm().shmem(ivshmemServer('board', '/run/board.sock', 32))
 * // <shmem name="board">
 * //   <model type="ivshmem-doorbell"/>
 * //   <server path="/run/board.sock"/>
 * //   <msi vectors="32"/>
 * // </shmem>
 */
export const ivshmemServer = word(
  ShmemBuilder,
  shmem,
  (name: string, socket: string, vectors: number | undefined = undefined) => ({
    name,
    model: { type: 'ivshmem-doorbell' },
    server: { path: socket },
    msi: vectors === undefined ? undefined : { vectors },
  }),
)
