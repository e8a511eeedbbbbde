import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { statOf } from '../../diagnostics/regular-file.ts'

/*
 * The names of temporary files and folders: `.vmc-PID.THREAD.WRITER-SUFFIX`. The process in the name shows whether the file is
 * still needed, so the next command removes what a killed command has left.
 */

// Several writers of a process can write files at the same time. A number in the names of temporary files tells the writers
// of a thread apart.
let nextWriter = 0

/** A unique prefix for the names of temporary files, which no other writer uses. */
export const temporaryPrefix = (): string => `.vmc-${process.pid}.${threadId}.${nextWriter++}-`

/**
 * Removes the temporary files of ended processes from a folder. Only temporary files with a number at the end of their names
 * are removed.
 */
export const removeNumbered = (folder: string): void =>
  removeTemporary(folder, suffix => /^\d+$/.test(suffix))

/** Removes the temporary files and folders of ended processes from a folder. */
export function removeTemporary(folder: string, hasSuffix: (suffix: string) => boolean): void {
  for (const name of readdirSync(folder)) {
    const [, pid, suffix = ''] = /^\.vmc-(\d+)(?:\.\d+)*-(.*)$/.exec(name) ?? []
    if (pid === undefined || !hasSuffix(suffix)) continue
    const path = join(folder, name)
    if (!isInUse(path, Number(pid))) rmSync(path, { recursive: true, force: true })
  }
}

// An earlier process with the same PID can have left a temporary file behind. Such a file is older than the current process,
// so it is not in use.
function isInUse(path: string, pid: number): boolean {
  if (pid === process.pid) {
    const { mtimeMs = 0 } = statOf(path) ?? {}
    return mtimeMs > Date.now() - process.uptime() * 1000
  }
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
