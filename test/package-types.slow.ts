import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const test = suite('types of the package')
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'node_modules/.cache/vmc/package-types')

/** The tests of types, with the package in the place of the sources. */
const program = readFileSync(join(root, 'test/types.ts'), 'utf8')
  .replaceAll("'../src/index.ts'", "'libvmc'")
  .replaceAll(/'\.\.\/src\/(\w+)(\/index)?\.ts'/g, "'libvmc/$1'")
  .replaceAll("'../src/", "'../../../../src/")

test.before(() => {
  mkdirSync(folder, { recursive: true })
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'))
  writeFileSync(join(folder, 'types.ts'), program)
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['types.ts'] }),
  )
})

test.after(() => rmSync(folder, { recursive: true }))

// The build writes the declarations of the package anew, so that editors show them in words.
for (const compiler of ['typescript', 'typescript-5.9'])
  test(`accept and reject with ${compiler} what the types of the sources do`, () => {
    const tsc = join(root, 'node_modules', compiler, 'bin/tsc')
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' })
    assert.is(stdout, '')
  })

test.run()
