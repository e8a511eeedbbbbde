/** What stdin is called in diagnostics, and among the arguments. */
export const STDIN = '<stdin>'

/** yargs loses a lone `-` among several positional arguments, so it goes by its name. */
export const nameStdin = (argument: string): string => (argument === '-' ? STDIN : argument)
