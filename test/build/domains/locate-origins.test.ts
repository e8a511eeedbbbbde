import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as api from '../../../dist/compiler.js'
import { domain } from '../../../dist/index.js'
import { rule } from '../../../dist/rules/index.js'
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts'
import { folder, vmc } from '../../support/vmc.ts'

const test = suite('compiler: locate origins')

/** A fleet so large that most of its calls are not captured, whose last domain has two errors. */
const large = `
  import { bridge, type DomainBuilder, domain, file } from 'libvmc'
  import { appendFileSync } from 'node:fs'

  appendFileSync(new URL('runs', import.meta.url), 'run\\n')
  console.log('it runs')

  const card = (mac: string) => bridge('br0').mac(mac)

  export default function* fleet(): Generator<DomainBuilder> {
    for (let i = 0; i < 900; i++) {
      const wrong = i === 899
      yield domain('vm' + i).hvm().memory('1GiB').vcpu(1)
        .disk(file('/vm' + i + '.img').bus((wrong ? 'virtoi' : 'virtio') as 'virtio'))
        .nic(card(wrong ? '52:54:00' : '52:54:00:00:' + hex(i >> 8) + ':' + hex(i & 255)))
    }
  }

  const hex = (byte: number) => byte.toString(16).padStart(2, '0')
`

const build = async (program: string) => {
  const args = ['build', '--no-typecheck', '--format', 'json']
  const { code, stdout, stderr } = await vmc(args, { 'infra.ts': program })
  const locations = (JSON.parse(stdout) as Diagnostic[]).map(({ code, line, column, related }) => [
    code,
    ...(line === undefined ? [] : [line, column]),
    ...(related ?? []).map(({ line }) => `called from ${line}`),
  ])
  return { code, stderr, locations }
}

test('an error in a large fleet has its location, with the line that called the helper', async () => {
  const { code, stderr, locations } = await build(large)
  assert.equal(locations, [
    ['VMC1002', 8, 47, 'called from 15'],
    ['VMC1002', 14, 40],
  ])
  assert.is(code, 2)
  // The program runs twice, and its output is shown once.
  assert.is(stderr.trim(), 'it runs')
})

/** The large fleet with `runs()`, which counts the runs of the program. */
const counting = (program: string): string => `
    import { readFileSync } from 'node:fs'
    const runs = () => count ??= readFileSync(new URL('runs', import.meta.url), 'utf8').length / 4
    let count: number | undefined
    ${program}`

test('if the second run makes different calls, the locations are those of the second run', async () => {
  const { code, locations } = await build(
    counting(large.replace('.vcpu(1)', '.use(d => runs() > 1 ? d.acpi() : d).vcpu(1)')),
  )
  assert.equal(locations, [
    ['VMC1002', 12, 47, 'called from 19'],
    ['VMC1002', 18, 40],
  ])
  assert.is(code, 2)
})

test('if the second run has no errors, those of the first run are reported without locations', async () => {
  const { code, locations } = await build(
    counting(large.replace('i === 899', 'i === 899 && runs() === 1')),
  )
  assert.equal(locations, [['VMC1002'], ['VMC1002']])
  assert.is(code, 2)
})

test('if the program ends the second run, the errors of the first run are reported without locations', async () => {
  const { code, locations } = await build(
    counting(
      large.replace('const wrong', 'if (i === 898 && runs() > 1) process.exit(3)\n const wrong'),
    ),
  )
  assert.equal(locations, [['VMC1002'], ['VMC1002']])
  assert.is(code, 2)
})

const valid = large.replace('i === 899', 'false')

test('an error between two domains of one call has its location once', async () => {
  const named = valid.replace("domain('vm' + i)", "domain('vm' + (i > 898 ? 0 : i)).uuid(false)")
  assert.equal((await build(named)).locations, [['VMC2001', 13, 13]])
})

test('without errors, the program runs once', async () => {
  const cwd = folder({ 'infra.ts': valid })
  const { code } = await vmc(['build', '--no-typecheck'], cwd)
  assert.is(code, 0)
  assert.is(readFileSync(join(cwd, 'runs'), 'utf8'), 'run\n')
})

/** The lines of the diagnostics of a build through the API, if the worker cannot repeat a part of the build. */
const linesOf = async (...[entry, options]: Parameters<typeof api.build>) =>
  (await api.build(entry, { typecheck: false, ...options })).diagnostics.map(({ code, line }) => [
    code,
    line,
  ])

test('all errors are reported, but only the first 10,000 different ones have locations', async () => {
  const cwd = folder({
    'infra.ts': `
      import { domain, file } from 'libvmc'
      export default Array.from({ length: 3000 }, (_, i) =>
        domain('vm' + i).hvm().memory('1GiB')
          .disk(...['a', 'b', 'c', 'd'].map(name => file('/' + name).bus((name + i) as 'virtio'))))`,
  })
  const lines = await linesOf('infra.ts', { cwd })
  const located = lines.filter(([, line]) => line === 5)
  assert.is(lines.filter(([code]) => code === 'VMC1002').length, 12_000)
  assert.ok(located.length >= 10_000 && located.length < 12_000, `${located.length}`)
})

test('a finding of a custom rule in a large fleet has its location', async () => {
  const cwd = folder({ 'infra.ts': valid.replace('console.log', 'void') })
  const last = rule({
    slug: 'last',
    title: 'it is the last',
    help: 'take another',
    on: 'domain',
    *check(domain) {
      if (domain.text('name') === 'vm899') yield domain.report('name', 'it is the last')
    },
  })
  assert.equal(await linesOf('infra.ts', { cwd, use: [last] }), [['last', 13]])
})

test('an error of a domain given as a value has its location beside a large program', async () => {
  const cwd = folder({ 'infra.ts': valid.replace('console.log', 'void') })
  const value = domain('vm899').hvm().memory('1GiB').uuid(false)
  const [[code, line] = []] = await linesOf(['infra.ts', value], { cwd })
  assert.is(code, 'VMC2001')
  assert.type(line, 'number')
})

test.run()
