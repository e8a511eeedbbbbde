import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { importXml } from '../../src/compiler/documents/import-xml.ts'
import { validateXml } from '../../src/compiler/documents/validate-xml.ts'
import { fill } from '../../src/compiler/domains/fill.ts'
import { fixDocuments } from '../../src/compiler/fixes/fix-documents.ts'
import { nodeOf } from '../../src/dsl/normalise.ts'
import { interpret } from '../../src/importer/interpret.ts'
import { plain } from '../../src/importer/sparse.ts'
import * as language from '../../src/index.ts'
import { domain } from '../../src/schema/domain.ts'
import { difference } from '../../src/tree/equal.ts'
import { emit } from '../../src/xml/emit.ts'
import { read } from '../../src/xml/read.ts'
import type { HostileDocument } from './hostile.ts'

const TARGETS = ['libvirt=9.0.0', 'libvirt=4.0.0,qemu=2.12', 'qemu=7.2']
const SLOWEST_MS = 2000

/** Nothing that vmc does with a document throws or takes long, and what it imports builds the same document. */
export async function withstand({ xml, kinds }: HostileDocument, folder: string): Promise<Fate> {
  const started = performance.now()
  try {
    const found = validateXml(xml)
    for (const target of TARGETS) validateXml(xml, { target })
    if (found.some(({ fix }) => fix)) {
      writeFileSync(join(folder, 'fv0.xml'), xml)
      await fixDocuments(['fv0.xml'], { cwd: folder })
    }
    importXml(xml, { clean: true })
    const { typescript, diagnostics } = importXml(xml)
    const isWrong = diagnostics.some(({ severity }) => severity === 'error')
    assert.is(typescript === '', isWrong, 'there is a program or an error')
    for (const { line, severity, message } of diagnostics)
      assert.ok(severity !== 'error' || line, `an error has a line: ${message}`)
    if (!isWrong) buildsBack(xml, typescript)
    const took = performance.now() - started
    assert.ok(took < SLOWEST_MS, `it took ${took} ms`)
    return isWrong ? 'refused' : 'imported'
  } catch (error) {
    const { message, stack } = error as Error
    throw new Error(`${kinds.join('; ')}\n${xml}\n${message}\n${stack}`)
  }
}

/** What became of a document. */
export type Fate = 'imported' | 'refused'

// Comments and the places of unknown elements are nothing that a program can say.
function buildsBack(xml: string, typescript: string): void {
  const [made] = interpret(typescript, language).values()
  const built = emit(fill([nodeOf(made)!])[0]!)
  const [before, after] = [xml, built].map(text => plain(read(text, domain).node!))
  assert.is(difference(before!, after!), undefined)
}
