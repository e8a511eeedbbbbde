// Documents that libvirt's schema accepts, each changed in one place, judged by the installed libvirt's own QEMU driver.
import { rmSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkSchema } from '../../src/check/check-schema.ts'
import { checkTarget } from '../../src/check/target.ts'
import { checkRules } from '../../src/check/validator.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { hostReason, isOfThisQuestion } from '../../src/libvirt/host-reasons.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import { read } from '../../src/xml/read.ts'
import { libvirtDir, skipped } from './corpus.ts'
import {
  ARCHES,
  type Arch,
  isAtChange,
  isHeldBack,
  makeMutants,
  makeVariants,
  missingTools,
  type SemanticMutant,
  temporaryFolder,
} from './semantic-mutants.ts'

const test = suite('semantic')
const COUNTS: Readonly<Record<Arch, number>> = { x86_64: 4000, aarch64: 1000, ppc64: 1000 }
const SEED = Number(process.env.SEED ?? 2008)
/** Mutants of x86_64 that were made before, perhaps by another libvirt, are read from this folder. */
const FOLDER = process.env.SEMANTIC_DIR
/** Prints the mutants of the documents that rules may be written by, with their errors. */
const isVerbose = process.env.VERBOSE !== undefined

interface Floor {
  readonly caught: number
  readonly falseAlarms: number
}

/** The figures to keep, in percent: raise them when rules get better. */
const FLOORS: Readonly<Record<Arch | 'variants', Floor>> = {
  x86_64: { caught: 98.5, falseAlarms: 0.1 },
  aarch64: { caught: 96, falseAlarms: 0.2 },
  ppc64: { caught: 96, falseAlarms: 0.2 },
  variants: { caught: 93, falseAlarms: 0.2 },
}

const [libvirt = '9.0.0', qemu = '7.2'] = process.env.SEMANTIC_TARGET?.split(' ') ?? []
const target = { libvirt, qemu }
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
  for (const { arch } of FOLDER === undefined ? ARCHES : ARCHES.slice(0, 1)) {
    const count = Number(process.env.SEMANTIC_MUTANTS ?? COUNTS[arch])
    test(`${count} mutants of ${arch} from seed ${SEED} are refused where libvirt refuses them`, async () => {
      await withFolder(async folder => {
        const sample = { arch, count, seed: SEED }
        const mutants = makeMutants(dir, folder, sample)
        const failures = compare(`${arch}, one change`, mutants, FLOORS[arch])
        if (FOLDER === undefined) {
          const variants = await makeVariants(dir, folder, mutants, { ...sample, count: count / 4 })
          failures.push(...compare(`${arch}, numbers and two changes`, variants, FLOORS.variants))
        }
        assert.equal(failures, [])
      })
    })
  }
}

/** Compares vmc with libvirt, prints the figures, and returns those that miss their floor. */
function compare(what: string, mutants: readonly SemanticMutant[], floor: Floor): string[] {
  console.log(`\n${what}`)
  const judged = mutants.map(judge)
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
  printKinds(
    'refused by QEMU only',
    judged.filter(one => one.verdict === 'ok' && one.errors.some(isOfQemu)),
    one => one.errors[0]!.message,
  )
  printKinds('left to the host', judged.filter(isHostDecided), one => reasonOf(one)!)
  return [
    ...(figures.caught < floor.caught ? [`${what}: caught ${figures.caught} %`] : []),
    ...(figures.falseAlarms > floor.falseAlarms
      ? [`${what}: false alarms ${figures.falseAlarms} %`]
      : []),
  ]
}

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  if (FOLDER !== undefined) return use(FOLDER)
  const folder = temporaryFolder()
  try {
    await use(folder)
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

/** Why only the host decides about a mutant; `undefined` if the document alone does. */
function reasonOf({ verdict, xml }: Judged): string | undefined {
  const architecture = /<type\b[^>]*>/.exec(xml)?.[0] ?? ''
  // libvirt takes the architecture of the host, which is x86_64 where these tests run.
  if (!/\barch=/.test(architecture) && /\bmachine="(virt|pseries)/.test(architecture))
    return 'the architecture of the host'
  if (isOfThisQuestion(verdict, true)) return 'how libvirt is asked'
  return hostReason(verdict)
}

const isHostDecided = (one: Judged) => one.verdict !== 'ok' && reasonOf(one) !== undefined
const isRefused = (one: Judged) =>
  one.verdict !== 'ok' && one.verdict !== 'crash' && !isHostDecided(one)
const isMissed = (one: Judged) => isRefused(one) && one.errors.length === 0
const isFalseAlarm = (one: Judged) =>
  one.verdict === 'ok' && one.errors.length > 0 && !one.errors.some(isOfQemu)

/** libvirt lists PCI controllers by index, and QEMU, which is not started here, refuses a bus that is listed later. */
const isOfQemu = ({ message }: Diagnostic): boolean =>
  message.endsWith('its index must be higher than its bus')

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
