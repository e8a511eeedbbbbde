import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { plain } from '../support/plain.ts'

/*
 * The parts of vmc that are measured by themselves, as plain as they are shipped. tsx, which runs the benches, names every
 * function anew each time it is made, and that takes a quarter of the time of a check.
 */

// Packages are found from here.
const home = fileURLToPath(new URL('../../node_modules/.cache/vmc-bench/', import.meta.url))
const parts = {
  compiler: 'compiler/index',
  conform: 'validate/conform',
  domain: 'schema/domain',
  fill: 'compiler/domains/fill',
  language: 'index',
  normalise: 'dsl/normalise',
  policy: 'validate/policy',
  read: 'xml/read',
  validate: 'validate/validate',
} as const
plain(
  Object.values(parts).map(part => `${part}.ts`),
  join(home, 'dist'),
)
writeFileSync(join(home, 'package.json'), '{ "type": "module", "version": "1.0.0" }')

const load = (part: keyof typeof parts) =>
  import(pathToFileURL(join(home, 'dist', `${parts[part]}.js`)).href)

export const { validateXml } = (await load(
  'compiler',
)) as typeof import('../../src/compiler/index.ts')
export const { conform } = (await load('conform')) as typeof import('../../src/validate/conform.ts')
export const { domain } = (await load('domain')) as typeof import('../../src/schema/domain.ts')
export const { fill } = (await load('fill')) as typeof import('../../src/compiler/domains/fill.ts')
export const language = (await load('language')) as typeof import('../../src/index.ts')
export const { nodeOf } = (await load('normalise')) as typeof import('../../src/dsl/normalise.ts')
export const { isDomainRule, standard } = (await load(
  'policy',
)) as typeof import('../../src/validate/policy.ts')
export const { read } = (await load('read')) as typeof import('../../src/xml/read.ts')
export const { obey } = (await load('validate')) as typeof import('../../src/validate/validate.ts')
