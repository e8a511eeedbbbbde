import { renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { refuseSpecialFile } from '../../diagnostics/regular-file.ts'
import { writeTemporary } from './file-mode.ts'
import { makeFolder, removeEmpty } from './folder.ts'
import { removeNumbered, temporaryPrefix } from './temporary-names.ts'

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
  const prefix = temporaryPrefix()
  const created: string[] = []
  try {
    for (const folder of new Set(files.map(({ file }) => dirname(file)))) {
      created.push(...makeFolder(folder))
      removeLeftovers(folder)
    }
    for (const [index, { file, text }] of files.entries()) {
      if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
        throw Object.assign(new Error(`${file} is a folder`), { code: 'EISDIR' })
      refuseSpecialFile(file)
      const from = join(dirname(file), `${prefix}${index}`)
      staged.push({ from, file })
      writeTemporary(from, text, { target: file })
    }
    for (const { from, file } of staged) renameSync(from, file)
  } catch (error) {
    for (const { from } of staged) rmSync(from, { force: true })
    created.toReversed().forEach(removeEmpty)
    throw error
  }
}

function removeLeftovers(folder: string): void {
  try {
    removeNumbered(folder)
  } catch {
    // The error is ignored, because vmc may be able to write files to a folder that it cannot list.
  }
}
