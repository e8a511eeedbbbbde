import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../../dist/compiler.js'
import { fleet, like } from '../../dist/testing/index.js'
import { folder } from '../support/vmc.ts'

const test = suite('libvmc/testing')

const program = (memory: string): string => `
import { bridge, domain, file, GiB, vnc } from 'libvmc'

export const webs = [0, 1].map(n =>
  domain('web' + n)
    .q35()
    .acpi()
    .memory(${memory})
    .vcpu(2)
    .disk(file('/srv/web' + n + '.qcow2'), file('/srv/data.raw').readonly())
    .nic(bridge('br0').model('virtio'))
    .graphics(vnc().listen('127.0.0.1')),
)
`

const cwd = folder({ 'infra.ts': program('GiB(2)'), 'wrong.ts': program('4') })
const web = await fleet('infra.ts', { cwd })
const web0 = web.get('web0')

test('lists the domains, and no findings for a correct program', () => {
  assert.equal(web.names, ['web0', 'web1'])
  assert.equal(web.findings, [])
  assert.equal(
    web.domains.map(({ name }) => name),
    web.names,
  )
})

test('lists the exports in alphabetical order, and the items of a list in its order', async () => {
  const text = `import { domain, GiB } from 'libvmc'
    const make = (name: string) => domain(name).hvm().memory(GiB(1))
    export const zoo = make('first')
    export const all = [make('z'), make('b')]`
  const { names } = await fleet('order.ts', { cwd: folder({ 'order.ts': text }) })
  assert.equal(names, ['z', 'b', 'first'])
})

test('reads attributes and texts as the XML spells them', () => {
  assert.equal(web0.all('devices/disk/target/@dev'), ['vda', 'vdb'])
  assert.equal(web0.all('disk/source/@file'), ['/srv/web0.qcow2', '/srv/data.raw'])
  assert.equal(web0.all('memory/value'), ['2'])
  assert.equal(web0.all('name'), ['web0'])
  assert.equal(web0.all('devices/sound/@model'), [])
})

test('reads elements, which can be asked in turn', () => {
  const [, data] = web0.all('devices/disk')
  assert.equal(data!.all('target/@dev'), ['vdb'])
  assert.match(data!.xml, /^<disk [\s\S]*<readonly\/>\n<\/disk>$/)
})

test('the XML of a domain is the XML that a build writes', async () => {
  const { domains } = await build('infra.ts', { cwd, typecheck: false })
  assert.is(`${web0.xml}\n`, domains[0]!.xml)
})

test('finds elements by their fields', () => {
  assert.is(web0.has('disk'), true)
  assert.is(web0.has('sound'), false)
  assert.is(web0.has('disk', { source: { file: '/srv/web0.qcow2' } }), true)
  assert.is(web0.has('disk', { source: { file: like(/web0/) }, target: { bus: 'virtio' } }), true)
  assert.is(web0.has('disk', { source: { file: like('web1') } }), false)
  assert.is(web0.has('disk', { source: { file: like(text => text.length > 99) } }), false)
  assert.is(web0.count('disk'), 2)
  assert.is(web0.count('disk', { readonly: true }), 1)
  assert.is(web0.count('disk', { readonly: false }), 1)
  assert.is(web0.has('vcpu', { value: 2 }), true)
  assert.is(web0.has('graphics', { autoport: true }), true)
})

test('a path or field that the format does not have is an error', () => {
  const ask = (path: string) => () => web0.all(path as 'name')
  assert.throws(ask('devices/dsik'), '"devices/dsik": <devices> has no field "dsik"')
  assert.throws(ask('disk/@source'), '"disk/@source": <disk> has no attribute "source"')
  for (const path of ['interface/source/@bridge', 'devices/interface/source/bridge'])
    assert.throws(
      () => web0.has(path as 'disk'),
      `write has('interface', { source: { bridge: … } }), or read it with all('${path}')`,
    )
  assert.throws(() => web0.has('disk', { sorce: {} } as object), '<disk> has no field "sorce"')
})

test('a domain that the program does not have is an error that names those it has', () => {
  assert.throws(() => web.get('web7'), 'the program has no domain "web7", only web0, web1')
})

test('a wrong program has its domains and its findings', async () => {
  const wrong = await fleet('wrong.ts', { cwd })
  assert.equal(wrong.names, ['web0', 'web1'])
  const [finding] = wrong.findings
  assert.equal([finding!.severity, finding!.line], ['error', 8])
})

test('uses the configuration of the project', async () => {
  const project = folder({
    'infra.ts': program('GiB(2)').replace('.q35()', ".q35().host('hv1')"),
    'vmc.config.ts': "export default { project: 'shop', hosts: { hv1: {} } }",
  })
  const { domains, findings } = await fleet('infra.ts', { cwd: project })
  assert.equal(findings, [])
  assert.is(domains[0]!.host, 'hv1')
  assert.is.not(domains[0]!.all('uuid')[0], web0.all('uuid')[0])
})

test('compares with an output folder', async () => {
  // Node loads a module once, so the program makes its domains when it is called.
  const text = program('GiB(Number(process.env.GIB))').replace(
    'export const webs = [0, 1]',
    "export default () => process.env.WEBS.split(',')",
  )
  const project = folder({ 'infra.ts': text })
  const settings = (webs: string, memory: string) =>
    Object.assign(process.env, { WEBS: webs, GIB: memory })
  settings('0,1', '2')
  const differences = async () => (await fleet('infra.ts', { cwd: project })).diff('vmc.out')
  const statuses = async () => (await differences()).map(({ file, status }) => [file, status])
  assert.equal(await statuses(), [
    ['web0.xml', 'added'],
    ['web1.xml', 'added'],
  ])
  await build('infra.ts', { cwd: project, outDir: 'vmc.out', typecheck: false })
  assert.equal(await statuses(), [])
  settings('1,2', '4')
  assert.equal(await statuses(), [
    ['web0.xml', 'removed'],
    ['web1.xml', 'changed'],
    ['web2.xml', 'added'],
  ])
  const [, changed] = await differences()
  assert.match(changed!.before!, '<memory unit="GiB">2</memory>')
  assert.match(changed!.after!, '<memory unit="GiB">4</memory>')
})

test('findings have their lines under a test runner that writes stack traces itself', async () => {
  const project = folder({
    'invalid.ts': `import { domain } from 'libvmc'\n\nexport const a = domain('a')\n  .hvm()\n  .memory(4)\n`,
    'thrown.ts': `interface Unused {}\n\nthrow new Error('no inventory')\n`,
  })
  const { prepareStackTrace } = Error
  // As vitest does: a text without source maps.
  Error.prepareStackTrace = (error, sites) => `${error.name}\n    at ${sites.join('\n    at ')}`
  try {
    for (const [entry, line] of [
      ['invalid.ts', 5],
      ['thrown.ts', 3],
    ] as const) {
      const [finding] = (await fleet(entry, { cwd: project })).findings
      assert.equal([finding?.file, finding?.line], [join(project, entry), line])
    }
  } finally {
    Error.prepareStackTrace = prepareStackTrace
  }
})

test.run()
