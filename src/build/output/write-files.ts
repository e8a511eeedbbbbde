import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { refuseSpecialFile } from '../../diagnostics/regular-file.ts'
import { makeFolder, removeEmpty } from './folder.ts'

/** A file to be, by its path. */
export interface TextFile {
  readonly file: string
  readonly text: string
}

/**
 * Writes files, and the folders they need: every text is on disk, beside its place, before the first is renamed into it.
 *
 * @throws where the system refuses; nothing is left behind then but what was renamed before.
 */
export function writeFiles(files: readonly TextFile[]): void {
  const staged: { readonly from: string; readonly file: string }[] = []
  const made: string[] = []
  try {
    for (const { file, text } of files) {
      made.push(...makeFolder(dirname(file)))
      if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
        throw Object.assign(new Error(`${file} is a folder`), { code: 'EISDIR' })
      refuseSpecialFile(file)
      const from = `${file}.${process.pid}`
      staged.push({ from, file })
      rmSync(from, { force: true })
      writeFileSync(from, text, { flag: 'wx' })
    }
    for (const { from, file } of staged) renameSync(from, file)
  } catch (error) {
    for (const { from } of staged) rmSync(from, { force: true })
    made.toReversed().forEach(removeEmpty)
    throw error
  }
}
