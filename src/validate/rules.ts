import { memoryPlausible } from './rules/memory-plausible.ts'
import { nameIsFile } from './rules/name-is-file.ts'
import { nameUnique } from './rules/name-unique.ts'
import type { Rule } from './rules/rule.ts'

/** Every rule, in the order of the codes. */
export const rules: readonly Rule[] = [nameUnique, nameIsFile, memoryPlausible]
