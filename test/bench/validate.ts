import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { validateXml } from '../../dist/compiler/index.js'
import { NoSchemas, secondOpinion } from '../../src/compiler/rng.ts'
import { corpus, libvirtDir } from '../conformance/corpus.ts'
import { median, table } from './measure.ts'

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
const examples = new URL('../../examples/format-2008/expected/', import.meta.url)

/** Documents a second, beside libvirt's schema in libxml2, as a library and as a command. */
export async function run(): Promise<void> {
  const documents = libvirtDir
    ? corpus().map(document => document.xml)
    : readdirSync(examples).flatMap(name =>
        Array<string>(100).fill(readFileSync(new URL(name, examples), 'utf8')),
      )
  const folder = mkdtempSync(join(tmpdir(), 'vmc-'))
  const files = documents.map((xml, index) => {
    const file = join(folder, `${index}.xml`)
    writeFileSync(file, xml)
    return file
  })
  const rows: [string, number | string][] = []
  const library = await median(() => {
    for (const xml of documents) validateXml(xml)
  })
  rows.push(['vmc, in process', library])
  rows.push([
    'vmc validate, the command',
    await median(() => spawnSync(process.execPath, [main, 'validate', '-q', folder])),
  ])
  const schemas = libvirtDir && join(libvirtDir, 'schemas/11.3.0')
  try {
    const { check, folder } = await secondOpinion(schemas)
    rows.push(['libxml2-wasm, in process', await median(() => documents.map(xml => check(xml)))])
    const xmllint = () =>
      spawnSync('xmllint', ['--noout', '--relaxng', join(folder, 'domain.rng'), ...files])
    rows.push(['xmllint, the command', xmllint().error ? 'not installed' : await median(xmllint)])
  } catch (error) {
    if (!(error instanceof NoSchemas)) throw error
    rows.push(['libxml2', error.message])
  }
  rmSync(folder, { recursive: true })
  table([
    ['', 'documents/s', '× vmc in process'],
    ...rows.map(([name, took]) =>
      typeof took === 'string'
        ? [name, took, '']
        : [name, String(Math.round((documents.length / took) * 1000)), (library / took).toFixed(2)],
    ),
  ])
}
