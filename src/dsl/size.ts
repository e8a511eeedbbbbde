import type { Size } from '../schema/domain/size.ts'

// Each size function returns a plain object, because every field that takes a size accepts a plain
// object.

/**
 * A size in KiB (1,024 bytes), for any field that takes a size.
 *
 * @example
 * domain('fv0').hvm().memory(KiB(524288))   // <memory unit="KiB">524288</memory>
 */
export const KiB = (value: number): Size => ({ value, unit: 'KiB' })

/**
 * A size in MiB (1,024 KiB), for any field that takes a size.
 *
 * @example
 * domain('fv0').hvm().memory(MiB(512))   // <memory unit="MiB">512</memory>
 */
export const MiB = (value: number): Size => ({ value, unit: 'MiB' })

/**
 * A size in GiB (1,024 MiB), for any field that takes a size.
 *
 * @example
 * domain('fv0').hvm().memory(GiB(2))   // <memory unit="GiB">2</memory>
 */
export const GiB = (value: number): Size => ({ value, unit: 'GiB' })

/**
 * A size in TiB (1,024 GiB), for any field that takes a size.
 *
 * @example
 * domain('fv0').hvm().memory(TiB(1))   // <memory unit="TiB">1</memory>
 */
export const TiB = (value: number): Size => ({ value, unit: 'TiB' })

/**
 * A size in KB (1,000 bytes), for any field that takes a size.
 *
 * @example
 * domain('fv0').hvm().memory(KB(524288))   // <memory unit="KB">524288</memory>
 */
export const KB = (value: number): Size => ({ value, unit: 'KB' })

/**
 * A size in MB (1,000 KB), for any field that takes a size.
 *
 * @example
 * domain('fv0').hvm().memory(MB(512))   // <memory unit="MB">512</memory>
 */
export const MB = (value: number): Size => ({ value, unit: 'MB' })

/**
 * A size in GB (1,000 MB), for any field that takes a size.
 *
 * @example
 * domain('fv0').hvm().memory(GB(2))   // <memory unit="GB">2</memory>
 */
export const GB = (value: number): Size => ({ value, unit: 'GB' })
