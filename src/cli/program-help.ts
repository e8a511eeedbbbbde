import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { load } from '../program/load/load.ts'
import { valuesOf } from '../program/parameters.ts'
import { declaredParameters } from '../tree/parameters.ts'
import { isProgram } from './argv.ts'
import type { Context } from './context.ts'
import { redirectPrograms } from './program-output.ts'

/**
 * The section of the help text with the parameters of the programs in a command line. It is empty if the programs have no
 * parameters.
 */
export async function programHelp(words: readonly string[], context: Context): Promise<string> {
  const { cwd } = context
  const programs = words.slice(1).filter(word => isProgram(word) && existsSync(resolve(cwd, word)))
  if (!words.includes('--help') || programs.length === 0) return ''
  // The help ignores errors of the program, because vmc build reports them.
  await redirectPrograms(context, () => load(programs, { cwd }))
  const rows = declaredParameters().map(
    parameter => [`--set ${parameter.name}=${parameter.initial}`, valuesOf(parameter)] as const,
  )
  const width = Math.max(...rows.map(([call]) => call.length))
  const lines = rows.map(([call, values]) => `  ${call.padEnd(width)}  ${values}\n`)
  return lines.length === 0 ? '' : `\nParameters of ${programs.join(', ')}:\n${lines.join('')}`
}
