import { renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { refuseSpecialFile } from '../../diagnostics/regular-file.ts'
import { writeTemporary } from './file-mode.ts'
import { makeFolder, removeEmpty } from './folder.ts'

/** A text file to write. */
export interface TextFile {
  /** The path of the file. */
  readonly file: string
  readonly text: string
}

/**
 * Writes text files, and creates their folders. Each text is first written to a temporary file in the same folder. After all
 * texts are written, the temporary files are renamed.
 *
 * @throws The file system error. The temporary files are removed. Files that were already renamed are kept.
 */
export function writeFiles(files: readonly TextFile[]): void {
  const staged: { readonly from: string; readonly file: string }[] = []
  const created: string[] = []
  try {
    for (const { file, text } of files) {
      created.push(...makeFolder(dirname(file)))
      if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
        throw Object.assign(new Error(`${file} is a folder`), { code: 'EISDIR' })
      refuseSpecialFile(file)
      const from = `${file}.${process.pid}`
      staged.push({ from, file })
      rmSync(from, { force: true })
      writeTemporary(from, text, { target: file })
    }
    for (const { from, file } of staged) renameSync(from, file)
  } catch (error) {
    for (const { from } of staged) rmSync(from, { force: true })
    created.toReversed().forEach(removeEmpty)
    throw error
  }
}
