import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The path of the nearest file or folder with this name, searched in a folder and then in its parents. */
export function findUp(name: string, folder: string): string | undefined {
  const path = join(folder, name)
  if (existsSync(path)) return path
  const parent = dirname(folder)
  return parent === folder ? undefined : findUp(name, parent)
}

/**
 * The folders in which the configuration of a program is searched: from the folder of the program to the root of its
 * project, which is the nearest folder with a package.json or a .git. Outside a project, the search ends at the working
 * folder, or at the program's folder if that is elsewhere. A configuration is a program, so one in any other parent must not
 * run: others may write there.
 */
export function projectFolders(folder: string, cwd: string): readonly string[] {
  const folders = ancestors(folder)
  const root = folders.findIndex(one => ROOT_MARKS.some(mark => existsSync(join(one, mark))))
  return folders.slice(0, 1 + (root >= 0 ? root : Math.max(0, folders.indexOf(cwd))))
}

const ROOT_MARKS = ['package.json', '.git']

/** The paths of a folder and of all its parents, innermost first. */
export function ancestors(folder: string): readonly string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...ancestors(parent)]
}
