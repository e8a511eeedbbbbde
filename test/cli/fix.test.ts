import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { folder, renamed, vmc } from '../support/vmc.ts'

const test = suite('--fix')

const INFRA = `import { bridge, domain, file, GiB, virtiofs } from 'libvmc'
import { big } from './big'

export const a = domain('a')
  .hvm({ arch: 'x86_64', machine: 'q35' })
  .use(big)
  .disk(file('/a.img').bus("virtoi"))
  .disk({
    type: 'file',
    source: { fiel: '/b.img' }, // as it was
    target: { dev: 'vdb', bus: 'virtoi' },
  })
  .nic(bridge('br0').model('virtio'))

export const b = domain('b').hvm().memory(GiB(1)).filesystem(virtiofs('/srv', 'srv'))
`

const BIG = `import { type DomainBuilder, GiB } from 'libvmc'

export const big = (d: DomainBuilder) => d.memory(GiB(1)).on_crash('restrat' as any)
`

test('fixes a program in its own style, and builds it', async () => {
  const { code, stderr, cwd } = await vmc(['build', '--fix'], { 'infra.ts': INFRA, 'big.ts': BIG })
  assert.equal(
    [code, stderr],
    [
      0,
      `fixed big.ts
3 - export const big = (d: DomainBuilder) => d.memory(GiB(1)).on_crash('restrat' as any)
3 + export const big = (d: DomainBuilder) => d.memory(GiB(1)).on_crash('restart' as any)

fixed infra.ts
7 -   .disk(file('/a.img').bus("virtoi"))
7 +   .disk(file('/a.img').bus("virtio"))
10 -     source: { fiel: '/b.img' }, // as it was
11 -     target: { dev: 'vdb', bus: 'virtoi' },
10 +     source: { file: '/b.img' }, // as it was
11 +     target: { dev: 'vdb', bus: 'virtio' },
14 +   .acpi()
15 - export const b = domain('b').hvm().memory(GiB(1)).filesystem(virtiofs('/srv', 'srv'))
15 + export const b = domain('b').hvm().memory(GiB(1)).filesystem(virtiofs('/srv', 'srv')).sharedMemory()

2 domains in vmc.out: 2 written
`,
    ],
  )
  const again = await vmc(['build', '--fix'], cwd)
  assert.equal([again.code, again.stderr], [0, '2 domains in vmc.out: 2 unchanged\n'])
  assert.equal(readdirSync(cwd).sort(), ['big.ts', 'infra.ts', 'vmc.out'])
})

/** Programs in which nothing can be fixed, by the reason. */
const unfixable: Readonly<Record<string, string>> = {
  'the wrong value is not a literal at the call': `const bus = 'virtoi'
export const a = vm.disk(file('/a').bus(bus as any))`,
  'two correct values are equally near': `export const a = vm.disk(file('/a').bus('sde' as any))`,
  'no correct value is near': `export const a = vm.disk(file('/a').bus('nonsense' as any))`,
  'the program explicitly sets the opposite': `export const a = vm.hvm({ arch: 'x86_64', machine: 'q35' }).firmware('efi').acpi(false)`,
  'the fix does not remove the diagnostic': `const cell = { id: 0, cpus: '0', memory: '1GiB', memAccess: 'private' } as const
export const a = vm.vcpu(1).cpu({ numa: { cell: [cell] } }).filesystem(virtiofs('/srv', 'srv'))`,
}

for (const [what, text] of Object.entries(unfixable))
  test(`does not change a program if ${what}`, async () => {
    const infra = `import { domain, file, GiB, virtiofs } from 'libvmc'

const vm = domain('a').hvm().memory(GiB(1))
${text}
`
    const { code, stderr, cwd } = await vmc(['build', '--fix', '--no-typecheck'], {
      'infra.ts': infra,
    })
    assert.is(code, 2)
    assert.not.match(stderr, 'fixed')
    assert.is(readFileSync(join(cwd, 'infra.ts'), 'utf8'), infra)
  })

test('keeps the fixes that help, and no others', async () => {
  const infra = `import { domain, file, GiB, virtiofs } from 'libvmc'

const cell = { id: 0, cpus: '0', memory: '1GiB', memAccess: 'private' } as const
export const a = domain('a').hvm().memory(GiB(1)).vcpu(1).cpu({ numa: { cell: [cell] } })
  .filesystem(virtiofs('/srv', 'srv')).disk(file('/a').bus('virtoi' as any))
`
  const { code, stderr } = await vmc(['build', '--fix', '--no-typecheck'], { 'infra.ts': infra })
  assert.is(code, 2)
  assert.equal(stderr.match(/^\d [-+] .*/gm), [
    "5 -   .filesystem(virtiofs('/srv', 'srv')).disk(file('/a').bus('virtoi' as any))",
    "5 +   .filesystem(virtiofs('/srv', 'srv')).disk(file('/a').bus('virtio' as any))",
  ])
  assert.match(stderr, 'error[VMC2404 shared-memory]')
})

const XML = `<?xml version="1.0"?>
<domain type="kvm">
  <name>a</name>
  <memroy unit='GiB'>1</memroy>
  <os firmware="efi">
    <type arch="x86_64" machine="q35">hvm</type>
  </os>
  <on_crash>restrat</on_crash>
  <devices>
    <!-- kept -->
    <disk   type='file' devcie = 'disk'>
      <source file="/a.img"/>
      <target dev="vda" bus='virtoi'/>
    </disk>
    <filesystem type="mount"><driver type="virtiofs"/><source dir="/srv"/><target dir="srv"/></filesystem>
  </devices>
</domain>
`
const FIXED = XML.replaceAll('memroy', 'memory')
  .replace('restrat', 'restart')
  .replace('devcie', 'device')
  .replace('virtoi', 'virtio')
  .replace(
    '  <devices>',
    `  <features>
    <acpi/>
  </features>
  <memoryBacking>
    <source type="memfd"/>
    <access mode="shared"/>
  </memoryBacking>
  <devices>`,
  )

/** Functions that change the layout of the document. A fix keeps the layout. */
const layouts: Readonly<Record<string, (xml: string) => string>> = {
  'in its usual layout': xml => xml,
  'with CRLF line endings': xml => xml.replaceAll('\n', '\r\n'),
  'with a byte order mark': xml => `\ufeff${xml}`,
}

for (const [layout, lay] of Object.entries(layouts))
  test(`a document is fixed, and everything else stays byte for byte: ${layout}`, async () => {
    const { code, cwd, stderr } = await vmc(['validate', '--fix', 'a.xml'], { 'a.xml': lay(XML) })
    assert.match(stderr, /\n1 domain valid\n$/)
    assert.is(code, 0)
    assert.is(readFileSync(join(cwd, 'a.xml'), 'utf8'), lay(FIXED))
  })

test('adds to existing elements, empty or not', async () => {
  const has = (features: string, backing: string) =>
    FIXED.replace(/ {2}<features>[\s\S]*<\/memoryBacking>\n/, `  ${features}\n  ${backing}\n`)
  const cases: [before: string, after: string][] = [
    [has('<features/>', '<memoryBacking><nosharepages/></memoryBacking>'), ''],
    [has('<features>\n    <apic/>\n  </features>', '<memoryBacking/>'), ''],
  ]
  cases[0]![1] = has(
    '<features>\n    <acpi/>\n  </features>',
    '<memoryBacking><nosharepages/><source type="memfd"/><access mode="shared"/></memoryBacking>',
  )
  cases[1]![1] = has(
    '<features>\n    <apic/>\n    <acpi/>\n  </features>',
    '<memoryBacking>\n    <source type="memfd"/>\n    <access mode="shared"/>\n  </memoryBacking>',
  )
  for (const [before, after] of cases) {
    const { cwd } = await vmc(['validate', '--fix', 'a.xml'], { 'a.xml': before })
    assert.is(readFileSync(join(cwd, 'a.xml'), 'utf8'), after)
  }
})

test('does not change a document in another encoding than UTF-8', async () => {
  const text = XML.replace('1.0"', '1.0" encoding="iso-8859-1"').replace('kept', 'kept \xe9')
  const bytes = Buffer.from(text, 'latin1')
  const { code, cwd } = await vmc(['validate', '--fix', 'a.xml'], { 'a.xml': bytes })
  assert.is(code, 2)
  assert.ok(readFileSync(join(cwd, 'a.xml')).equals(bytes))
})

test('refuses to fix stdin, and to fix with --check', async () => {
  const stdin = await vmc(['validate', '--fix', '-'], {}, {}, XML)
  assert.equal([stdin.code, stdin.stdout], [1, ''])
  assert.match(stdin.stderr, 'error[VMC4010]: stdin cannot be fixed')
  const check = await vmc(['build', '--fix', '--check'], { 'infra.ts': INFRA, 'big.ts': BIG })
  assert.match(check.stderr, '--fix and --check exclude each other')
})

test('validate fixes programs as well as documents, silently with -q', async () => {
  const cwd = folder({ 'infra.ts': INFRA, 'big.ts': BIG })
  const { code, stderr } = await vmc(['validate', '--fix', '-q', 'infra.ts'], cwd)
  assert.equal([code, stderr], [0, ''])
  writeFileSync(join(cwd, 'infra.ts'), INFRA)
  const plain = await vmc(['validate', 'infra.ts', '--no-typecheck'], renamed(cwd))
  assert.is(plain.code, 2)
})

test.run()
