import type { Fluent } from '../schema/core/element.ts'
import { type Pstore, pstore as pstoreElement } from '../schema/domain/pstore.ts'
import type { Size, SizeText } from '../schema/domain/size.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for a `<pstore>` element, with one method for each field of the element. */
export interface PstoreBuilder extends Fluent<typeof pstoreElement, PstoreBuilder> {}
export class PstoreBuilder extends Builder<Pstore> {}
derive(PstoreBuilder, pstoreElement)

/**
 * A persistent store in which the guest's kernel saves its log when the guest crashes. The contents are stored in a file on the
 * host. If you omit the path, libvirt chooses it. If `size` is a number without a unit, it is in KiB. Since libvirt 10.6.0.
 *
 * @example
 * domain('fv0').hvm().pstore(pstore('64KiB', '/var/lib/libvirt/fv0.pstore'))
 * // <pstore backend="acpi-erst">
 * //   <path>/var/lib/libvirt/fv0.pstore</path>
 * //   <size unit="KiB">64</size>
 * // </pstore>
 */
export const pstore = factory(
  PstoreBuilder,
  pstoreElement,
  (size: number | Size | SizeText, path: string | undefined = undefined) => ({
    backend: 'acpi-erst',
    path,
    size,
  }),
)
