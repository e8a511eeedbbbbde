// Imports valid documents with one random change that a newer libvirt could accept. The program of each must build the
// same document, as libvirt's own reading compares them.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { importXml } from '../../src/build/documents/import-xml.ts'
import { fill } from '../../src/build/domains/fill.ts'
import { checkSchema } from '../../src/check/check-schema.ts'
import { nodeOf } from '../../src/dsl/normalise.ts'
import { interpret } from '../../src/importer/interpret.ts'
import * as language from '../../src/index.ts'
import { LIBVIRT_RELEASE } from '../../src/schema/domain/libvirt-release.ts'
import { checkRaw } from '../../src/xml/check-raw.ts'
import { emit } from '../../src/xml/emit.ts'
import { libvirtDir, skipped, validDocuments } from './corpus.ts'
import { parse, seeded, type Tag } from './mutate.ts'
import { newerDocument } from './newer-changes.ts'

const test = suite('import of newer documents')
const COUNT = Number(process.env.MUTANTS ?? 3000)
const SEED = Number(process.env.SEED ?? 2008)

const COMPARE = `
import os, sys
sys.path.insert(0, sys.argv[1])
import canon
folder = sys.argv[2]
# A size in a larger unit is the same size.
UNITS = {'KiB': 1, 'MiB': 2 ** 10, 'GiB': 2 ** 20, 'TiB': 2 ** 30}
SIZES = 'memory currentMemory maxMemory hard_limit soft_limit swap_hard_limit min_guarantee size block requested pcihole64'.split()
def sized(root):
    for e in root.iter():
        unit = e.get('unit', 'KiB' if e.tag in SIZES else None)
        if unit in UNITS and e.text and e.text.strip().isdigit():
            e.text = str(int(e.text) * UNITS[unit])
            e.set('unit', 'KiB')
    return root
for name in sorted(os.listdir(os.path.join(folder, 'in'))):
    found = canon.diff(sized(canon.load(os.path.join(folder, 'in', name))), sized(canon.load(os.path.join(folder, 'out', name))))
    if found: print(name, found)
`

// An import throws if its program would build another document.
function imported(xml: string): Pick<ReturnType<typeof importXml>, 'typescript' | 'diagnostics'> {
  try {
    return importXml(xml)
  } catch (error) {
    const { message } = error as Error
    return {
      typescript: '',
      diagnostics: [{ code: 'VMC4003', severity: 'error', message, path: '' }],
    }
  }
}

if (libvirtDir === undefined) test.skip(skipped)
else
  test(`${COUNT} changed documents from seed ${SEED} become programs that build them`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'vmc-'))
    for (const part of ['in', 'out']) mkdirSync(join(folder, part))
    const bases = validDocuments(LIBVIRT_RELEASE)
    const tags: readonly Tag[] = bases.map(({ xml }) => parse(xml))
    const random = seeded(SEED)
    const kinds = new Map<string, string>()
    const problems: string[] = []
    while (kinds.size < COUNT) {
      const nth = Math.floor(random() * bases.length)
      const { xml, kind } = newerDocument(tags[nth]!, tags, random)
      const name = `${String(kinds.size).padStart(5, '0')}.xml`
      const what = `${name}: ${kind} in ${bases[nth]!.path}`
      kinds.set(name, what)
      const { typescript, diagnostics } = imported(xml)
      const errors = diagnostics.filter(({ severity }) => severity === 'error')
      if (errors.length > 0 || typescript === '') {
        problems.push(`${what}: ${errors.map(({ code, message }) => `${code} ${message}`).join()}`)
        continue
      }
      const [built] = [...interpret(typescript, language).values()]
      const [tree] = fill([nodeOf(built)!])
      const refused = [...checkSchema(tree!), ...checkRaw(tree!)]
      for (const { code, message } of refused) problems.push(`${what}: built ${code} ${message}`)
      writeFileSync(join(folder, 'in', name), xml)
      writeFileSync(join(folder, 'out', name), emit(tree!))
    }
    const { status, stdout, stderr } = spawnSync(
      '/usr/bin/python3',
      ['-B', '-c', COMPARE, join(libvirtDir!, 'tools'), folder],
      { encoding: 'utf8', maxBuffer: 2 ** 28 },
    )
    rmSync(folder, { recursive: true })
    assert.is(status, 0, stderr)
    for (const line of stdout.split('\n').filter(line => line !== ''))
      problems.push(`${kinds.get(line.split(' ')[0]!)}: ${line}`)
    assert.is(problems.length, 0, problems.slice(0, 40).join('\n'))
  })

test.run()
