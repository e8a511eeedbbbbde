import { mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Obstacle } from './busy.ts'

/** The folder with the backups of a project. */
export function backupFolder(
  project: string,
  { XDG_STATE_HOME }: Readonly<Record<string, string | undefined>>,
): string {
  return join(XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'vmc', project)
}

/**
 * Writes a definition, which may contain passwords, to a file that only this user can read. Returns the path of the file. If
 * the file cannot be written, returns the reason, and the domain must not be changed.
 */
export function backUp(folder: string, uuid: string, xml: string): string | Obstacle {
  try {
    return writeBackup(folder, uuid, xml)
  } catch (error) {
    return {
      reason: `its backup cannot be written: ${(error as Error).message}`,
      help: `before each change, vmc writes the current definition to the folder ${folder}; make the folder writable`,
    }
  }
}

function writeBackup(folder: string, uuid: string, xml: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const time = new Date().toISOString().replace(/[-:]/g, '').replace('.', '-')
  for (let attempt = 0; ; attempt++) {
    const file = join(folder, `${uuid}-${time}${attempt === 0 ? '' : `-${attempt}`}.xml`)
    try {
      writeFileSync(file, xml, { mode: 0o600, flag: 'wx' })
      return file
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
