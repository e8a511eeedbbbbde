// Checks the examples in doc comments, which editors show on hover: each type-checks and makes the XML that it shows.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as libvmc from '../src/index.ts'
import { emit } from '../src/xml/emit.ts'
import { examples, made } from './support/doc-examples.ts'

const test = suite('examples in doc comments')
const root = fileURLToPath(new URL('..', import.meta.url))

const flat = (xml: string): string => xml.replace(/>\s+</g, '><').trim()

test('src/dsl has more than 150 examples', () => {
  assert.ok(examples.length > 150)
})

for (const example of examples) {
  test(`${example.name} makes the XML that it shows`, () => {
    const all = flat(
      made(example)
        .map(node => emit(node))
        .join('\n'),
    )
    for (const part of example.xml) {
      // An example may end its XML with "…"; only the part before it is compared.
      const wanted = flat(part.replace(/ ?…[\s\S]*$/, ''))
      assert.ok(all.includes(wanted), `${all}\n\ndoes not contain\n\n${wanted}`)
    }
  })
}

test('every example type-checks', () => {
  const folder = mkdtempSync(join(root, 'node_modules/.examples-'))
  try {
    const names = Object.keys(libvmc).join(', ')
    for (const [nth, { name, code }] of examples.entries()) {
      const text = `// ${name}\nimport { ${names}, type DomainBuilder } from '${root}src/index.ts'\n${code}\n`
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
