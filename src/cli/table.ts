import { stringWidth } from '../diagnostics/width.ts'

/** Formats rows as a table. Each column is as wide as its widest cell, and there are two spaces between columns. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows)
    for (const [index, cell] of row.entries())
      widths[index] = Math.max(widths[index] ?? 0, stringWidth(cell))
  return rows
    .map(row =>
      row
        .map((cell, index) => cell + ' '.repeat(widths[index]! - stringWidth(cell)))
        .join('  ')
        .trimEnd(),
    )
    .map(line => `${line}\n`)
    .join('')
}
