import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

// The tests are compiled into another folder, so the script is looked for from the working directory.
const SCRIPT = join('test', 'conformance', 'define.py')

/** What libvirt made of a document: the definition that it writes back, or why it refuses it. */
export interface Defined {
  readonly xml?: string
  readonly error?: string
}

/**
 * Defines documents in the installed libvirt's QEMU driver. `root` is a folder for the driver, as prepareDriver() makes it.
 * Unless `starts` is false, a document that libvirt would not start has an error.
 */
export function define(
  files: readonly string[],
  root: string,
  { starts = true }: { readonly starts?: boolean } = {},
): readonly Defined[] {
  const made: Defined[] = []
  // A document that crashes libvirt ends the process. The next process continues behind it.
  while (made.length < files.length) {
    const { stdout, error } = spawnSync(
      '/usr/bin/python3',
      [SCRIPT, root, ...(starts ? [] : ['define'])],
      {
        input: files.slice(made.length).join('\n'),
        encoding: 'utf8',
        maxBuffer: 2 ** 30,
      },
    )
    if (error) throw error
    const lines = stdout.split('\n').slice(0, -1)
    for (const line of lines) made.push(JSON.parse(line) as Defined)
    if (made.length < files.length) made.push({ error: 'libvirt crashes' })
  }
  return made
}
