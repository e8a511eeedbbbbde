import { hash } from 'node:crypto'
import { emit } from '../../xml/emit.ts'
import { definitionOf } from './host-definition.ts'
import type { Plan, PlannedDomain } from './plan.ts'
import { recordedDefinition, recordedProgram } from './secrets.ts'

/**
 * Returns the text of the file in which a plan is saved. The text contains a checksum of each definition and program, so that
 * vmc can compare a later plan with it. It does not contain values that may be secrets.
 */
export const savedPlan = ({ domains }: Plan): string =>
  `${JSON.stringify({ version: 1, domains: domains.map(saved) }, null, 2)}\n`

/** The names of the domains for which the plan and the saved plan differ. `undefined` if the text is not a saved plan. */
export function differingDomains(text: string, plan: Plan): readonly string[] | undefined {
  const before = parse(text)
  if (!before) return undefined
  const now = new Map(plan.domains.map(one => [one.name, JSON.stringify(saved(one))]))
  const names = new Set([...before.keys(), ...now.keys()])
  return [...names].filter(name => before.get(name) !== now.get(name))
}

const saved = (domain: PlannedDomain) => ({
  name: domain.name,
  host: domain.host.name,
  uuid: domain.uuid,
  status: domain.status,
  ...('program' in domain && { program: sum(emit(recordedProgram(domain.program.filled))) }),
  ...('source' in domain && {
    program: sum(emit(recordedProgram(domain.source.program.filled))),
    definition: sum(emit(recordedDefinition(definitionOf(domain.source.definition.xml)!))),
    changes: domain.wanted.map(({ kind, path }) => `${kind} ${path}`),
  }),
})

const sum = (text: string): string => hash('sha256', text)

function parse(text: string): ReadonlyMap<string, string> | undefined {
  try {
    const { version, domains } = JSON.parse(text)
    if (version !== 1 || !Array.isArray(domains)) return undefined
    return new Map(domains.map(one => [String(one?.name), JSON.stringify(one)]))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}
