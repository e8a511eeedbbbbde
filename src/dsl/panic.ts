import type { Fluent } from '../schema/core/element.ts'
import { type Panic, panic as panicElement } from '../schema/domain/panic.ts'
import { Builder, derive, factory } from './builder.ts'

/** The builder for a `<panic>` element, with one method for each field of the element. */
export interface PanicBuilder extends Fluent<typeof panicElement, PanicBuilder> {}
export class PanicBuilder extends Builder<Panic> {}
derive(PanicBuilder, panicElement)

/**
 * A panic device, through which the guest reports a kernel crash to the host. `.on_crash()` of the domain sets how libvirt
 * reacts to the crash. The default model depends on the machine type. For Windows guests, use the model `hyperv`.
 *
 * @example
 * domain('fv0').hvm().panic(panic())           // <panic/>
 * domain('win').hvm().panic(panic('hyperv'))   // <panic model="hyperv"/>
 */
export const panic = factory(PanicBuilder, panicElement, (model: Panic['model'] = undefined) => ({
  model,
}))
