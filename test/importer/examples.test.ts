// Imports realistic documents, and compares each program with a golden file.
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
import { golden } from '../support/golden.ts'

const test = suite('importer: examples')
const root = new URL('../../examples/imported/', import.meta.url)

for (const file of readdirSync(root).filter(name => name.endsWith('.xml'))) {
  const xml = readFileSync(new URL(file, root), 'utf8')
  const program = new URL(file.replace(/xml$/, 'ts'), root)

  test(`imports ${file} as its golden program, which builds the same domain`, async () => {
    const { typescript, diagnostics } = importXml(xml, { file })
    assert.equal(diagnostics, [])
    golden(program, typescript)
    const { domains, diagnostics: wrong } = await build(fileURLToPath(program))
    assert.equal(wrong, [])
    const [{ name, xml: text }] = domains as readonly [(typeof domains)[0]]
    golden(new URL(`expected/${name}.xml`, root), text)
    const [wanted, made] = [xml, text].map(one =>
      withLargestUnits(withoutComments(read(one, domain).node!)),
    )
    assert.is(difference(wanted!, made!), undefined)
  })
}

test.run()
