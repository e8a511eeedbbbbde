import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'

/** Compares a text with the file it is promised in; with UPDATE=1 in the environment, the file is written instead. */
export function golden(file: URL | string, text: string): void {
  if (process.env.UPDATE === '1') {
    mkdirSync(dirname(typeof file === 'string' ? file : fileURLToPath(file)), { recursive: true })
    writeFileSync(file, text)
  }
  assert.fixture(text, readFileSync(file, 'utf8'))
}
