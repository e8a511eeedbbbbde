/** The values of `--format`. */
export const formats = ['frame', 'plain', 'json', 'sarif', 'github'] as const

export type Format = (typeof formats)[number]

/** Whether a format is read by programs. Its text goes to stdout; the other formats go to stderr. */
export const isMachine = (format: Format): boolean => format !== 'frame' && format !== 'plain'
