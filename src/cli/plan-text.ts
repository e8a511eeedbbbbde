import { relative } from 'node:path'
import type { Paint } from '../diagnostics/paint.ts'
import { printableHostText } from '../diagnostics/printable.ts'
import type { Obstacle } from '../hosts/apply/busy.ts'
import { presentObstacles, sharedObstacles } from '../hosts/apply/decision.ts'
import { type Impact, impactOf } from '../hosts/plan/impact.ts'
import {
  type ComparedDomain,
  isRenamed,
  isSettled,
  type Orphan,
  type Plan,
  type PlannedDomain,
} from '../hosts/plan/plan.ts'
import type { ReadHost } from '../hosts/read-hosts.ts'
import { lookup } from '../schema/core/lookup.ts'
import type { Change, Part } from '../tree/merge/merge.ts'
import { isNode, type Node, scalarAt } from '../tree/node.ts'
import { locationsOf, type Origin } from '../tree/origin.ts'
import type { Context, Output } from './context.ts'
import { plural } from './report.ts'
import { table } from './table.ts'
import { type ColorChoice, paintFor } from './terminal.ts'

/** How the text of a plan looks. */
export interface PlanStyle {
  readonly paint: Paint
  /** Whether long values are shortened, so that a row fits into a terminal. */
  readonly isShort: boolean
}

/** The style for a stream. Values are shortened only in a terminal, because other readers need all of them. */
export const planStyleFor = (
  stream: Output,
  choice: ColorChoice,
  env: Context['env'],
): PlanStyle => ({ paint: paintFor(stream, choice, env), isShort: stream.isTTY === true })

/**
 * The text of a plan. For each host, it lists the differences, their locations in the program, and the effect of each change
 * on the guest.
 */
export function planText(
  plan: Plan,
  hosts: readonly ReadHost[],
  cwd: string,
  style: PlanStyle,
): string {
  const { paint } = style
  const texts = hosts.flatMap(host => {
    const domains = plan.domains.filter(one => one.host.name === host.name && !isSettled(one))
    const orphans = plan.orphans.filter(one => one.host.name === host.name)
    if (domains.length + orphans.length === 0) return []
    const title = [host.name, ...(host.name === host.uri ? [] : [host.uri])].join('  ')
    return [
      `${paint.bold(title)}\n`,
      ...domains.map(one => domainText(one, cwd, style)),
      ...orphans.map(orphanText),
      '\n',
    ]
  })
  return `${texts.join('')}${summary(plan)}\n`
}

function orphanText({ name, uuid, state, set = {} }: Orphan): string {
  const parameters = Object.entries(set).map(([key, value]) => ` --set ${key}=${value}`)
  // A domain that was applied with other parameters may belong to another stage, so vmc does not suggest to remove it.
  const note =
    parameters.length === 0
      ? `; vmc apply --remove ${/^\w[\w.-]*$/.test(name) ? name : uuid} undefines it`
      : ` (it was applied with${printableHostText(parameters.join(''))})`
  return `  ? ${printableHostText(name)}  ${state}  is not in the program any more, and stays as it is${note}\n`
}

function domainText(domain: PlannedDomain, cwd: string, style: PlanStyle): string {
  const { paint } = style
  const name = paint.bold(domain.name)
  switch (domain.status) {
    case 'new':
      return [
        `  ${paint.green('+')} ${name}  is not on the host\n`,
        ...sharedObstacles(domain).map(one => obstacleText(one, cwd, paint)),
      ].join('')
    case 'unknown':
      return `  ${paint.yellow('!')} ${name}  ${
        domain.unread.includes(domain.host.name)
          ? `its host ${domain.host.name} is not reached`
          : `is on no host that was read, but ${domain.unread.join(', ')} may have it`
      }\n`
    case 'refused':
      return `  ${paint.red('!')} ${name}  ${printableHostText(domain.reason)}\n      ${domain.help}\n`
    default: {
      const isOwn = domain.status === 'owned'
      const unrecorded = domain.isUnrecorded
        ? '  was changed by vmc apply, which was interrupted'
        : ''
      const differs =
        domain.wanted.length === 0
          ? 'it is what the program says'
          : `the program sets ${plural(domain.wanted.length, 'value')} differently`
      const title = isOwn
        ? `${domain.state}${unrecorded}`
        : `${domain.state}  vmc does not manage it yet; ${differs}`
      const ambiguous = domain.ambiguous.map(
        ({ kind, device }) =>
          `      ${paint.red('!')} ${kind} at ${placeOf(device.origin, cwd)} could be several of the host: name it, with ${lookup(NAMING, kind) ?? ".alias('ua-…')"}\n`,
      )
      return [
        `  ${paint.yellow('~')} ${name}  ${title}\n`,
        ...presentObstacles(domain).map(one => obstacleText(one, cwd, paint)),
        changesText(domain, cwd, style),
        ...ambiguous,
        ...(domain.drift.length > 0 ? ['      changed on the host by others:\n'] : []),
        changeRows(domain.drift, style),
      ].join('')
    }
  }
}

function obstacleText({ reason, help, at }: Obstacle, cwd: string, paint: Paint): string {
  const place = at ? `  ${placeOf(at, cwd)}` : ''
  return `      ${paint.red('!')} ${printableHostText(reason)}${place}\n          ${printableHostText(help)}\n`
}

const NAMING: Readonly<Record<string, string>> = {
  disk: ".target('vda')",
  interface: '.mac(…) or .alias(…)',
}

function changesText(domain: ComparedDomain, cwd: string, style: PlanStyle): string {
  const { paint, isShort } = style
  const isRunning = domain.state !== 'shut off'
  const renames = isRenamed(domain)
  const rows = domain.wanted.map(change => [
    `      ${signOf(change, paint)} ${pathOf(change)}`,
    printableHostText(valuesOf(change, isShort)),
    change.isConflict
      ? paint.red('conflict: the host changed it too')
      : impactText(impactOf(change, renames), isRunning, paint),
    placeOf(change.origin, cwd),
  ])
  return table(rows)
}

/** Returns a table with one row for each change. The table does not show the effects of the changes on the guest. */
export const changeRows = (changes: readonly Change[], { paint, isShort }: PlanStyle): string =>
  table(
    changes.map(change => [
      `      ${signOf(change, paint)} ${pathOf(change)}`,
      printableHostText(valuesOf(change, isShort)),
    ]),
  )

/** Returns the path of a change as the user sees it. If the text of an element has changed, this is the path of the element. */
const pathOf = ({ path }: Change): string => printableHostText(path.replace(/\/value$/, ''))

const signOf = ({ kind }: Change, paint: Paint): string =>
  ({ added: paint.green('+'), removed: paint.red('-'), changed: paint.yellow('~') })[kind]

function impactText(impact: Impact, isRunning: boolean, paint: Paint): string {
  if (impact.kind === 'rename') return 'renamed while it is shut off'
  if (impact.kind === 'dangerous') return paint.red(`dangerous: ${impact.reason}`)
  if (!isRunning) return 'next start'
  return impact.kind === 'live' ? 'next boot (libvirt can do it live)' : 'next boot'
}

function valuesOf({ before, after }: Change, isShort: boolean): string {
  const texts = [before, after].filter(one => one !== undefined).map(shown)
  return texts
    .map(text => (isShort && text.length > 60 ? `${text.slice(0, 59)}…` : text))
    .join(' → ')
}

/** Returns the text that is shown for a changed value or element. */
export const shown = (part: Part): string =>
  isNode(part) ? summaryOf(part) : withLargestUnit(part)

/** Formats a size. libvirt writes sizes in KiB, and programs use larger units. */
function withLargestUnit(text: string): string {
  const [, digits] = /^(\d+) KiB$/.exec(text) ?? []
  if (digits === undefined) return text
  let [number, power] = [BigInt(digits), 0]
  for (; number > 0n && number % 1024n === 0n && power < UNITS.length - 1; power++) number /= 1024n
  return `${number} ${UNITS[power]}`
}

const UNITS = ['KiB', 'MiB', 'GiB', 'TiB']

/** A summary of an element: its values except addresses, aliases and IDs. */
function summaryOf(node: Node): string {
  const texts: string[] = []
  const visit = (one: Node): void => {
    for (const [key, { value }] of Object.entries(one.fields)) {
      if (SKIPPED.includes(key)) continue
      if (isNode(value)) visit(value)
      else if (!Array.isArray(value)) texts.push(String(scalarAt(one, key) ?? ''))
      else for (const item of value) if (isNode(item)) visit(item)
    }
  }
  visit(node)
  return texts.filter(text => text !== '' && text !== 'true' && text !== 'false').join(' ')
}

const SKIPPED = ['address', 'alias', 'id']

/** The file and line of a location in a program. */
export function placeOf(origin: Origin, cwd: string): string {
  const [first] = locationsOf(origin)
  return first ? `${relative(cwd, first.file)}:${first.line}` : ''
}

function summary({ domains, orphans }: Plan): string {
  const count = (status: PlannedDomain['status']): number =>
    domains.filter(one => one.status === status && !isSettled(one)).length
  const parts = [
    [count('new'), 'not on its host'],
    [count('owned'), 'different'],
    [count('unmarked'), 'not managed yet'],
    [count('refused') + count('unknown'), 'that vmc will not touch'],
    [orphans.length, 'no longer in the program'],
  ] as const
  const texts = parts.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`)
  const same = domains.filter(isSettled).length
  return [`${plural(domains.length, 'domain')}: ${same} the same`, ...texts].join(', ')
}
