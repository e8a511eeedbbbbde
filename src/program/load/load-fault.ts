import type { Frame } from '../../tree/stack.ts'

/** A place in a file, counted from 1; without a line it is the file as a whole. */
export interface Place {
  readonly file: string
  readonly line?: number
  readonly column?: number
}

/** What keeps a program from giving its domains. */
export interface LoadFault extends Place {
  readonly kind:
    | 'missing'
    | 'folder'
    | 'unreadable'
    | 'syntax'
    | 'unresolved-import'
    | 'threw'
    | 'exited'
    | 'unsettled'
  readonly message: string
  /** The person's own calls that led here, innermost first. */
  readonly stack?: readonly Frame[]
  /** Other places that have a part in it, as the first of two declarations of a name has. */
  readonly related?: readonly (Place & { readonly message: string })[]
}
