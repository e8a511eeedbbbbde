import { relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { lookup } from '../../schema/core/lookup.ts'
import type { CodeFacts } from '../code-facts.ts'
import { codes, type DiagnosticCode } from '../codes.ts'
import type { Diagnostic, Related, Waived } from '../diagnostic.ts'
import { printableJson } from '../printable.ts'
import type { RenderOptions } from './options.ts'

/** Renders diagnostics as SARIF 2.1.0, the format of code-scanning tools. */
export function sarif(
  diagnostics: readonly Diagnostic[],
  { cwd, version, facts = codes, waived = [] }: RenderOptions,
): string {
  const used = [...new Set([...diagnostics, ...waived].map(one => one.code))].sort()
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'vmc',
            version,
            rules: used.map(code => rule(code, lookup(facts, code))),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { ROOT: { uri: pathToFileURL(`${cwd}/`).href } },
        results: [
          ...diagnostics.map(one => result(one, used, cwd)),
          ...waived.map(one => ({ ...result(one, used, cwd), ...suppressionOf(one) })),
        ],
      },
    ],
  }
  return `${printableJson(log)}\n`
}

const level = { error: 'error', warning: 'warning', info: 'note' } as const

function rule(code: DiagnosticCode, facts: CodeFacts | undefined) {
  if (!facts) return { id: code }
  const { title, help, severity, slug, wrong, right } = facts
  const markdown = [help, exampleBlock('Wrong', wrong), exampleBlock('Right', right)].join('')
  return {
    id: code,
    ...(slug !== undefined && { name: slug }),
    shortDescription: { text: title },
    fullDescription: { text: help },
    help: { text: help, markdown },
    defaultConfiguration: { level: level[severity] },
    properties: { tags: [lookup(FAMILIES, /^VMC(\d)/.exec(code)?.[1] ?? '') ?? 'rule'] },
  }
}

// The tag for each family of codes. Code-scanning tools can filter diagnostics by tag.
const FAMILIES: Readonly<Record<string, string>> = {
  1: 'schema',
  2: 'rule',
  3: 'xml',
  4: 'program',
}

const exampleBlock = (heading: string, example: string): string =>
  example === '' ? '' : `\n\n${heading}:\n\n\`\`\`\n${example}\n\`\`\``

/** Returns the SARIF suppression for a diagnostic that the program allows with `.allow()`. */
const suppressionOf = ({ reason }: Waived) => ({
  suppressions: [{ kind: 'inSource', status: 'accepted', justification: reason }],
})

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
