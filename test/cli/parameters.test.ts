import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../../dist/compiler.js'
import { fleet } from '../../dist/testing/index.js'
import { folder, vmc } from '../support/vmc.ts'

const test = suite('parameters')

// Every test has parameters of its own, because a process remembers which parameters its programs have declared.
const program = (stage: string, count = 'count'): string => `
import { domain, file, GiB, network, param } from 'libvmc'

const stage = param('${stage}', ['dev', 'prod'])
const count = param('${count}', 2)

export const webs = Array.from({ length: count }, (_, n) =>
  domain(\`web\${n}-\${stage}\`)
    .q35()
    .acpi()
    .memory(GiB(2))
    .vcpu(2)
    .disk(file(\`/srv/\${stage}/web\${n}.qcow2\`))
    .nic(network('default').model('virtio')),
)
`

test('a parameter has its first value, or the one that --set gives', async () => {
  const defaults = await vmc(['build'], { 'infra.ts': program('s1', 'c1') })
  assert.equal([defaults.code, defaults.stderr], [0, '2 domains in vmc.out: 2 written\n'])
  const args = ['build', '--set', 's2=prod', '--set', 'c2=1', '--stdout']
  const { code, stdout } = await vmc(args, { 'infra.ts': program('s2', 'c2') })
  assert.is(code, 0)
  assert.match(stdout, '<name>web0-prod</name>')
  assert.not.match(stdout, 'web1')
})

test('vmc validate and the API take parameters too', async () => {
  const valid = await vmc(['validate', 'infra.ts', '--set', 's3=prod'], {
    'infra.ts': program('s3', 'c3'),
  })
  assert.is(valid.stderr, '2 domains valid\n')
  const cwd = folder({ 'infra.ts': program('s4', 'c4') })
  const { domains } = await build('infra.ts', { cwd, typecheck: false, set: { s4: 'prod' } })
  assert.is(domains[0]!.name, 'web0-prod')
  const other = folder({ 'infra.ts': program('s5', 'c5') })
  const tested = await fleet('infra.ts', { cwd: other, set: { c5: '1' } })
  assert.equal(tested.names, ['web0-dev'])
})

test('each set of parameters can have an output folder of its own', async () => {
  const cwd = folder({ 'infra.ts': program('s6', 'c6') })
  await vmc(['build', '--set', 's6=prod', '--out', 'vmc.out/prod'], cwd)
  assert.match(readFileSync(join(cwd, 'vmc.out/prod/web0-prod.xml'), 'utf8'), 'web0-prod')
})

test('an unknown parameter is an error with the nearest name', async () => {
  const { code, stderr } = await vmc(['build', '--set', 'regio7=prod'], {
    'infra.ts': program('region7', 'c7'),
  })
  assert.is(code, 1)
  assert.is(
    stderr,
    'error[VMC4024]: no program has a parameter "regio7"\n = help: did you mean "region7"?\n\n1 error\n',
  )
})

const WRONG = {
  's8=prd': [
    'the parameter "s8" cannot be "prd"',
    'did you mean "prod"? It is one of dev, prod',
    4,
  ],
  'c8=many': ['the parameter "c8" cannot be "many"', 'it is a number', 5],
} as const
for (const [set, [message, help, line]] of Object.entries(WRONG)) {
  test(`the value in --set ${set} is an error at the call`, async () => {
    const { code, stderr } = await vmc(['build', '--set', set], { 'infra.ts': program('s8', 'c8') })
    assert.is(code, 1)
    assert.match(stderr, `error[VMC4024]: ${message}\n --> infra.ts:${line}:15\n`)
    assert.match(stderr, `= help: ${help}\n`)
  })
}

test('a declaration without a name or a value is an error at the call', async () => {
  for (const [call, message] of [
    ["param('', 'a')", 'param() needs a name'],
    ["param('s12')", "param('s12') needs the values"],
    ["param('s12', [])", "param('s12') needs the values"],
  ] as const) {
    const text = `import { param } from 'libvmc'\n${call}\n`
    const { code, stderr } = await vmc(['build', '--no-typecheck'], { 'infra.ts': text })
    assert.is(code, 1)
    assert.match(stderr, message)
    assert.match(stderr, 'infra.ts:2:1')
  }
})

test('--set needs a value, once', async () => {
  for (const [args, message] of [
    [['--set', 'stage'], '--set stage has no value'],
    [['--set', 'a=1', '--set', 'a=2'], '--set sets "a" twice'],
  ] as const) {
    const { code, stderr } = await vmc(['build', ...args], { 'infra.ts': program('s9', 'c9') })
    assert.is(code, 1)
    assert.match(stderr, message)
  }
})

test('the help of a program lists its parameters', async () => {
  const { stdout } = await vmc(['build', 'infra.ts', '--help'], {
    'infra.ts': program('s10', 'c10'),
  })
  assert.match(stdout, /\nParameters of infra\.ts:\n[\s\S]* {2}--set s10=dev +one of dev, prod\n/)
  assert.match(stdout, /\n {2}--set c10=2 +a number\n/)
})

test('a process cannot build a loaded program with other values', async () => {
  const cwd = folder({ 'infra.ts': program('s11', 'c11') })
  const options = { cwd, typecheck: false }
  await build('infra.ts', options)
  const { diagnostics } = await build('infra.ts', { ...options, set: { s11: 'prod' } })
  assert.equal(
    diagnostics.map(({ code, message }) => [code, message]),
    [['VMC4024', 'this process has already loaded the program with another value of "s11"']],
  )
})

test.run()
