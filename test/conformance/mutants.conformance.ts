// Valid documents, each broken once: vmc and libvirt's own schema have to agree on what is still a domain, and a
// misspelt token has to be named at its line.
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { secondOpinion } from '../../src/build/documents/rng.ts'
import { checkSchema } from '../../src/check/check-schema.ts'
import { arrange, type Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { read } from '../../src/xml/read.ts'
import { corpus, libvirtDir, skipped } from './corpus.ts'
import { gather, type Mutant, mutate, parse, seeded, type Values } from './mutate.ts'

const test = suite('mutants')
const COUNT = Number(process.env.MUTANTS ?? 20_000)
const SEED = Number(process.env.SEED ?? 2008)

if (libvirtDir === undefined) test.skip(skipped)
else {
  const { check } = await secondOpinion(join(libvirtDir, 'schemas/11.3.0'))
  const bases = corpus().filter(document => document.valid113)

  test(`${COUNT} mutants of seed ${SEED} are judged as libvirt's schema judges them`, () => {
    const values: Values = new Map()
    for (const { xml } of bases) gather(parse(xml), values)
    const random = seeded(SEED)
    const causes = new Map<string, number>()
    let [made, agreed, misspelt, placed, named] = [0, 0, 0, 0, 0]
    while (made < COUNT) {
      const mutant = mutate(bases[Math.floor(random() * bases.length)]!.xml, values, random)
      if (!mutant) continue
      made++
      const valid = check(mutant.xml).length === 0
      const errors = errorsOf(mutant.xml)
      if ((errors.length === 0) === valid) agreed++
      else count(causes, mutant, valid)
      if (mutant.line === undefined || valid) continue
      misspelt++
      if (errors[0]?.line === mutant.line) placed++
      if (errors.some(one => one.line === mutant.line && one.help?.includes(mutant.was!))) named++
    }
    const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(2)} %`
    console.log(`${made} mutants, agreed on ${share(agreed, made)}`)
    console.log(
      `${misspelt} misspellings: line ${share(placed, misspelt)}, help ${share(named, misspelt)}`,
    )
    for (const [cause, n] of [...causes].sort((a, b) => b[1] - a[1]))
      console.log(`  ${n} × ${cause}`)
    assert.ok(agreed / made >= 0.995, 'agreement')
    assert.ok(placed / misspelt >= 0.95, 'the line of a misspelling')
    assert.ok(named / misspelt >= 0.95, 'the right spelling in the help')
  })
}

function errorsOf(xml: string): readonly Diagnostic[] {
  const { node, diagnostics } = read(xml, domain, 'mutant.xml')
  const found = arrange([...diagnostics, ...(node ? checkSchema(node) : [])])
  return found.filter(one => one.severity === 'error')
}

function count(causes: Map<string, number>, { kind, path, what }: Mutant, valid: boolean): void {
  const cause = `${valid ? 'rejected' : 'accepted'}: ${kind} ${path} ${what.replace(/→.*/, '→')}`
  causes.set(cause, (causes.get(cause) ?? 0) + 1)
}

test.run()
