// Imports realistic documents with --clean, and compares each program with a golden file.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../../dist/compiler.js'
import { importXml } from '../../src/build/documents/import-xml.ts'
import { withoutComments } from '../../src/importer/omit-defaults.ts'
import { withLargestUnits } from '../../src/importer/sizes.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { difference } from '../../src/tree/equal.ts'
import { read } from '../../src/xml/read.ts'
import { built } from '../support/built.ts'
import { golden } from '../support/golden.ts'

const test = suite('importer: examples')
const root = new URL('../../examples/imported/', import.meta.url)

for (const file of readdirSync(root).filter(name => name.endsWith('.xml'))) {
  const xml = readFileSync(new URL(file, root), 'utf8')
  const program = new URL(file.replace(/xml$/, 'ts'), root)

  test(`imports ${file} as a program that builds the same domain`, () => {
    const { typescript } = importXml(xml, { file })
    assert.is(differenceTo(xml, built(typescript)), undefined)
  })

  test(`imports ${file} with --clean as its golden program, which needs no edit`, async () => {
    const { typescript, diagnostics } = importXml(xml, { file, clean: true })
    assert.equal(
      diagnostics.filter(({ code }) => code !== 'VMC1015'),
      [],
    )
    golden(program, typescript)
    const { domains, diagnostics: wrong } = await build(fileURLToPath(program))
    assert.equal(wrong, [])
    const [{ name, xml: text }] = domains as readonly [(typeof domains)[0]]
    golden(new URL(`expected/${name}.xml`, root), text)
    const again = importXml(text, { file, clean: true })
    assert.is(again.typescript, typescript.replace(/^ *\/\/.*\n/gm, ''))
  })
}

/** Where a built document differs from its original, apart from comments and the units of sizes. */
function differenceTo(original: string, made: string): string | undefined {
  const [one, other] = [original, made].map(text =>
    withLargestUnits(withoutComments(read(text, domain).node!)),
  )
  return difference(one!, other!)
}

test.run()
