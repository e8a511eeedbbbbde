// The examples in doc comments are the manual that people see on hover: each type-checks, and makes the XML beside it.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Project, SyntaxKind } from 'ts-morph'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fill } from '../src/compiler/fill.ts'
import * as libvmc from '../src/index.ts'
import { emit } from '../src/xml/emit.ts'
import { nodeOf } from './support/builders.ts'

const test = suite('examples in doc comments')
const root = fileURLToPath(new URL('..', import.meta.url))

interface Example {
  readonly name: string
  readonly code: string
  /** What it says it makes: one text for each outermost element. */
  readonly xml: readonly string[]
}

const examples = new Project({ skipAddingFilesFromTsConfig: true })
  .addSourceFilesAtPaths(`${root}src/dsl/*.ts`)
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

// What stands on the last line is what the example makes; of several lines that each begin a domain, each makes one.
const made = ({ code }: Example): readonly string[] => {
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
  return nodes.map(node => emit(node.element.name === 'domain' ? fill([node])[0]! : node))
}

const flat = (xml: string): string => xml.replace(/>\s+</g, '><').trim()

test('there are many', () => {
  assert.ok(examples.length > 150)
})

for (const example of examples) {
  test(`${example.name} makes the XML that it shows`, () => {
    const all = flat(made(example).join('\n'))
    for (const part of example.xml) {
      // A part that breaks off is shown by its beginning.
      const wanted = flat(part.replace(/ ?…[\s\S]*$/, ''))
      assert.ok(all.includes(wanted), `${all}\n\ndoes not hold\n\n${wanted}`)
    }
  })
}

test('every one type-checks', () => {
  const folder = mkdtempSync(join(root, 'node_modules/.examples-'))
  try {
    const words = Object.keys(libvmc).join(', ')
    for (const [nth, { name, code }] of examples.entries()) {
      const text = `// ${name}\nimport { ${words}, type DomainBuilder } from '${root}src/index.ts'\n${code}\n`
      writeFileSync(join(folder, `${nth}.ts`), text)
    }
    const config = {
      extends: `${root}tsconfig.json`,
      compilerOptions: { noUnusedLocals: false, noEmit: true },
      include: ['*.ts'],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', folder], {
      encoding: 'utf8',
    })
    assert.is(status, 0, stdout)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test.run()
