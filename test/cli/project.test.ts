import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { uuidOf } from '../../src/build/domains/identity.ts'
import { type Files, folder, vmc } from '../support/vmc.ts'

const test = suite('the project in the configuration')

const hosted = `import { domain } from 'libvmc'

export const web0 = domain('web0').hvm().memory('1GiB').host('hv1')
`
const files = (project?: string): Files => ({
  'package.json': JSON.stringify({ type: 'module', vmc: project && { project } }),
  'infra.ts': hosted,
})

const build = (where: Files) => vmc(['build', '--no-typecheck', '--stdout'], where)

test('a domain with a host requires a project', async () => {
  const { code, stdout, stderr } = await build(files())
  assert.equal([code, stdout], [2, ''])
  assert.match(
    stderr,
    `error[VMC7001]: domain "web0" has a host, but the configuration names no project
 --> infra.ts:3:57
`,
  )
  assert.match(
    stderr,
    "help: set the name of the project in vmc.config.ts: export default defineConfig({ project: 'shop' })",
  )
  assert.is((await vmc(['validate', '--no-typecheck', 'infra.ts'], files())).code, 2)
})

test('a fleet gets one diagnostic, with the location of a call that was not recorded', async () => {
  const fleet = `import { domain } from 'libvmc'

export default Array.from({ length: 1500 }, (_, i) =>
  domain('web' + i).hvm().memory('1GiB').host('hv1'),
)
`
  const { code, stderr } = await build({ ...files(), 'infra.ts': fleet })
  assert.is(code, 2)
  assert.match(stderr, /VMC7001.*\n.*infra\.ts:4:42/)
  assert.match(stderr, /^1 error$/m)
})

test('the project decides the UUID', async () => {
  for (const project of ['shop', 'crm']) {
    const { code, stdout } = await build(files(project))
    assert.is(code, 0)
    assert.match(stdout, `<uuid>${uuidOf('web0', project)}</uuid>`)
  }
})

test('without a project and a host, the name alone decides the UUID', async () => {
  const { stdout } = await build({ 'infra.ts': hosted.replace(".host('hv1')", '') })
  assert.match(stdout, `<uuid>${uuidOf('web0')}</uuid>`)
})

test('vmc import leaves out the UUID that the project derives, and only that', async () => {
  const xml = (uuid: string) =>
    `<domain type="kvm"><name>web0</name><uuid>${uuid}</uuid><os><type>hvm</type></os></domain>`
  const imported = async (uuid: string) => {
    const cwd = folder({ ...files('shop'), 'web0.xml': xml(uuid) })
    const { stdout } = await vmc(['import', 'web0.xml'], cwd)
    return stdout.split('\n').at(-2)
  }
  assert.is(await imported(uuidOf('web0', 'shop')), "export const web0 = domain('web0').hvm()")
  assert.is(
    await imported(uuidOf('web0')),
    `export const web0 = domain('web0').hvm().uuid('${uuidOf('web0')}')`,
  )
})

test('vmc import reports a wrong configuration', async () => {
  const { code, stderr } = await vmc(['import', 'web0.xml'], {
    'package.json': JSON.stringify({ vmc: { project: '' } }),
    'web0.xml': '<domain/>',
  })
  assert.is(code, 1)
  assert.match(stderr, '"project" in the configuration cannot be ""')
})

test.run()
