import type { Frame } from '../../tree/stack.ts'

/** A location in a file. Lines and columns start at 1. Without a line, the location is the whole file. */
export interface FileLocation {
  readonly file: string
  readonly line?: number
  readonly column?: number
}

/** An error that prevents a program from exporting its domains. */
export interface LoadError extends FileLocation {
  readonly kind:
    | 'missing'
    | 'folder'
    | 'unreadable'
    | 'syntax'
    | 'unresolved-import'
    | 'threw'
    | 'exited'
    | 'unsettled'
    | 'parameter'
  readonly message: string
  readonly help?: string | undefined
  /** The stack frames in the user's files through which the program reached the error, innermost first. */
  readonly stack?: readonly Frame[]
  /** Other locations that help to explain the error. If a name is declared twice, this is the first declaration. */
  readonly related?: readonly (FileLocation & { readonly message: string })[]
}
