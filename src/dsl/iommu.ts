import type { Fluent } from '../schema/core/element.ts'
import { type Iommu, iommuDriver, iommu as iommuElement } from '../schema/domain/iommu.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds an `<iommu>`: one method a field, and one for each of its driver's. */
export interface IommuBuilder
  extends Fluent<typeof iommuElement, IommuBuilder>,
    Fluent<typeof iommuDriver, IommuBuilder> {}
export class IommuBuilder extends Builder<Iommu> {}
derive(IommuBuilder, iommuElement)
derive(IommuBuilder, iommuDriver, ['driver'])

/**
 * The unit that translates the addresses of the guest's devices: `intel` for q35 until told otherwise, `smmuv3` for Arm,
 * `virtio` for both.
 *
 * @example
 * domain('fv0').hvm({ machine: 'q35' }).iommu(iommu().caching_mode(true))
 * // <iommu model="intel">
 * //   <driver caching_mode="on"/>
 * // </iommu>
 */
export const iommu = word(IommuBuilder, iommuElement, (model: Iommu['model'] = 'intel') => ({
  model,
}))
