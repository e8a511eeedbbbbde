import type { Size } from '../schema/domain/size.ts'

// One function a unit. Each gives the plain object of a size, so that it fits wherever the format takes one.

/** An amount in KiB, 1,024 bytes. */
export const KiB = (value: number): Size => ({ value, unit: 'KiB' })
/** An amount in MiB, 1,024 KiB: `MiB(512)` is `<memory unit="MiB">512</memory>`. */
export const MiB = (value: number): Size => ({ value, unit: 'MiB' })
/** An amount in GiB, 1,024 MiB: `GiB(2)` is `<memory unit="GiB">2</memory>`. */
export const GiB = (value: number): Size => ({ value, unit: 'GiB' })
/** An amount in TiB, 1,024 GiB. */
export const TiB = (value: number): Size => ({ value, unit: 'TiB' })
/** An amount in KB, 1,000 bytes. */
export const KB = (value: number): Size => ({ value, unit: 'KB' })
/** An amount in MB, 1,000 KB. */
export const MB = (value: number): Size => ({ value, unit: 'MB' })
/** An amount in GB, 1,000 MB. */
export const GB = (value: number): Size => ({ value, unit: 'GB' })
