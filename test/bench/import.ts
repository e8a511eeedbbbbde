import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Command, cpuRatio, type Findings, medians, ratio, seconds } from './measure.ts'

const vmc = [process.execPath, fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))]
const examples = new URL('../../examples/imported/', import.meta.url)
const COUNT = 1000
const FEW = 250

/**
 * Measures the import of a thousand documents, made from those of examples/imported: into one program per document, and
 * into one program for all. Compared with an empty Node script, and with `vmc validate` on the same documents.
 */
export async function run(quick: boolean): Promise<Findings> {
  const count = quick ? FEW : COUNT
  const folder = mkdtempSync(join(tmpdir(), 'vmc-bench-'))
  const documents = join(folder, 'documents')
  mkdirSync(documents)
  const shapes = readdirSync(examples)
    .filter(name => name.endsWith('.xml'))
    .map(name => readFileSync(new URL(name, examples), 'utf8'))
  for (let nth = 0; nth < count; nth++)
    writeFileSync(join(documents, `${nth}.xml`), numbered(shapes[nth % shapes.length]!, nth))
  const command = (...args: readonly string[]): Command => ({
    argv: [...vmc, ...args],
    cwd: folder,
    measuresMemory: true,
    before: () => rmSync(join(folder, 'programs'), { recursive: true, force: true }),
  })
  const taken = medians(
    {
      nothing: { argv: [process.execPath, '-e', '0'], measuresMemory: true },
      validate: command('validate', '-q', 'documents'),
      each: command('import', '-q', 'documents', '-o', 'programs'),
      clean: command('import', '-q', 'documents', '--clean', '-o', 'programs'),
      fleet: command('import', '-q', 'documents', '--into', 'programs/infra.ts'),
    },
    quick ? 3 : 5,
  )
  rmSync(folder, { recursive: true })
  const rows = [
    ['node, an empty script', taken.nothing],
    ['vmc validate', taken.validate],
    ['vmc import -o', taken.each],
    ['vmc import --clean -o', taken.clean],
    ['vmc import --into', taken.fleet],
  ] as const
  return {
    tables: [
      [
        [`${count} documents`, 'time', 'memory', '× validate'],
        ...rows.map(([what, { ms, mib }]) => [
          what,
          seconds(ms),
          `${Math.round(mib)} MiB`,
          `${(ms / taken.validate.ms).toPrecision(2)} ×`,
        ]),
      ],
    ],
    targets: [
      {
        what: 'one program per document, compared with vmc validate',
        figure: ratio(taken.each, taken.validate),
        most: 3,
      },
      {
        what: 'one program per document: CPU time, compared with vmc validate',
        figure: cpuRatio(taken.each, taken.validate),
        most: 3,
      },
      {
        what: 'peak memory, one program per document',
        figure: taken.each.mib,
        most: 256,
        unit: 'MiB',
      },
      { what: 'peak memory, one program for all', figure: taken.fleet.mib, most: 320, unit: 'MiB' },
    ],
  }
}

// A copy of a document with its own name, UUID and MAC addresses.
function numbered(xml: string, nth: number): string {
  const tail = nth.toString(16).padStart(4, '0')
  return xml
    .replace(/<name>(.*)<\/name>/, `<name>$1-${nth}</name>`)
    .replace(/....(<\/uuid>)|(<entry name='uuid'>.*)....</g, (_, end, entry = '') =>
      end ? `${tail}${end}` : `${entry}${tail}<`,
    )
    .replace(/..:..("\/>\s*<source)/g, `${tail.slice(0, 2)}:${tail.slice(2)}$1`)
}
