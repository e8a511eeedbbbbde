import { stringWidth } from '../diagnostics/width.ts'

/** Rows of text as columns that are as wide as their widest cell, with two spaces between them. */
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
