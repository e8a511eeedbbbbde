import type { Diagnostic } from '../diagnostic.ts'
import { printableLine } from '../printable.ts'
import { shown } from './frame.ts'
import type { RenderOptions } from './options.ts'

/**
 * Renders diagnostics for editors, coding agents and grep, one diagnostic per line: `file:line:column: severity CODE: message`.
 * Errors come first.
 */
export function plain(diagnostics: readonly Diagnostic[], { cwd }: RenderOptions): string {
  return [...diagnostics]
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
    .map(one => {
      const at = [one.file && shown(one.file, cwd), one.line, one.column].filter(
        part => part !== undefined,
      )
      const location = at.length > 0 ? `${at.join(':')}: ` : ''
      const path = one.path === '' ? '' : ` [${printableLine(one.path)}]`
      const help = one.help === undefined ? '' : ` (${oneLine(one.help)})`
      const times = one.times === undefined ? '' : ` (found ${one.times} times)`
      return `${location}${one.severity} ${one.code}: ${oneLine(one.message)}${path}${help}${times}\n`
    })
    .join('')
}

const SEVERITIES = ['error', 'warning', 'info']

const oneLine = (text: string): string => printableLine(text.replaceAll('\n', ' '))
