/** How diagnostics can be written, by the name that `--format` takes. */
export const formats = ['frame', 'plain', 'json', 'sarif', 'github'] as const

export type Format = (typeof formats)[number]

/** Is it for programs, and so a product of its own rather than talk? */
export const isMachine = (format: Format): boolean => format !== 'frame' && format !== 'plain'
