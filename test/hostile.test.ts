// Names that every object inherits, wherever a word can stand in a document: `constructor`, `toString`, `__proto__` ….
// HOSTILE makes it try more documents, SEED others.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { hostileDocuments } from './support/hostile.ts'
import { withstand } from './support/withstand.ts'

const test = suite('hostile documents')
const COUNT = Number(process.env.HOSTILE ?? 300)
const SEED = Number(process.env.SEED ?? 2008)

test(`${COUNT} hostile documents of seed ${SEED} are read, checked, mended and imported`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vmc-'))
  const failures: string[] = []
  let imported = 0
  for (const document of hostileDocuments(COUNT, SEED)) {
    try {
      if ((await withstand(document, folder)) === 'imported') imported++
    } catch (error) {
      failures.push((error as Error).message)
    }
  }
  rmSync(folder, { recursive: true, force: true })
  assert.is(failures.length, 0, failures.slice(0, 3).join('\n\n'))
  assert.ok(imported > COUNT / 20, `only ${imported} could be imported`)
})

test.run()
