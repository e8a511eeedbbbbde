import { fileURLToPath } from 'node:url'
import { Project, SyntaxKind } from 'ts-morph'
import { fill } from '../../src/build/domains/fill.ts'
import * as libvmc from '../../src/index.ts'
import type { Node } from '../../src/tree/node.ts'
import { nodeOf } from './builders.ts'

const src = fileURLToPath(new URL('../../src/', import.meta.url))

/** An example in a doc comment of the language. */
export interface Example {
  readonly name: string
  readonly code: string
  /** What it says it makes: one text for each outermost element. */
  readonly xml: readonly string[]
}

/** Every example in a doc comment of the language. */
export const examples: readonly Example[] = new Project({ skipAddingFilesFromTsConfig: true })
  .addSourceFilesAtPaths(`${src}dsl/*.ts`)
  .flatMap(source => source.getDescendantsOfKind(SyntaxKind.JSDoc))
  .flatMap(doc =>
    doc
      .getTags()
      .filter(tag => tag.getTagName() === 'example')
      .map((tag, nth) => {
        const at = `${doc.getSourceFile().getBaseName()}:${doc.getStartLineNumber()}`
        return exampleOf(nth === 0 ? at : `${at} (${nth + 1})`, tag.getCommentText() ?? '')
      }),
  )

function exampleOf(name: string, text: string): Example {
  const lines = text.split('\n')
  const code = lines.filter(line => !line.startsWith('//')).join('\n')
  const said = lines.flatMap(line => /(?:^| {2,})\/\/ (.*)$/.exec(line)?.[1] ?? [])
  const xml: string[] = []
  for (const line of said) {
    // Of a domain, the parts that matter are shown.
    const goesOn = /^\s|^<\//.test(line) && !xml.at(-1)?.startsWith('<domain')
    xml.push(goesOn ? `${xml.pop()}\n${line}` : line)
  }
  return { name, code, xml }
}

/** What stands on the last line is what the example makes; of several lines that each begin a domain, each makes one. */
export function made({ code }: Example): readonly Node[] {
  const statements = code
    .replace(/\/\/ .*$/gm, '')
    .replace(/\(d: DomainBuilder\)/g, '(d)')
    .replace(/^export const \w+ = /gm, '')
    .trim()
    .split(/\n(?=\S)(?![)\]}])/)
  const last = statements.findIndex(statement => !statement.startsWith('const '))
  const program = `${statements.slice(0, last).join('\n')}\nreturn [${statements.slice(last).join(',')}]`
  const built = new Function(...Object.keys(libvmc), program)(...Object.values(libvmc))
  const nodes = (built as Parameters<typeof nodeOf>[0][]).map(nodeOf)
  return nodes.map(node => (node.element.name === 'domain' ? fill([node])[0]! : node))
}
