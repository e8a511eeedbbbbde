import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The nearest file or folder of a name, in a folder or in those above it. */
export function findUp(name: string, folder: string): string | undefined {
  const path = join(folder, name)
  if (existsSync(path)) return path
  const parent = dirname(folder)
  return parent === folder ? undefined : findUp(name, parent)
}
