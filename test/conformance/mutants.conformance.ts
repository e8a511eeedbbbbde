// Valid documents with one random mistake each. vmc and libvirt's schema must agree on which are still valid, and vmc must
// report a misspelt name or value at its line.
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadRng } from '../../src/build/documents/rng.ts'
import { LIBVIRT_RELEASE } from '../../src/schema/domain/libvirt-release.ts'
import {
  libvirtDir,
  RELEASES,
  type Release,
  shapeErrors,
  skipped,
  validDocuments,
} from './corpus.ts'
import { gather, type Mutant, mutate, parse, seeded, type Values } from './mutate.ts'

const test = suite('mutants')
// The number of mutants for the newest schema and for each older one. MUTANTS sets both.
const COUNTS = { newest: 20_000, older: 2000 }
const SEED = Number(process.env.SEED ?? 2008)

if (libvirtDir === undefined) test.skip(skipped)
else {
  for (const release of RELEASES) {
    const { check } = await loadRng(join(libvirtDir, 'schemas', release))
    const bases = validDocuments(release)

    const age = release === LIBVIRT_RELEASE ? 'newest' : 'older'
    const total = Number(process.env.MUTANTS ?? COUNTS[age])

    test(`vmc agrees with the schema of libvirt ${release} on ${total} mutants from seed ${SEED}`, () => {
      const values: Values = new Map()
      for (const { xml } of bases) gather(parse(xml), values)
      const random = seeded(SEED)
      const causes = new Map<string, number>()
      let [made, agreed, misspelt, placed, named] = [0, 0, 0, 0, 0]
      while (made < total) {
        const mutant = mutate(bases[Math.floor(random() * bases.length)]!.xml, values, random)
        if (!mutant || isOrderOf9(release, mutant)) continue
        made++
        const valid = check(mutant.xml).length === 0
        const errors = shapeErrors(mutant.xml, release)
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
      assert.ok(agreed / made >= 0.995, 'vmc and the schema disagree too often')
      assert.ok(placed / misspelt >= 0.95, 'too few misspellings are reported at their line')
      assert.ok(named / misspelt >= 0.95, 'too few helps name the correct spelling')
    })
  }
}

// The schema of 9.0.0 requires some children of <domain> to be adjacent; libvirt itself reads them in any order.
const isOrderOf9 = (release: Release, { kind, path, what }: Mutant): boolean =>
  release === '9.0.0' &&
  kind === 'move' &&
  what.endsWith(' to <domain>') &&
  /^domain\/[^/]+$/.test(path)

function count(causes: Map<string, number>, { kind, path, what }: Mutant, valid: boolean): void {
  const cause = `${valid ? 'rejected' : 'accepted'}: ${kind} ${path} ${what.replace(/→.*/, '→')}`
  causes.set(cause, (causes.get(cause) ?? 0) + 1)
}

test.run()
