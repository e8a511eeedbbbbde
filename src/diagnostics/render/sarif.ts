import { relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type CodeFacts, codes, type DiagnosticCode } from '../codes.ts'
import type { Diagnostic, Related } from '../diagnostic.ts'
import type { RenderOptions } from './options.ts'

/** For code scanners: SARIF 2.1.0. */
export function sarif(
  diagnostics: readonly Diagnostic[],
  { cwd, version, facts = codes }: RenderOptions,
): string {
  const used = [...new Set(diagnostics.map(one => one.code))].sort()
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'vmc', version, rules: used.map(code => rule(code, facts[code])) },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { ROOT: { uri: pathToFileURL(`${cwd}/`).href } },
        results: diagnostics.map(one => result(one, used, cwd)),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

const level = { error: 'error', warning: 'warning', info: 'note' } as const

function rule(code: DiagnosticCode, facts: CodeFacts | undefined) {
  if (!facts) return { id: code }
  const { title, help, severity, slug } = facts
  return {
    id: code,
    ...(slug !== undefined && { name: slug }),
    shortDescription: { text: title },
    fullDescription: { text: help },
    help: { text: help },
    defaultConfiguration: { level: level[severity] },
  }
}

function result(one: Diagnostic, used: readonly DiagnosticCode[], cwd: string) {
  return {
    ruleId: one.code,
    ruleIndex: used.indexOf(one.code),
    level: level[one.severity],
    message: { text: one.help === undefined ? one.message : `${one.message} (${one.help})` },
    ...(one.file !== undefined && {
      locations: [
        {
          ...physical(one, cwd),
          ...(one.path !== '' && { logicalLocations: [{ fullyQualifiedName: one.path }] }),
        },
      ],
    }),
    ...(one.related && {
      relatedLocations: one.related.map(related => ({
        ...physical(related, cwd),
        message: { text: related.message },
      })),
    }),
  }
}

function physical({ file, line, column }: Partial<Diagnostic> | Related, cwd: string) {
  const path = relative(cwd, file!)
  const artifactLocation = path.startsWith('..')
    ? { uri: pathToFileURL(file!).href }
    : { uri: path.split(sep).map(encodeURIComponent).join('/'), uriBaseId: 'ROOT' }
  const region = line === undefined ? {} : { region: { startLine: line, startColumn: column ?? 1 } }
  return { physicalLocation: { artifactLocation, ...region } }
}
