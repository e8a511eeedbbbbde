import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const budget = suite('type budget')
const root = fileURLToPath(new URL('..', import.meta.url))
const DOMAINS = 200

// The number of type instantiations for a program of 200 domains, which is the same on every machine. A change that exceeds
// a budget makes every editor slower: look for a type that TypeScript computes again at each call.
const budgets = { typescript: 12_000, 'typescript-5.9': 12_000 } as const

const program = [
  "import { bridge, domain, file, GiB, pty, vnc } from 'libvmc'",
  ...Array.from(
    { length: DOMAINS },
    (_, i) => `export const vm${i} = domain('vm${i}')
      .hvm({ machine: 'q35' }).memory(GiB(2)).vcpu(2)
      .disk(file('/vm${i}.qcow2'), { type: 'block', source: { dev: '/dev/vm${i}' }, target: { dev: 'vdb' } })
      .nic(bridge('br0').model('virtio')).serial(pty()).graphics(vnc())`,
  ),
].join('\n')

const folder = join(root, 'node_modules/.cache/vmc/budget')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'infra.ts'), program)
writeFileSync(
  join(folder, 'tsconfig.json'),
  JSON.stringify({
    compilerOptions: {
      ...{ module: 'nodenext', target: 'es2023', lib: ['es2023'] },
      ...{ strict: true, noEmit: true, types: [] },
    },
    files: ['infra.ts'],
  }),
)

for (const [compiler, limit] of Object.entries(budgets)) {
  budget(`a program of ${DOMAINS} domains stays within the budget of ${compiler}`, () => {
    const tsc = join(root, 'node_modules', compiler, 'bin/tsc')
    // TypeScript 7 checks files in parallel, and each of its threads computes the types that it needs again.
    const flags = compiler === 'typescript' ? ['--singleThreaded'] : []
    const out = execFileSync(
      process.execPath,
      [tsc, '-p', folder, '--extendedDiagnostics', ...flags],
      {
        encoding: 'utf8',
      },
    )
    const instantiations = Number(/^Instantiations:\s+(\d+)/m.exec(out)?.[1])
    const seconds = /^Check time:\s+(\S+)/m.exec(out)?.[1]
    console.log(`${compiler}: ${instantiations} instantiations, checked in ${seconds}`)
    assert.ok(instantiations > 0 && instantiations < limit, `${instantiations} of ${limit}`)
  })
}

budget.after(() => rmSync(folder, { recursive: true }))
budget.run()
