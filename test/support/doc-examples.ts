import { fileURLToPath } from 'node:url'
import { Project, SyntaxKind } from 'ts-morph'
import { fill } from '../../src/build/domains/fill.ts'
import * as libvmc from '../../src/index.ts'
import type { Node } from '../../src/tree/node.ts'
import { nodeOf } from './builders.ts'

const src = fileURLToPath(new URL('../../src/', import.meta.url))

/** An example in a doc comment of src/dsl. */
export interface Example {
  readonly name: string
  readonly code: string
  /** The XML that the example shows: one string for each outermost element. */
  readonly xml: readonly string[]
}

/** Every example in the doc comments of src/dsl. */
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
  const shown = lines.flatMap(line => /(?:^| {2,})\/\/ (.*)$/.exec(line)?.[1] ?? [])
  const xml: string[] = []
  for (const line of shown) {
    // An example of a domain may omit parts of the XML, so each line is compared separately.
    const isContinuation = /^\s|^<\//.test(line) && !xml.at(-1)?.startsWith('<domain')
    xml.push(isContinuation ? `${xml.pop()}\n${line}` : line)
  }
  return { name, code, xml }
}

/** The elements that an example makes. Every statement after the leading `const` statements makes one. */
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
