import type { Fluent } from '../schema/core/element.ts'
import { type Iommu, iommuDriver, iommu as iommuElement } from '../schema/domain/iommu.ts'
import { Builder, derive, factory } from './builder.ts'

/**
 * The builder for an `<iommu>` element, with one method for each field of the element and of its
 * `<driver>`.
 */
export interface IommuBuilder
  extends Fluent<typeof iommuElement, IommuBuilder>,
    Fluent<typeof iommuDriver, IommuBuilder> {}
export class IommuBuilder extends Builder<Iommu> {}
derive(IommuBuilder, iommuElement)
derive(IommuBuilder, iommuDriver, ['driver'])

/**
 * An IOMMU, which translates the memory addresses that the guest's devices use. The model is
 * `intel` (the default) for q35, `smmuv3` for the Arm virt machine (since libvirt 5.5.0), or
 * `virtio` for both machines (since libvirt 8.3.0).
 *
 * @example
 * domain('fv0').hvm({ machine: 'q35' }).iommu(iommu().caching_mode(true))
 * // <iommu model="intel">
 * //   <driver caching_mode="on"/>
 * // </iommu>
 */
export const iommu = factory(IommuBuilder, iommuElement, (model: Iommu['model'] = 'intel') => ({
  model,
}))
