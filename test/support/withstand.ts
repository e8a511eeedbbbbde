import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { importXml } from '../../src/build/documents/import-xml.ts'
import { validateXml } from '../../src/build/documents/validate-xml.ts'
import { fill } from '../../src/build/domains/fill.ts'
import { nodeOf } from '../../src/dsl/normalise.ts'
import { fixDocuments } from '../../src/fix/fix-documents.ts'
import { interpret } from '../../src/importer/interpret.ts'
import { withoutComments } from '../../src/importer/omit-defaults.ts'
import { withLargestUnits } from '../../src/importer/sizes.ts'
import * as language from '../../src/index.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { difference } from '../../src/tree/equal.ts'
import { emit } from '../../src/xml/emit.ts'
import { read } from '../../src/xml/read.ts'
import { type HostileDocument, hostileDocuments } from './hostile.ts'

const TARGETS = ['libvirt=9.0.0', 'libvirt=4.0.0,qemu=2.12', 'qemu=7.2']
// The time of the processor, because the machine may be busy. Most documents take 5 ms.
const MAX_CPU_MS = 2000

/**
 * Reads, checks, fixes and imports `count` hostile documents made from a seed. Asserts that nothing throws or takes long, and
 * that each imported program builds its document.
 */
export async function withstandAll(count: number, seed: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vmc-'))
  const failures: string[] = []
  let imported = 0
  for (const document of hostileDocuments(count, seed)) {
    try {
      if ((await withstand(document, folder)) === 'imported') imported++
    } catch (error) {
      failures.push((error as Error).message)
    }
  }
  rmSync(folder, { recursive: true, force: true })
  const shown = process.env.VERBOSE === undefined ? failures.slice(0, 3) : failures
  assert.is(failures.length, 0, [`${failures.length} of ${count} fail`, ...shown].join('\n\n'))
  assert.ok(imported > count / 20, `only ${imported} of ${count} could be imported`)
}

async function withstand({ xml, kinds }: HostileDocument, folder: string): Promise<Outcome> {
  const started = process.cpuUsage()
  try {
    const found = validateXml(xml)
    for (const target of TARGETS) validateXml(xml, { target })
    if (found.some(({ fix }) => fix)) {
      const file = join(folder, 'fv0.xml')
      writeFileSync(file, xml)
      await fixDocuments([file])
      validateXml(readFileSync(file, 'utf8'))
    }
    importXml(xml, { clean: true })
    const { typescript, diagnostics } = importXml(xml)
    const isWrong = diagnostics.some(({ severity }) => severity === 'error')
    assert.is(typescript === '', isWrong, 'the import returns either a program or an error')
    for (const { line, severity, message } of diagnostics)
      assert.ok(severity !== 'error' || line, `an error has no line: ${message}`)
    if (!isWrong) assertBuildsDocument(xml, typescript)
    const { user, system } = process.cpuUsage(started)
    const took = (user + system) / 1000
    assert.ok(took < MAX_CPU_MS, `it took ${took} ms`)
    return isWrong ? 'refused' : 'imported'
  } catch (error) {
    const { message, stack } = error as Error
    throw new Error(`${kinds.join('; ')}\n${xml}\n${message}\n${stack}`)
  }
}

type Outcome = 'imported' | 'refused'

// A program cannot express comments and the positions of unknown elements, so they are not compared.
function assertBuildsDocument(xml: string, typescript: string): void {
  const [made] = interpret(typescript, language).values()
  const built = emit(fill([nodeOf(made)!])[0]!)
  const [before, after] = [xml, built].map(text =>
    withLargestUnits(withoutComments(read(text, domain).node!)),
  )
  assert.is(difference(before!, after!), undefined)
}
