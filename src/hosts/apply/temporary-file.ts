import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Writes a text to a temporary file that only this user can read. Passes the path of the file to `use`, and removes the file
 * afterwards.
 */
export async function withTemporaryFile<T>(
  text: string,
  use: (file: string) => Promise<T>,
): Promise<T> {
  // mkdtemp creates the folder with mode 0700, so other users cannot open it.
  const folder = mkdtempSync(join(tmpdir(), 'vmc-'))
  try {
    const file = join(folder, 'document.xml')
    writeFileSync(file, text, { mode: 0o600 })
    return await use(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
