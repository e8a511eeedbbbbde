import { type Diagnostic, nameOf } from '../diagnostic.ts'
import { printable } from '../printable.ts'
import { relativePath } from './frame.ts'
import type { RenderOptions } from './options.ts'

/** Renders each diagnostic as a workflow command of GitHub Actions, so that GitHub annotates the source line. */
export function github(diagnostics: readonly Diagnostic[], { cwd }: RenderOptions): string {
  return diagnostics.map(one => `${command(one, cwd)}\n`).join('')
}

const level = { error: 'error', warning: 'warning', info: 'notice' } as const

function command(one: Diagnostic, cwd: string): string {
  const location = {
    ...(one.file !== undefined && { file: relativePath(one.file, cwd) }),
    ...(one.line !== undefined && { line: one.line }),
    ...(one.column !== undefined && { col: one.column }),
    title: nameOf(one),
  }
  const properties = Object.entries(location).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  )
  const text = [one.message, one.help, one.path].filter(part => part).join('\n')
  return `::${level[one.severity]} ${properties.join(',')}::${escapeText(text)}`
}

const escapeText = (text: string): string =>
  printable(text.replaceAll('\r\n', '\n')).replaceAll('%', '%25').replaceAll('\n', '%0A')

const escapeProperty = (text: string): string =>
  escapeText(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
