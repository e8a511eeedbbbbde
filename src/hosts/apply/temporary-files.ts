import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Writes texts to files that only this user can read, and passes their paths to `use`. When `use` has ended, the files are
 * removed.
 */
export async function withTemporaryFiles<T>(
  texts: readonly string[],
  use: (files: readonly string[]) => Promise<T>,
): Promise<T> {
  // mkdtemp makes the folder with mode 0700.
  const folder = mkdtempSync(join(tmpdir(), 'vmc-'))
  try {
    const files = texts.map((text, index) => {
      const file = join(folder, `${index}.xml`)
      writeFileSync(file, text, { mode: 0o600 })
      return file
    })
    return await use(files)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
