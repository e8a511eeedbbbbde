import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { installedSchemas, newestSchemas } from '../conformance/libvirt.ts'
import { folder, vmc } from '../support/vmc.ts'

const rng = suite('--rng')

/** Registers a test that is skipped if libvirt's schemas are not installed. */
const needs =
  (schemas: string | undefined) =>
  (name: string, run: () => Promise<void>): void => {
    if (schemas !== undefined) rng(name, run)
    else rng.skip(name, run)
  }
const installed = needs(installedSchemas)
const withNewest = needs(newestSchemas)

const xml = `<domain type="kvm">
  <name>fv0</name>
  <memory unit="GiB">2</memory>
  <os>
    <type>hvm</type>
  </os>
</domain>
`

const infra = `import { domain, GiB } from 'libvmc'

export const a = domain('a')
  .hvm()
  .memory(GiB(1))
`

/** A schema that accepts only domains with the name "b", so it refuses those that vmc accepts. */
const narrow = `<grammar xmlns="http://relaxng.org/ns/structure/1.0">
  <include href="names.rng"/>
  <start>
    <element name="domain">
      <attribute name="type"/>
      <ref name="name"/>
    </element>
  </start>
</grammar>
`
const names = `<grammar xmlns="http://relaxng.org/ns/structure/1.0">
  <define name="name"><element name="name"><value>b</value></element></define>
</grammar>
`
const own = { 'own/domain.rng': narrow, 'own/names.rng': names }

installed('alone uses the installed schemas, for documents and for programs', async () => {
  const files = { 'a.xml': xml, 'infra.ts': infra }
  for (const args of [
    ['a.xml', '--rng'],
    ['infra.ts', '--rng'],
    ['--rng', 'infra.ts', 'a.xml'],
  ])
    assert.is((await vmc(['validate', ...args], files)).code, 0, args.join(' '))
  const { code, stderr } = await vmc(['build', '--no-typecheck', '--rng'], files)
  assert.equal([code, stderr], [0, '1 domain in vmc.out: 1 written\n'])
})

installed('--rng does not use a file to check as its folder', async () => {
  const { code, stderr } = await vmc(['validate', '--rng', 'a.xml'], {
    'a.xml': xml.replaceAll('memory', 'memroy'),
  })
  assert.is(code, 2)
  assert.match(stderr, 'error[VMC1001]: <domain> has no element "memroy"\n --> a.xml:3:3\n')
  assert.match(stderr, "error[VMC1012]: libvirt's own schema refuses this domain\n --> a.xml:")
})

withNewest('DIR and --rng=DIR use the schemas in a folder', async () => {
  for (const args of [['--rng', newestSchemas!], [`--rng=${newestSchemas}`]]) {
    const { code, stderr } = await vmc(['validate', ...args, 'a.xml'], { 'a.xml': xml })
    assert.equal([code, stderr], [0, '1 domain valid\n'])
    const built = await vmc(['build', '--no-typecheck', ...args, 'infra.ts'], {
      'infra.ts': infra,
    })
    assert.equal([built.code, built.stderr], [0, '1 domain in vmc.out: 1 written\n'])
  }
})

withNewest('reads schemas from a folder of any name', async () => {
  const cwd = folder({ 'a.xml': xml })
  const dir = 'ä b/50%20 #?'
  mkdirSync(join(cwd, dir), { recursive: true })
  cpSync(newestSchemas!, join(cwd, dir), { recursive: true })
  const { stderr } = await vmc(['validate', '--rng', dir, 'a.xml'], cwd)
  assert.is(stderr, '1 domain valid\n')
})

rng('reports an objection at the domain in a program, and writes nothing', async () => {
  const { code, stderr, cwd } = await vmc(['build', '--no-typecheck', '--rng', 'own', 'infra.ts'], {
    ...own,
    'infra.ts': infra,
  })
  assert.is(code, 2)
  assert.match(
    stderr,
    `error[VMC1012]: libvirt's own schema refuses this domain
 --> infra.ts:3:18
  |
3 | export const a = domain('a')
  |                  ^ domain
  = help: `,
  )
  assert.match(stderr, /\n\n1 error\n$/)
  assert.not(existsSync(join(cwd, 'vmc.out')))
})

rng('reports an objection in the file of a document, near its line', async () => {
  const { code, stderr } = await vmc(
    ['validate', '--rng=own', 'a.xml', '-'],
    {
      ...own,
      'a.xml': `<!-- b -->\n${xml}`,
    },
    {},
    xml,
  )
  assert.is(code, 2)
  const places = [...stderr.matchAll(/^error\[(VMC\d+)\].*\n --> ([\w<>.]+):(\d+):1$/gm)]
  assert.equal(
    places.map(([, code, file]) => [code, file]),
    [
      ['VMC1012', '<stdin>'],
      ['VMC1012', 'a.xml'],
    ],
  )
})

rng('checks documents in every encoding', async () => {
  const agreed = '<domain type="kvm"><name>b</name></domain>'
  const labelled = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>\n${agreed}`
  const { stdout } = await vmc(['validate', '--format', 'json', '--rng', 'own', 'docs'], {
    ...own,
    'docs/utf16.xml': Buffer.from(`\ufeff${labelled('UTF-16')}`, 'utf16le'),
    'docs/latin1.xml': Buffer.from(labelled('ISO-8859-1'), 'latin1'),
    'docs/bom.xml': `\ufeff${labelled('utf-8')}`,
  })
  assert.not.match(stdout, 'VMC1012')
})

rng('reports missing and unreadable schemas', async () => {
  const files = {
    'a.xml': xml,
    'infra.ts': infra,
    'broken/domain.rng': '<grammar',
    'partial/domain.rng': narrow,
  }
  const says = async (command: string, dir: string, ...paths: string[]) => {
    const { code, stderr, cwd } = await vmc([command, `--rng=${dir}`, ...paths], files)
    assert.is(code, 1)
    assert.not(existsSync(join(cwd, 'vmc.out')))
    assert.match(stderr, /\n = help: .*--rng=DIR\n\n1 error\n$/)
    return stderr.split('\n')[0]!
  }
  for (const [command, ...paths] of [
    ['build', 'infra.ts'],
    ['validate', 'a.xml'],
    ['validate', 'infra.ts', 'a.xml'],
  ] as const) {
    assert.is(
      await says(command, 'nowhere', ...paths),
      'error[VMC4007]: domain.rng is missing in nowhere',
    )
    assert.match(
      await says(command, 'broken', ...paths),
      /^error\[VMC4007\]: broken\/domain\.rng cannot be read: /,
    )
    assert.match(
      await says(command, 'partial', ...paths),
      /partial\/domain\.rng cannot be read: .*names\.rng/,
    )
  }
})

rng.run()
