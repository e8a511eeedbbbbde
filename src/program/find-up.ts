import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The path of the nearest file or folder with this name. The search starts in the given folder and continues in its parents.
 */
export function findUp(name: string, folder: string): string | undefined {
  const path = join(folder, name)
  if (existsSync(path)) return path
  const parent = dirname(folder)
  return parent === folder ? undefined : findUp(name, parent)
}

/**
 * The folders in which vmc searches for the configuration of a program. They begin with the folder of the program and end with
 * the root of its project, which is the nearest folder with a package.json or a .git. Outside of a project, they end with the
 * working folder, or with the folder of the program if it is not inside the working folder. Other parents are not searched,
 * because a configuration file is a program, and other users may be able to write to these folders.
 */
export function projectFolders(folder: string, cwd: string): readonly string[] {
  const folders = ancestors(folder)
  const root = folders.findIndex(one => ROOT_MARKS.some(mark => existsSync(join(one, mark))))
  return folders.slice(0, 1 + (root >= 0 ? root : Math.max(0, folders.indexOf(cwd))))
}

const ROOT_MARKS = ['package.json', '.git']

/** The paths of a folder and of all its parents, from the folder up to the root. */
export function ancestors(folder: string): readonly string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...ancestors(parent)]
}
