import type { Fluent } from '../schema/core/element.ts'
import { type Panic, panic as panicElement } from '../schema/domain/panic.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<panic>`: one method a field. */
export interface PanicBuilder extends Fluent<typeof panicElement, PanicBuilder> {}
export class PanicBuilder extends Builder<Panic> {}
derive(PanicBuilder, panicElement)

/**
 * A device through which the guest tells the host that it has crashed: of the machine's own kind until told otherwise.
 *
 * @example
 * domain('fv0').hvm().panic(panic())           // <panic/>
 * domain('win').hvm().panic(panic('hyperv'))   // <panic model="hyperv"/>
 */
export const panic = word(PanicBuilder, panicElement, (model: Panic['model'] = undefined) => ({
  model,
}))
