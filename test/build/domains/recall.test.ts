import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts'
import { vmc } from '../../support/vmc.ts'

const test = suite('compiler: recall')

/** A fleet of so many that most of its calls are only counted, of which the last domain is wrong in two places. */
const large = `
  import { bridge, type DomainBuilder, domain, file } from 'libvmc'
  import { appendFileSync } from 'node:fs'

  appendFileSync(new URL('runs', import.meta.url), 'run\\n')
  console.log('it runs')

  const card = (mac: string) => bridge('br0').mac(mac)

  export default function* fleet(): Generator<DomainBuilder> {
    for (let i = 0; i < 3000; i++) {
      const wrong = i === 2999
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
  const places = (JSON.parse(stdout) as Diagnostic[]).map(({ code, line, column, related }) => [
    code,
    ...(line === undefined ? [] : [line, column]),
    ...(related ?? []).map(({ line }) => `called from ${line}`),
  ])
  return { code, stderr, places }
}

test('of a large fleet a mistake is told at its place, with the line that called the helper', async () => {
  const { code, stderr, places } = await build(large)
  assert.equal(places, [
    ['VMC1002', 8, 47, 'called from 15'],
    ['VMC1002', 14, 40],
  ])
  assert.is(code, 2)
  // The program runs twice, and is heard once.
  assert.is(stderr.trim(), 'it runs')
})

test('a program that does not make the same calls again is not believed', async () => {
  const fickle = large.replace('.vcpu(1)', '.use(d => runs() > 1 ? d.acpi() : d).vcpu(1)')
  const { code, places } = await build(`
    import { readFileSync } from 'node:fs'
    const runs = () => count ??= readFileSync(new URL('runs', import.meta.url), 'utf8').length / 4
    let count: number | undefined
    ${fickle}`)
  assert.equal(places, [['VMC1002'], ['VMC1002']])
  assert.is(code, 2)
})

test.run()
