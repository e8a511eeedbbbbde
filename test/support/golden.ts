import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'

/** Asserts that a text equals its golden file. With UPDATE=1 in the environment, writes the file instead. */
export function golden(file: URL | string, text: string): void {
  if (process.env.UPDATE === '1') {
    mkdirSync(dirname(typeof file === 'string' ? file : fileURLToPath(file)), { recursive: true })
    writeFileSync(file, text)
  }
  assert.fixture(text, readFileSync(file, 'utf8'))
}
