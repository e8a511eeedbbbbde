import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Files, folder, vmc } from '../support/vmc.ts'

const target = suite('--target, and the configuration of a project')

const program = (more = '', name = 'a'): string =>
  `import { domain, GiB } from 'libvmc'\nexport const ${name} = domain('${name}').hvm().memory(GiB(1))${more}\n`

const old = program()
// A field and a value that are newer than libvirt 9.0.0.
const newer = program(`
  .cpu({ topology: { sockets: 1, dies: 1, clusters: 1, cores: 1, threads: 1 } })
  .watchdog({ model: 'itco' })`)

const xml = `<domain type="kvm">
  <name>a</name>
  <memory unit="GiB">1</memory>
  <os><type>hvm</type></os>
  <cpu><topology sockets="1" dies="1" clusters="1" cores="1" threads="1"/></cpu>
  <devices>
    <watchdog model="itco"/>
  </devices>
</domain>
`

const build = (args: readonly string[], where: string | Files) =>
  vmc(['build', '--no-typecheck', ...args], where)

/** The messages, locations and helps in the output. */
const said = (stderr: string): readonly string[] =>
  stderr
    .split('\n')
    .filter(line => /^\w+\[|--> |= help/.test(line))
    .map(line => line.trim())

target('newer fields and values are reported with the release they need', async () => {
  const { code, stderr, cwd } = await build(['--target', 'libvirt=9.0.0'], { 'infra.ts': newer })
  assert.is(code, 2)
  assert.equal(said(stderr), [
    'error[VMC1013]: "clusters" of <topology> needs libvirt 10.1.0; the target has 9.0.0',
    '--> infra.ts:3:43',
    'error[VMC1013]: model "itco" of <watchdog> needs libvirt 9.1.0; the target has 9.0.0',
    '--> infra.ts:4:15',
  ])
  assert.not(existsSync(join(cwd, 'vmc.out')))
})

target('it applies to documents as well as programs', async () => {
  const files = { 'a.xml': xml, 'infra.ts': newer }
  const { code, stderr } = await vmc(
    ['validate', '--target=libvirt=9.0.0', 'a.xml', 'infra.ts'],
    files,
  )
  assert.is(code, 2)
  assert.equal(
    said(stderr).filter(line => line.startsWith('-->')),
    ['--> a.xml:5:39', '--> a.xml:7:15', '--> infra.ts:3:43', '--> infra.ts:4:15'],
  )
  const stdin = await vmc(['validate', '--target=libvirt=9.0.0', '-'], {}, {}, xml)
  assert.match(stdin.stderr, ' --> <stdin>:7:15\n')
})

target(
  'a target newer than vmc knows is a warning that names the newest known release',
  async () => {
    const newest = [
      'warning[VMC1016]: the target has libvirt 99.0.0, but vmc knows only the format of 12.9.0 and older',
      '= help: vmc checks the domains for libvirt 12.9.0',
    ]
    const built = await build(['--target=libvirt=99.0.0'], { 'infra.ts': newer })
    assert.equal([built.code, said(built.stderr)], [0, newest])
    const args = ['validate', '--target=libvirt=99.0.0', 'a.xml', 'b.xml']
    const validated = await vmc(args, { 'a.xml': xml, 'b.xml': xml.replace('>a<', '>b<') })
    assert.equal([validated.code, said(validated.stderr)], [0, newest])
    const strict = await build(['--strict', '--target=libvirt=99.0.0'], { 'infra.ts': newer })
    assert.is.not(strict.code, 0)
    for (const release of ['12.9.0', '12.9', '9.0.0'])
      assert.not.match(
        (await build([`--target=libvirt=${release}`], { 'infra.ts': old })).stderr,
        'VMC1016',
      )
  },
)

target(
  'what the target supports is accepted; a release can leave out its last numbers',
  async () => {
    for (const release of ['10.1.0', '10.1', '11', '99.0.0'])
      assert.is((await build([`--target=libvirt=${release}`], { 'infra.ts': newer })).code, 0)
    const { stderr } = await build(['--target=libvirt=10.0.9'], { 'infra.ts': newer })
    assert.match(stderr, 'needs libvirt 10.1.0; the target has 10.0.9')
  },
)

for (const wrong of [
  '9.0.0',
  'libvirt',
  'libvirt=',
  'libvirt=9.x',
  'qemu',
  'xen=4.17',
  'libvirt=9.0.0,libvirt=9.1.0',
  'libvirt=9.0.0.1',
  '',
])
  target(`"${wrong}" is reported once as an invalid target, and nothing is built`, async () => {
    const files = { 'infra.ts': old, 'a.xml': xml }
    const expected = `error[VMC4010]: "${wrong}" is not a target
 = help: the target of the checks consists of releases of libvirt, QEMU or both, such as libvirt=9.0.0,qemu=7.2

1 error
`
    const built = await build([`--target=${wrong}`], files)
    assert.equal([built.code, built.stderr], [1, expected])
    assert.not(existsSync(join(built.cwd, 'vmc.out')))
    const validated = await vmc(['validate', `--target=${wrong}`, 'a.xml', 'infra.ts'], files)
    assert.equal([validated.code, validated.stderr], [1, expected])
  })

// The configuration.

const manifest = (vmc: unknown): string => `${JSON.stringify({ name: 'x', vmc }, null, 2)}\n`
const config = (text: string): string =>
  `import { defineConfig } from 'libvmc/compiler'\n\nexport default defineConfig(${text})\n`

for (const [where, files] of Object.entries({
  'package.json': { 'package.json': manifest({ target: 'libvirt=9.0.0' }) },
  'vmc.config.ts': { 'vmc.config.ts': config("{ target: 'libvirt=9.0.0' }") },
})) {
  target(`${where} sets the target for everything built and validated below it`, async () => {
    const cwd = folder({
      'package.json': '{}',
      ...files,
      'infra.ts': newer,
      'deep/er/infra.ts': newer,
      'a.xml': xml,
    })
    const runs = [
      await build([], cwd),
      await build([], join(cwd, 'deep/er')),
      await vmc(['validate', 'a.xml'], cwd),
    ]
    for (const { code, stderr } of runs) {
      assert.is(code, 2)
      assert.is(stderr.match(/VMC1013.*the target has 9\.0\.0/g)?.length, 2)
    }
  })

  target(`the option overrides ${where}`, async () => {
    const { code } = await build(['--target=libvirt=11.3.0'], { ...files, 'infra.ts': newer })
    assert.is(code, 0)
  })
}

target('the nearest configuration of the project counts', async () => {
  const cwd = folder({
    'package.json': '{}',
    'vmc.config.ts': config("{ target: 'libvirt=9.0.0' }"),
    'a/infra.ts': newer,
    'b/package.json': manifest({ target: 'libvirt=11.3.0' }),
    'b/infra.ts': newer,
  })
  assert.is((await build([], join(cwd, 'a'))).code, 2)
  assert.is((await build([], join(cwd, 'b'))).code, 0)
})

target('out is relative to the configuration, and strict makes warnings fail', async () => {
  const cwd = folder({
    'package.json': manifest({ out: 'xml/made' }),
    'programs/infra.ts': old,
    'strict/vmc.config.ts': config('{ strict: true }'),
    'strict/infra.ts': old.replace('GiB(1)', '2048'),
  })
  const { code, stderr } = await build([], join(cwd, 'programs'))
  assert.equal([code, stderr], [0, '1 domain in ../xml/made: 1 written\n'])
  assert.ok(existsSync(join(cwd, 'xml/made/a.xml')))
  const check = await build(['--check'], join(cwd, 'programs'))
  assert.equal([check.code, check.stderr], [0, '1 domain, all up to date in ../xml/made\n'])
  assert.is(
    (await build(['-o', 'here'], join(cwd, 'programs'))).stderr,
    '1 domain in here: 1 written\n',
  )
  assert.is((await build([], join(cwd, 'strict'))).code, 2)
})

// A configuration that would be an error, so that a build that runs it fails.
const foreign = { 'vmc.config.ts': `throw new Error('this configuration ran')\n` }

for (const [what, files] of Object.entries({
  'with a package.json': { 'home/package.json': '{ "name": "home" }' },
  'with a .git': { 'home/.git/HEAD': '' },
  'that has neither': {},
}))
  target(`a configuration above a project ${what} does not run`, async () => {
    const cwd = join(
      folder({ ...foreign, ...files, 'home/infra.ts': old, 'home/a.xml': xml }),
      'home',
    )
    for (const args of ['build infra.ts', 'validate a.xml', 'validate infra.ts']) {
      const { code, stderr } = await vmc([...args.split(' '), '--no-typecheck'], cwd)
      assert.equal([args, code, stderr.includes('this configuration ran')], [args, 0, false])
    }
    assert.is((await vmc(['explain', 'VMC1013'], cwd)).code, 0)
  })

target('the configuration of the program counts, not that of the working folder', async () => {
  const cwd = folder({ ...foreign, 'a/package.json': '{}', 'a/infra.ts': old })
  assert.is((await build(['a/infra.ts'], cwd)).code, 0)
  const inner = folder({ 'a/package.json': manifest({ out: 'made' }), 'a/infra.ts': old })
  assert.is((await build(['a/infra.ts'], inner)).stderr, '1 domain in a/made: 1 written\n')
})

target('a configuration beside a document does not run', async () => {
  const files = { ...foreign, 'package.json': '{}', 'a.xml': xml }
  const cwd = folder(Object.fromEntries(Object.entries(files).map(([k, v]) => [`sent/${k}`, v])))
  assert.is((await vmc(['validate', 'sent/a.xml'], cwd)).code, 0)
})

target('programs of different projects are not built together', async () => {
  const files = { 'a/infra.ts': old, 'b/infra.ts': old, 'a/package.json': manifest({ out: 'x' }) }
  const { code, stderr } = await build(['a/infra.ts', 'b/infra.ts'], files)
  assert.is(code, 1)
  assert.match(stderr, 'the programs have different configurations: a/package.json, none')
})

target('what a configuration prints goes to stderr', async () => {
  const { stdout, stderr } = await build(['--stdout'], {
    'vmc.config.ts': `console.log('read')\nexport default {}\n`,
    'infra.ts': old,
  })
  assert.match(stdout, /^<domain /)
  assert.is(stderr, 'read\n')
})

/** Wrong configurations, with the messages, locations and helps that they get. */
const wrong: Readonly<Record<string, [files: Files, ...expected: string[]]>> = {
  'with a misspelt key': [
    { 'package.json': manifest({ tagret: 'libvirt=9.0.0', out: 'x' }) },
    'error[VMC4010]: unknown key "tagret" in the configuration',
    '--> package.json:4:5',
    '= help: did you mean "target"?',
  ],
  'with an unknown key': [
    { 'vmc.config.ts': config('{\n  colour: "red" } as {}') },
    'error[VMC4010]: unknown key "colour" in the configuration',
    '--> vmc.config.ts:4:3',
    '= help: the keys are project, target, out, strict, rules, use, hosts',
  ],
  'with values of wrong types': [
    { 'package.json': manifest({ target: 9, out: '', strict: 'yes', project: 'a/b' }) },
    'error[VMC4010]: "target" in the configuration cannot be 9',
    '--> package.json:4:5',
    '= help: expected releases of libvirt, QEMU or both, such as libvirt=9.0.0,qemu=7.2',
    'error[VMC4010]: "out" in the configuration cannot be ""',
    '--> package.json:5:5',
    '= help: expected the path of a folder',
    'error[VMC4010]: "strict" in the configuration cannot be "yes"',
    '--> package.json:6:5',
    '= help: expected true or false',
    'error[VMC4010]: "project" in the configuration cannot be "a/b"',
    '--> package.json:7:5',
    '= help: expected a name of up to 63 letters, digits, ".", "_" and "-" that begins with a letter or digit',
  ],
  'with an invalid target': [
    { 'vmc.config.ts': config("{ target: '9.0.0' }") },
    'error[VMC4010]: "target" in the configuration cannot be "9.0.0"',
    '--> vmc.config.ts:3:31',
    '= help: expected releases of libvirt, QEMU or both, such as libvirt=9.0.0,qemu=7.2',
  ],
  'that is a string': [
    { 'package.json': manifest('libvirt=9.0.0') },
    'error[VMC4010]: the configuration cannot be "libvirt=9.0.0"',
    '--> package.json:3:3',
    '= help: expected an object with project, target, out, strict, rules, use, hosts',
  ],
  'that is a list': [
    { 'vmc.config.ts': 'export default [1]\n' },
    'error[VMC4010]: the configuration cannot be [1]',
    '--> vmc.config.ts',
    '= help: expected an object with project, target, out, strict, rules, use, hosts',
  ],
  'without a default export': [
    { 'vmc.config.ts': `export const config = { target: 'libvirt=9.0.0' }\n` },
    'error[VMC4010]: the configuration has no default export',
    '--> vmc.config.ts',
    "= help: write export default defineConfig({ target: 'libvirt=9.0.0' })",
  ],
  'that throws': [
    { 'vmc.config.ts': `export {}\nthrow new Error('no')\n` },
    'error[VMC4003]: Error: no',
    '--> vmc.config.ts:2:7',
  ],
  'with a syntax error': [
    { 'vmc.config.ts': 'export default {\n  target: ,\n}\n' },
    'error[VMC4002]: Unexpected ","',
    '--> vmc.config.ts:2:11',
  ],
  'that imports a missing file': [
    { 'vmc.config.ts': `import { all } from './shared'\nexport default all\n` },
    'error[VMC4008]: Could not resolve "./shared"',
    '--> vmc.config.ts:1:21',
    '= help: the folder of this file has no file of that name',
  ],
}

for (const [what, [files, ...expected]] of Object.entries(wrong))
  target(`a configuration ${what} is reported, and nothing is built`, async () => {
    const cwd = folder({ ...files, 'infra.ts': old })
    const built = await build([], cwd)
    assert.equal(said(built.stderr), expected)
    assert.is(built.code, 1)
    assert.not(existsSync(join(cwd, 'vmc.out')))
    const validated = await vmc(['validate', 'infra.ts'], cwd)
    assert.equal([validated.code, validated.stderr], [1, built.stderr])
  })

target('an unreadable package.json is reported', async () => {
  const { code, stderr } = await build([], { 'package.json': '{ "name": ', 'infra.ts': old })
  assert.is(code, 1)
  assert.match(
    stderr,
    /^error\[VMC4007\]: package\.json cannot be read: .*\n {2}--> package\.json\n/,
  )
})

target('a configuration with a name that vmc does not read is a warning', async () => {
  const infra = `import { domain, GiB } from 'libvmc'
export const a = domain('a').hvm().memory(GiB(1))
`
  const build = async (files: Files) => {
    const args = ['build', '--no-typecheck', '--format=plain', 'infra.ts']
    const { code, stderr } = await vmc(args, { 'package.json': '{}', 'infra.ts': infra, ...files })
    assert.is(code, 0)
    return stderr.split('\n').slice(0, -2)
  }
  for (const name of ['vmc.config.js', 'vmc.config.mjs', 'vmc.config.cts'])
    assert.equal(await build({ [name]: 'throw new Error("runs")' }), [
      `${name}: warning VMC4063: vmc does not read ${name}, but only vmc.config.ts (rename it to vmc.config.ts)`,
    ])
  assert.equal(await build({ 'vmc.config.json': '{"strict":true}' }), [
    'vmc.config.json: warning VMC4063: vmc does not read vmc.config.json, but only vmc.config.ts (write the settings into package.json, as the value of "vmc", or into vmc.config.ts)',
  ])
  assert.equal(await build({ 'vmc.config.js': '', 'vmc.config.ts': 'export default {}' }), [])
  assert.is((await build({ 'vmc.config.js': '', 'package.json': '{"vmc":{}}' })).length, 1)
})

target.run()
