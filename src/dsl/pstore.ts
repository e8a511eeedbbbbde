import type { Accepts, Fluent } from '../schema/core/element.ts'
import { type Pstore, pstore as pstoreElement } from '../schema/domain/pstore.ts'
import type { Size } from '../schema/domain/size.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<pstore>`: one method a field. */
export interface PstoreBuilder extends Fluent<typeof pstoreElement, PstoreBuilder> {}
export class PstoreBuilder extends Builder<Pstore> {}
derive(PstoreBuilder, pstoreElement)

/**
 * Memory that outlives a crash, into which the guest's kernel writes its last words; in a file of the host.
 *
 * @example
 * domain('fv0').hvm().pstore(pstore('64KiB', '/var/lib/libvirt/fv0.pstore'))
 * // <pstore backend="acpi-erst">
 * //   <path>/var/lib/libvirt/fv0.pstore</path>
 * //   <size unit="KiB">64</size>
 * // </pstore>
 */
export const pstore = word(
  PstoreBuilder,
  pstoreElement,
  (size: Accepts<Size>, path: string | undefined = undefined) => ({
    backend: 'acpi-erst',
    path,
    size,
  }),
)
