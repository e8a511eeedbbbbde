import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { plain } from '../support/plain.ts'

/*
 * The parts of vmc that the benchmarks call directly, compiled as in the package. The benchmarks run under tsx, which wraps
 * every function and thereby makes a check a quarter slower.
 */

// Below node_modules, so that imports of packages resolve.
const home = fileURLToPath(new URL('../../node_modules/.cache/vmc-bench/', import.meta.url))
const parts = {
  compiler: 'compiler',
  checkSchema: 'check/check-schema',
  domain: 'schema/domain/domain',
  fill: 'build/domains/fill',
  language: 'index',
  normalise: 'dsl/normalise',
  policy: 'rules/standard-policy',
  read: 'xml/read',
  validator: 'check/validator',
} as const
plain(
  Object.values(parts).map(part => `${part}.ts`),
  join(home, 'dist'),
)
writeFileSync(join(home, 'package.json'), '{ "type": "module", "version": "1.0.0" }')

const load = (part: keyof typeof parts) =>
  import(pathToFileURL(join(home, 'dist', `${parts[part]}.js`)).href)

export const { validateXml } = (await load('compiler')) as typeof import('../../src/compiler.ts')
export const { checkSchema } = (await load(
  'checkSchema',
)) as typeof import('../../src/check/check-schema.ts')
export const { domain } = (await load(
  'domain',
)) as typeof import('../../src/schema/domain/domain.ts')
export const { fill } = (await load('fill')) as typeof import('../../src/build/domains/fill.ts')
export const language = (await load('language')) as typeof import('../../src/index.ts')
export const { nodeOf } = (await load('normalise')) as typeof import('../../src/dsl/normalise.ts')
export const { standardPolicy } = (await load(
  'policy',
)) as typeof import('../../src/rules/standard-policy.ts')
export const { read } = (await load('read')) as typeof import('../../src/xml/read.ts')
export const { checkRules } = (await load(
  'validator',
)) as typeof import('../../src/check/validator.ts')
