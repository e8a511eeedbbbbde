import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as language from '../../dist/index.js'
import { allWords, type Word } from '../../src/cli/words.ts'
import { folder, vmc } from '../support/vmc.ts'

const test = suite('examples of words')
const words = allWords(new URL('../../dist/schema/words.json', import.meta.url))
const nameOf = ({ of, name }: Word): string => `${of}.${name}`
const root = fileURLToPath(new URL('../..', import.meta.url))

test('the examples of all fields have the right types', () => {
  const programs = words
    .filter(({ field }) => field !== undefined)
    .map(({ examples }, i) => `export const example${i} =\n${examples[0]!.ts}`)
  const names = Object.keys(language).join(', ')
  const folder = join(root, 'node_modules/.cache/vmc/examples')
  mkdirSync(folder, { recursive: true })
  try {
    const program = `import { ${names} } from 'libvmc'\nvoid { ${names} }\n${programs.join('\n')}\n`
    writeFileSync(join(folder, 'infra.ts'), program)
    const compilerOptions = {
      ...{ module: 'nodenext', target: 'es2023', lib: ['es2023'] },
      ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true, types: ['node'] },
    }
    const config = JSON.stringify({ compilerOptions, files: ['infra.ts'] })
    writeFileSync(join(folder, 'tsconfig.json'), config)
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    assert.is(execFileSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }), '')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('every word has a page', async () => {
  const cwd = folder()
  for (const word of new Set(words.map(word => (word.of ? nameOf(word) : word.name)))) {
    const { stdout, code } = await vmc(['explain', word], cwd)
    assert.is(code, 0, word)
    assert.not.match(stdout, /(?<!is )undefined|\[object|NaN/, word)
  }
})

test.run()
