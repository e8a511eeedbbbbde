// Writes the reference below docs/reference: a page for each element of the format, each word of the language, each rule and
// each diagnostic code. The pages have the content that `vmc explain` prints.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { codePages } from './code-pages.mjs'
import { formatPages } from './format-pages.mjs'
import { wordPages } from './word-pages.mjs'

/** Writes all pages into a folder, which it replaces, and returns their number. */
export function writeReference(folder) {
  rmSync(folder, { recursive: true, force: true })
  const pages = [...formatPages(), ...wordPages(), ...codePages()]
  const written = new Set()
  for (const { path, text } of pages) {
    if (written.has(path)) throw new Error(`two pages are named ${path}`)
    written.add(path)
    const file = join(folder, `${path}.md`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return pages.length
}
