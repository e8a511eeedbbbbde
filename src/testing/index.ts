/*
 * The API of 'libvmc/testing'. It asserts nothing and prints nothing: it returns plain data for the test runner of a project.
 */

export type { Severity } from '../diagnostics/code-facts.ts'
export type { Diagnostic } from '../diagnostics/diagnostic.ts'
export type { ElementView } from './element-view.ts'
export {
  type DomainView,
  type Fleet,
  type FleetOptions,
  fleet,
  type OutputDifference,
} from './fleet.ts'
export { type Like, like, type Match } from './match.ts'
