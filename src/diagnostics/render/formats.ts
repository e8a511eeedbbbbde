/** The output formats that `--format` accepts. */
export const formats = ['frame', 'plain', 'json', 'sarif', 'github'] as const

export type Format = (typeof formats)[number]

/**
 * Whether a format is machine-readable. Output in a machine-readable format goes to stdout, and output in the other
 * formats goes to stderr.
 */
export const isMachine = (format: Format): boolean => format !== 'frame' && format !== 'plain'
