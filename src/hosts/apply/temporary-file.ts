import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Writes a text to a file that only this user can read, passes its path to `use`, and removes it afterwards. */
export async function withTemporaryFile<T>(
  text: string,
  use: (file: string) => Promise<T>,
): Promise<T> {
  // mkdtemp makes the folder with mode 0700.
  const folder = mkdtempSync(join(tmpdir(), 'vmc-'))
  try {
    const file = join(folder, 'document.xml')
    writeFileSync(file, text, { mode: 0o600 })
    return await use(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
