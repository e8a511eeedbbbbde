import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const BATCH = 500

/** Which of these documents are valid under a schema, by libxml2's own word. */
export function validity(documents: readonly string[], schema: string): readonly boolean[] {
  const folder = mkdtempSync(join(tmpdir(), 'vmc-'))
  const valid: boolean[] = documents.map(() => false)
  for (let from = 0; from < documents.length; from += BATCH) {
    const files = documents.slice(from, from + BATCH).map((xml, index) => {
      const file = join(folder, `${from + index}.xml`)
      writeFileSync(file, xml)
      return file
    })
    const { stderr, error } = spawnSync('xmllint', ['--noout', '--relaxng', schema, ...files], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    })
    if (error) throw error
    for (const [, index] of stderr.matchAll(/(\d+)\.xml validates$/gm)) valid[Number(index)] = true
  }
  rmSync(folder, { recursive: true })
  return valid
}
