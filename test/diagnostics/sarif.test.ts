// The SARIF output is validated against the SARIF JSON schema.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { ErrorObject } from 'ajv'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes } from '../../src/diagnostics/codes.ts'
import { type Files, vmc } from '../support/vmc.ts'

const test = suite('diagnostics: SARIF')

const load = createRequire(import.meta.url)
const { default: Ajv } = load('ajv-draft-04') as typeof import('ajv-draft-04')
const addFormats = load('ajv-formats') as (ajv: unknown) => void
const schema = load.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
addFormats(ajv)
const isSarif = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')))

const infra = `import { domain, file, GiB } from 'libvmc'

const vm = (name: string) => domain(name).hvm().memory(GiB(1))
export const a = vm('a').disk(file('/data.img').bus('virtoi'))
export const b = vm('b').disk(file('/x y.img')).allow('image-shared', 'OCFS2, "shared"')
export const c = vm('c').disk(file('/x y.img')).cdrom('/a.iso')
export const d = vm('d').memory(2048)
`
const config = `import { defineConfig } from 'libvmc/compiler'
import { rule } from 'libvmc/rules'

const noSecondDisk = rule({
  slug: 'no-second-disk',
  title: 'a second disk',
  help: 'One is enough.',
  severity: 'info',
  on: 'domain',
  *check(domain) {
    const [, second] = domain.each('devices/disk')
    if (second) yield second.report('.', 'a second disk')
  },
})
export default defineConfig({ use: [noSecondDisk] })
`

async function sarif(files: Files, ...args: readonly string[]) {
  const { stdout } = await vmc([...args, '--format=sarif'], files)
  const log = JSON.parse(stdout)
  isSarif(log)
  const wrong = (isSarif.errors ?? []).map(
    (one: ErrorObject) => `${one.instancePath} ${one.message}`,
  )
  assert.equal(wrong, [])
  return log.runs[0]
}

test('a build with errors, warnings, waivers and custom rules is valid SARIF', async () => {
  const files = { 'odd name/infra.ts': infra, 'vmc.config.ts': config }
  const { results, tool } = await sarif(files, 'build', '--no-typecheck', 'odd name/infra.ts')
  const found = results.map((one: { ruleId: string; level: string; suppressions?: object[] }) => [
    one.ruleId,
    one.level,
    ...(one.suppressions ?? []),
  ])
  assert.equal(found, [
    ['VMC1002', 'error'],
    ['no-second-disk', 'note'],
    ['VMC2003', 'warning'],
    [
      'VMC2006',
      'warning',
      { kind: 'inSource', status: 'accepted', justification: 'OCFS2, "shared"' },
    ],
  ])
  const rules: readonly { id: string; name?: string; help: { text: string; markdown: string } }[] =
    tool.driver.rules
  assert.equal(
    rules.map(({ id, name }) => [id, name]),
    [
      ['VMC1002', undefined],
      ['VMC2003', 'memory-plausible'],
      ['VMC2006', 'image-shared'],
      ['no-second-disk', 'no-second-disk'],
    ],
  )
  assert.is(rules[0]?.help.text, codes.VMC1002.help)
  assert.match(rules[1]?.help.markdown ?? '', 'Wrong:\n\n```\n.memory(2048)')
})

test('a build without diagnostics and an invalid command line are valid SARIF', async () => {
  const right =
    "import { domain, GiB } from 'libvmc'\nexport const a = domain('a').hvm().memory(GiB(1))\n"
  assert.equal((await sarif({ 'infra.ts': right }, 'build')).results, [])
  assert.is((await sarif({}, 'build', '--target=x')).results.length, 1)
  assert.is((await sarif({ 'a.xml': '<domain>' }, 'validate', 'a.xml')).results.length, 1)
})

test.run()
