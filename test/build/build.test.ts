import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type BuildOptions, build, InvalidDomain, toXml, validateXml } from '../../dist/compiler.js'
import { bridge, domain, file, GiB } from '../../dist/index.js'
import { folder } from '../support/vmc.ts'

const building = suite('build')

const fv0 = domain('fv0').hvm().memory(GiB(2)).disk(file('/x.qcow2')).nic(bridge('br0'))

building(
  'builds domains that are passed as values, and writes nothing without outDir',
  async () => {
    const cwd = folder()
    const { domains, files, diagnostics } = await build([fv0], { cwd })
    assert.equal(diagnostics, [])
    assert.equal(files, [])
    assert.equal(domains, [{ name: 'fv0', xml: toXml(fv0) }])
    assert.equal(readdirSync(cwd), [])
  },
)

building('builds programs and domains together, and resolves programs from cwd', async () => {
  const cwd = folder({ 'web.ts': `import { domain } from 'libvmc'\nexport default []` })
  const { domains, diagnostics } = await build(['web.ts', fv0], {
    cwd,
    outDir: 'out',
    typecheck: false,
  })
  assert.equal(
    diagnostics.map(one => one.code),
    ['VMC4004'],
  )
  assert.equal(domains, [])
  assert.not(existsSync(join(cwd, 'out')))
})

building('returns the host and the program of each domain', async () => {
  const text = `import { domain } from 'libvmc'
export const a = domain('a').hvm().memory('1GiB').host('hv1')
export const all = [a, a]
`
  const cwd = folder({ 'a.ts': text, 'b.ts': `export * from './a.ts'\n` })
  const options = { cwd, typecheck: false, project: 'shop' }
  const [a, b] = [join(cwd, 'a.ts'), join(cwd, 'b.ts')]
  const built = async (...entries: readonly (string | typeof fv0)[]) => {
    const { domains, diagnostics } = await build(entries, options)
    assert.equal(diagnostics, [])
    return domains.map(({ xml: _, ...rest }) => rest)
  }
  assert.equal(await built('a.ts'), [{ name: 'a', host: 'hv1', program: a }])
  assert.equal(await built('b.ts', 'a.ts', fv0.host('hv2')), [
    { name: 'a', host: 'hv1', program: [a, b] },
    { name: 'fv0', host: 'hv2' },
  ])
})

building('removes most files only with prune, and an edited file only with overwrite', async () => {
  const cwd = folder()
  const [a, b, c] = ['a', 'b', 'c'].map(name => domain(name).hvm().memory('1GiB'))
  const codes = async (options: BuildOptions, ...domains: readonly (typeof fv0)[]) => {
    const { diagnostics } = await build(domains, { cwd, outDir: 'out', ...options })
    return diagnostics.map(({ code }) => code)
  }
  assert.equal(await codes({}, a!, b!, c!), [])
  assert.equal(await codes({}, a!), ['VMC4020'])
  writeFileSync(join(cwd, 'out/c.xml'), 'edited')
  assert.equal(await codes({ prune: true }, a!), ['VMC4019'])
  assert.equal(readdirSync(join(cwd, 'out')).length, 4)
  assert.equal(await codes({ prune: true, overwrite: true }, a!), [])
  assert.equal(readdirSync(join(cwd, 'out')), ['a.xml', 'vmc.manifest.json'])
})

building('returns the status of each file', async () => {
  const cwd = folder()
  const first = await build([fv0], { cwd, outDir: 'out' })
  assert.equal(first.files, [{ path: join(cwd, 'out/fv0.xml'), status: 'written' }])
  assert.is(readFileSync(join(cwd, 'out/fv0.xml'), 'utf8'), toXml(fv0))
  const second = await build([fv0.vcpu(2), domain('b').hvm().memory('1GiB')], {
    cwd,
    outDir: 'out',
    check: true,
  })
  assert.equal(second.files, [])
  assert.equal(
    second.diagnostics.map(({ code, message }) => [code, message]),
    [
      ['VMC4011', 'b.xml is missing'],
      ['VMC4011', 'fv0.xml differs from the output of the program'],
    ],
  )
})

building('returns no domains if one is invalid, and does not throw', async () => {
  const wrong = domain('b')
    .hvm()
    .memory('1GiB')
    .disk(file('/x').bus('virtoi' as 'virtio'))
  const { domains, diagnostics } = await build([fv0, wrong])
  assert.equal(domains, [])
  assert.equal(
    diagnostics.map(one => one.code),
    ['VMC1002'],
  )
  assert.match(diagnostics[0]!.file!, /build\.test\.ts$/)
})

building('with strict, a warning stops the build', async () => {
  const little = [domain('a').hvm().memory(2048)]
  assert.is((await build(little)).domains.length, 1)
  assert.is((await build(little, { strict: true })).domains.length, 0)
})

building('onProgress gets the number of finished domains, up to the last', async () => {
  const progress: number[] = []
  const fleet = Array.from({ length: 10 }, (_, i) => domain(`vm${i}`).hvm().memory('1GiB'))
  await build(fleet, { onProgress: done => progress.push(done) })
  assert.equal(
    progress,
    fleet.map((_, index) => index + 1),
  )
})

building(
  'the order of domains does not change their MAC addresses, even if addresses conflict',
  async () => {
    const nic = bridge('br0')
    const fleet = Array.from({ length: 4000 }, (_, i) =>
      domain(`vm${String(i).padStart(4, '0')}`)
        .hvm()
        .memory('1GiB')
        .nic(nic, nic, nic),
    )
    const free = fleet.map(one => toXml(one))
    // An address that a domain sets is not given to another domain, even if that domain comes last.
    const pinned = /52:54:00[:\da-f]+/.exec(free[7]!)![0]
    const owner = domain('owner').hvm().memory('1GiB').nic(bridge('br0').mac(pinned))
    const inOrder = await build([...fleet, owner])
    const backwards = await build([...fleet, owner].reverse())
    assert.equal(inOrder.diagnostics, [])
    assert.equal(backwards.domains.toReversed(), inOrder.domains)
    const changed = fleet.filter((_, index) => inOrder.domains[index]!.xml !== free[index])
    assert.ok(changed.length > 1, 'some addresses conflict')
    const macs = inOrder.domains.flatMap(({ xml }) => xml.match(/52:54:00[:\da-f]+/g) ?? [])
    assert.is(new Set(macs).size, macs.length)
  },
)

building('never prints', async () => {
  const printed: unknown[] = []
  const { write } = process.stdout
  process.stdout.write = ((text: unknown) => printed.push(text) > 0) as typeof write
  try {
    await build('nowhere.ts', { cwd: folder() })
    await build([domain('a/b')])
  } finally {
    process.stdout.write = write
  }
  assert.equal(printed, [])
})

building('toXml throws the errors that a build would report', () => {
  try {
    toXml(
      domain('a/b')
        .hvm()
        .memory('1GiB')
        .disk(file('/x').bus('virtoi' as 'virtio')),
    )
    assert.unreachable()
  } catch (error) {
    assert.instance(error, InvalidDomain)
    const { diagnostics, message } = error as InvalidDomain
    assert.equal(diagnostics.map(one => one.code).sort(), ['VMC1002', 'VMC2002'])
    assert.match(message, 'VMC1002: "virtoi" is not a bus of <target>')
  }
})

building('toXml returns valid XML', () => {
  assert.equal(validateXml(toXml(fv0)), [])
})

building.run()
