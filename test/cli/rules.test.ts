import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes } from '../../src/diagnostics/codes.ts'
import { rules } from '../../src/rules/all.ts'
import { folder, vmc } from '../support/vmc.ts'

const test = suite('rules: waivers, severities, and rules of users')

const RULES = `import { rule } from 'libvmc/rules'

export const noPublicVnc = rule({
  slug: 'no-public-vnc',
  title: 'VNC open to everybody',
  help: 'Our guests are reached through the jump host: let VNC listen on 127.0.0.1.',
  on: 'devices/graphics',
  *check(graphics) {
    if (graphics.text('listen') === '10.0.0.1')
      yield graphics.report('listen', 'VNC listens to everybody')
  },
})
`

const CONFIG = `import { defineConfig } from 'libvmc/compiler'
import { noPublicVnc } from './rules'

export default defineConfig({
  use: [noPublicVnc],
  rules: { 'image-shared': 'error' },
})
`

const INFRA = `import { domain, file, GiB, vnc } from 'libvmc'

const vm = (name: string) => domain(name).hvm().memory(GiB(1)).disk(file('/data.img'))
export const a = vm('a').graphics(vnc().listen('10.0.0.1'))
export const b = vm('b')
`

const files = { 'rules.ts': RULES, 'vmc.config.ts': CONFIG, 'infra.ts': INFRA }
const heads = (stderr: string): readonly string[] => stderr.match(/^(\w+\[.*|.*--> .*)$/gm) ?? []

test('the rules and severities in vmc.config.ts apply, with locations in the program', async () => {
  const { code, stderr } = await vmc(['build'], files)
  assert.is(code, 2)
  assert.equal(heads(stderr).slice(0, 2), [
    'error[VMC2006 image-shared]: "a" and "b" both write to /data.img',
    ' --> infra.ts:3:69',
  ])
  assert.match(stderr, 'error[no-public-vnc]: VNC listens to everybody\n --> infra.ts:4:41\n')
})

test('they apply to documents too', async () => {
  const xml = `<domain type="kvm">
  <name>a</name>
  <memory unit="GiB">1</memory>
  <os><type>hvm</type></os>
  <devices>
    <graphics type="vnc" listen="10.0.0.1"/>
  </devices>
</domain>
`
  const { code, stderr } = await vmc(['validate', 'a.xml'], { ...files, 'a.xml': xml })
  assert.is(code, 2)
  assert.equal(heads(stderr), ['error[no-public-vnc]: VNC listens to everybody', ' --> a.xml:6:26'])
})

test('a waiver with a reason allows a finding', async () => {
  const infra = INFRA.replace("vm('b')", "vm('b').allow('image-shared', 'OCFS2')").replace(
    "'10.0.0.1')",
    "'10.0.0.1').allow('no-public-vnc', 'in the lab')",
  )
  const { code, stderr } = await vmc(['build', '--strict', '--no-typecheck'], {
    ...files,
    'infra.ts': infra,
  })
  assert.equal([code, stderr], [0, '2 domains in vmc.out: 2 written\n'])
})

test('a waiver without a reason is a type error, and an error without types', async () => {
  const infra = INFRA.replace("vm('b')", "vm('b').allow('image-shared')")
  const { stderr } = await vmc(['build'], { ...files, 'infra.ts': infra })
  assert.match(stderr, 'error[VMC4001]: Expected 2 arguments, but got 1. (TS2554)')
  const untyped = await vmc(['build'], { ...files, 'infra.ts': infra })
  assert.match(
    untyped.stderr,
    `error[VMC4014]: .allow('image-shared') has no reason\n --> infra.ts:5:26\n`,
  )
})

test('an unused waiver fails with --strict', async () => {
  const infra = INFRA.replace(/^export const a.*\n/m, '').replace(
    "vm('b')",
    "vm('b').allow('image-shared', 'OCFS2')",
  )
  const loose = await vmc(['build'], { ...files, 'infra.ts': infra })
  assert.is(loose.code, 0)
  assert.match(
    loose.stderr,
    'warning[VMC4015]: nothing violates the rule "image-shared" here\n --> infra.ts:4:26\n',
  )
  const strict = await vmc(['build', '--strict', '--no-typecheck'], { ...files, 'infra.ts': infra })
  assert.is(strict.code, 1)
})

test('mistakes about rules in a configuration are reported at their location', async () => {
  const config = CONFIG.replace("'image-shared': 'error'", "'image-shraed': 'error'")
  const { code, stderr } = await vmc(['build', '--no-typecheck'], {
    ...files,
    'vmc.config.ts': config,
  })
  assert.is(code, 1)
  assert.match(stderr, 'error[VMC4010]: unknown rule "image-shraed"\n --> vmc.config.ts:6:12\n')
  assert.match(stderr, 'did you mean "image-shared"?')
})

test('a rule that throws is reported at its line, and does not crash vmc', async () => {
  const rules = RULES.replace("graphics.text('listen')", '(graphics as any).a.b')
  const { code, stderr } = await vmc(['build', '--no-typecheck'], { ...files, 'rules.ts': rules })
  assert.is(code, 1)
  assert.match(
    stderr,
    /error\[VMC4016\]: the rule "no-public-vnc" failed: TypeError: .*\n --> rules\.ts:9:\d+\n/,
  )
})

test('an invalid rule is reported where it is made', async () => {
  const rules = RULES.replace("slug: 'no-public-vnc',", "slug: 'No Public VNC',")
  const { code, stderr } = await vmc(['build', '--no-typecheck'], { ...files, 'rules.ts': rules })
  assert.is(code, 1)
  assert.match(stderr, 'error[VMC4003]: TypeError: invalid rule: slug must be words joined by "-"')
  assert.match(stderr, ' --> rules.ts:3:28\n')
})

test('a package provides rules; one that throws is reported with its file', async () => {
  const cwd = folder({
    'infra.ts': INFRA,
    'vmc.config.ts': `import { defineConfig } from 'libvmc/compiler'
import * as acme from '@acme/rules'

export default defineConfig({ use: Object.values(acme) })
`,
    'node_modules/@acme/rules/package.json':
      '{ "name": "@acme/rules", "type": "module", "exports": "./index.js" }',
    'node_modules/@acme/rules/index.js': `${RULES}
export const broken = rule({ slug: 'broken', title: 'a title', help: 'Some help.', on: 'domain', check: d => d.a.b })
`,
  })
  // The package resolves libvmc from node_modules.
  symlinkSync(fileURLToPath(new URL('../..', import.meta.url)), join(cwd, 'node_modules/libvmc'))
  const { code, stderr } = await vmc(['build', '--no-typecheck'], cwd)
  assert.is(code, 1)
  assert.match(stderr, 'error[no-public-vnc]: VNC listens to everybody\n --> infra.ts:4:41\n')
  assert.match(
    stderr,
    /error\[VMC4016\]: the rule "broken" failed: TypeError: .*\n = help: the rule is in \/.*\/@acme\/rules\/index\.js\n/,
  )
})

test('json keeps the slug', async () => {
  const { stdout } = await vmc(['build', '--format=json', '--no-typecheck'], files)
  assert.equal(
    JSON.parse(stdout).map((one: { code: string; slug: string }) => [one.code, one.slug]),
    [
      ['VMC2006', 'image-shared'],
      ['no-public-vnc', 'no-public-vnc'],
    ],
  )
})

test('vmc explain knows the rules in the configuration', async () => {
  const { code, stdout } = await vmc(['explain', 'no-public-vnc'], files)
  assert.equal(
    [code, stdout],
    [
      0,
      `no-public-vnc (error): VNC open to everybody

Our guests are reached through the jump host: let VNC listen on 127.0.0.1.
`,
    ],
  )
  const { stderr } = await vmc(['explain', 'no-pulbic-vnc'], files)
  assert.match(stderr, 'did you mean no-public-vnc?')
})

test('vmc explain finds a rule of the configuration by its code, in any case', async () => {
  const rules = RULES.replace('slug:', "code: 'toString', slug:")
  const { stdout } = await vmc(['explain', 'toString'], { ...files, 'rules.ts': rules })
  assert.match(stdout, /^toString no-public-vnc \(error\): VNC open to everybody\n/)
})

test('vmc explain names the hypervisors and releases that a rule applies to', async () => {
  const rules = RULES.replace(
    'slug:',
    "for: 'qemu', since: { qemu: '7.2' }, until: { libvirt: '9.9.0' }, slug:",
  )
  const { stdout } = await vmc(['explain', 'no-public-vnc'], { ...files, 'rules.ts': rules })
  assert.match(
    stdout.replaceAll('\n', ' '),
    'Applies to domains of type kvm, qemu, hvf, and libvirt before 9.9.0, and QEMU since 7.2.',
  )
})

test('vmc explain --all lists every code and every rule in one line', async () => {
  const { code, stdout } = await vmc(['explain', '--all'], files)
  assert.is(code, 0)
  const lines = stdout.split('\n')
  const of = (name: string) => lines.filter(line => line.startsWith(`  ${name} `))
  for (const name of [...Object.keys(codes), ...rules.map(rule => rule.code), 'no-public-vnc'])
    assert.is(of(name).length, 1, name)
  assert.match(
    of('VMC2006')[0] ?? '',
    /^ {2}VMC2006 {2}image-shared +warning {2}two domains write to the same image$/,
  )
  assert.match(of('VMC1001')[0] ?? '', /^ {2}VMC1001 {2}error {4}unknown element or attribute$/)
  const { stderr } = await vmc(['explain'])
  assert.match(stderr, 'missing argument: what to explain')
})

test.run()
