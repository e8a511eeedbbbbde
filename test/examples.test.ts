import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../dist/compiler/index.js'
import { golden } from './support/golden.ts'

const examples = suite('examples')
const root = fileURLToPath(new URL('../examples/', import.meta.url))

for (const name of readdirSync(root)) {
  const entry = `${root}${name}/infra.ts`
  if (!existsSync(entry)) continue

  examples(`${name} builds to the bytes of its expected files`, async () => {
    const { domains, diagnostics } = await build(entry)
    assert.equal(diagnostics, [])
    for (const domain of domains) golden(`${root}${name}/expected/${domain.name}.xml`, domain.xml)
    const expected = readdirSync(`${root}${name}/expected`).map(file => file.replace(/\.xml$/, ''))
    assert.equal(domains.map(domain => domain.name).sort(), expected.sort())
  })
}

examples('the README shows the quickstart to the letter', () => {
  const readme = readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8')
  assert.ok(readme.includes(readFileSync(`${root}quickstart/infra.ts`, 'utf8')), 'the program')
  assert.ok(readme.includes(readFileSync(`${root}quickstart/expected/fv0.xml`, 'utf8')), 'its XML')
})

examples.run()
