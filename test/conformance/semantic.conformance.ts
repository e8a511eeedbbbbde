// Documents that libvirt's schema accepts, each changed in one place, judged by the installed libvirt's own QEMU driver.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkSchema } from '../../src/check/check-schema.ts'
import { checkTarget } from '../../src/check/target.ts'
import { checkRules } from '../../src/check/validator.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { hostReason } from '../../src/libvirt/host-reasons.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { read } from '../../src/xml/read.ts'
import { libvirtDir, skipped } from './corpus.ts'
import {
  isAtChange,
  isHeldBack,
  makeMutants,
  missingTools,
  type SemanticMutant,
} from './semantic-mutants.ts'

const test = suite('semantic')
const COUNT = Number(process.env.SEMANTIC_MUTANTS ?? 4000)
const SEED = Number(process.env.SEED ?? 2008)
/** Mutants that were made before are read from this folder. */
const FOLDER = process.env.SEMANTIC_DIR
/** Prints the mutants of the documents that rules may be written by, with their errors. */
const isVerbose = process.env.VERBOSE !== undefined

/** The figures to keep, in percent: raise them when rules get better. */
const FLOOR = { caught: 98.5, falseAlarms: 0.1 }

const target = { libvirt: '9.0.0', qemu: '7.2' }
const policy = { ...standardPolicy, target }

interface Judged extends SemanticMutant {
  readonly errors: readonly Diagnostic[]
}

const reason = libvirtDir === undefined ? skipped : missingTools()
if (libvirtDir === undefined || reason !== undefined) {
  console.log(`skipped: ${reason}`)
  test.skip('semantic')
} else {
  const dir = libvirtDir
  test(`${COUNT} mutants of seed ${SEED} are refused where libvirt refuses them`, () => {
    const judged = withFolder(folder => makeMutants(dir, folder, COUNT, SEED).map(judge))
    const known = judged.filter(one => !isHeldBack(one.base))
    const figures = report('all documents', judged)
    report('documents that rules may be written by', known)
    report(
      'documents that are held back',
      judged.filter(one => isHeldBack(one.base)),
    )
    printKinds('missed', known.filter(isMissed), one => one.verdict)
    printKinds(
      'false alarms',
      known.filter(isFalseAlarm),
      ({ errors: [first] }) => `${first?.code} ${first?.message}`,
    )
    printKinds('left to the host', judged.filter(isHostDecided), one => hostReason(one.verdict)!)
    assert.ok(figures.caught >= FLOOR.caught, `caught ${figures.caught} %`)
    assert.ok(figures.falseAlarms <= FLOOR.falseAlarms, `false alarms ${figures.falseAlarms} %`)
  })
}

function withFolder<T>(use: (folder: string) => T): T {
  if (FOLDER !== undefined) return use(FOLDER)
  const folder = mkdtempSync(join(tmpdir(), 'vmc-semantic-'))
  try {
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function judge(mutant: SemanticMutant): Judged {
  const { node, diagnostics } = read(mutant.xml, domain, mutant.file)
  const found = [
    ...diagnostics,
    ...(node
      ? [...checkSchema(node), ...checkTarget(node, target), ...checkRules([node], policy)]
      : []),
  ]
  return { ...mutant, errors: found.filter(({ severity }) => severity === 'error') }
}

const isHostDecided = ({ verdict }: Judged) => verdict !== 'ok' && hostReason(verdict) !== undefined
const isRefused = (one: Judged) =>
  one.verdict !== 'ok' && one.verdict !== 'crash' && !isHostDecided(one)
const isMissed = (one: Judged) => isRefused(one) && one.errors.length === 0
const isFalseAlarm = (one: Judged) => one.verdict === 'ok' && one.errors.length > 0

function report(what: string, judged: readonly Judged[]) {
  const refused = judged.filter(isRefused)
  const caught = refused.filter(one => one.errors.length > 0)
  const located = caught.filter(({ change, errors }) =>
    errors.some(({ path, related = [] }) => isAtChange(change, path) || related.length > 0),
  )
  const accepted = judged.filter(one => one.verdict === 'ok')
  const alarms = accepted.filter(isFalseAlarm)
  const percent = (part: number, whole: number) => (100 * part) / Math.max(1, whole)
  const figures = {
    caught: percent(caught.length, refused.length),
    falseAlarms: percent(alarms.length, accepted.length),
  }
  console.log(
    `${what}: caught ${caught.length} of ${refused.length} refusals (${figures.caught.toFixed(1)} %), ${located.length} of them at the change or with what it clashes with; ${alarms.length} false alarms on ${accepted.length} accepted (${figures.falseAlarms.toFixed(2)} %)`,
  )
  return figures
}

function printKinds(title: string, mutants: readonly Judged[], kindOf: (one: Judged) => string) {
  const kinds = new Map<string, Judged[]>()
  for (const one of mutants) {
    const kind = kindOf(one)
      .replace(/'[^']*'|"[^"]*"/g, '*')
      .replace(/\b(hd|sd|vd|fd)[a-z]\b/g, '*')
      .replace(/[0-9a-f]*\d[0-9a-f]*/g, 'N')
    kinds.set(kind, [...(kinds.get(kind) ?? []), one])
  }
  console.log(`${title}: ${mutants.length}`)
  for (const [kind, ones] of [...kinds].sort((a, b) => b[1].length - a[1].length)) {
    console.log(`  ${ones.length} × ${kind}`)
    if (!isVerbose) continue
    for (const one of ones) console.log(`      ${one.file} ${one.base}: ${one.change}`)
  }
}

test.run()
