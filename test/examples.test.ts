import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../dist/compiler.js'
import { golden } from './support/golden.ts'

const examples = suite('examples')
const root = new URL('../examples/', import.meta.url)

for (const name of readdirSync(root)) {
  const entry = new URL(`${name}/infra.ts`, root)
  if (!existsSync(entry)) continue

  examples(`${name} builds exactly its expected files`, async () => {
    const { domains, diagnostics } = await build(fileURLToPath(entry))
    assert.equal(diagnostics, [])
    const expected = new URL(`${name}/expected/`, root)
    for (const domain of domains) golden(new URL(`${domain.name}.xml`, expected), domain.xml)
    const files = readdirSync(expected).map(file => file.replace(/\.xml$/, ''))
    assert.equal(domains.map(domain => domain.name).sort(), files.sort())
  })
}

examples.run()
