import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The path of the nearest file or folder with this name, searched in a folder and then in its parents. */
export function findUp(name: string, folder: string): string | undefined {
  const path = join(folder, name)
  if (existsSync(path)) return path
  const parent = dirname(folder)
  return parent === folder ? undefined : findUp(name, parent)
}

/** The paths of a folder and of all its parents, innermost first. */
export function ancestors(folder: string): readonly string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...ancestors(parent)]
}
