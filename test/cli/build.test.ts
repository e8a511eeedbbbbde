import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { folder, renamed, spawnVmc, vmc } from '../support/vmc.ts'

const build = suite('vmc build')

/** A program of domains with these names. */
const program = (...names: readonly string[]): string =>
  `import { domain, GiB } from 'libvmc'
${names.map((name, i) => `export const d${i} = domain('${name}').hvm().memory(GiB(1))`).join('\n')}
`

/** The files of a folder with text, inode and time of change, so that a rewritten file with the same text differs. */
const snapshot = (at: string): Readonly<Record<string, unknown>> =>
  existsSync(at)
    ? Object.fromEntries(
        readdirSync(at).map(name => {
          const { ino, mtimeMs } = statSync(join(at, name))
          return [name, { ino, mtimeMs, text: readFileSync(join(at, name), 'utf8') }]
        }),
      )
    : {}

build('writes one file per domain, and reports how many', async () => {
  const ran = await vmc(['build'], { 'infra.ts': program('web', 'db') })
  assert.equal([ran.code, ran.stdout], [0, ''])
  assert.is(ran.stderr, '2 domains in vmc.out: 2 written\n')
  assert.equal(readdirSync(join(ran.cwd, 'vmc.out')).sort(), [
    'db.xml',
    'vmc.manifest.json',
    'web.xml',
  ])
  assert.is(
    readFileSync(join(ran.cwd, 'vmc.out/db.xml'), 'utf8'),
    `<domain type="kvm">
  <name>db</name>
  <uuid>6c53b993-d620-56d8-aeb3-c05ea2934972</uuid>
  <memory unit="GiB">1</memory>
  <os>
    <type>hvm</type>
  </os>
</domain>
`,
  )
})

build('writes a manifest: for each file its kind, name, host, hash and program', async () => {
  const { cwd } = await vmc(['build', '--no-typecheck', 'infra.ts', 'more/b.ts', '-o', 'out/xml'], {
    'package.json': JSON.stringify({ type: 'module', vmc: { project: 'shop' } }),
    'infra.ts': program('web').replace('.hvm()', ".hvm().host('hv1')"),
    'more/b.ts': `${program('db')}export { d0 as web } from '../infra.ts'\n`,
  })
  const manifest = JSON.parse(readFileSync(join(cwd, 'out/xml/vmc.manifest.json'), 'utf8'))
  assert.equal(Object.keys(manifest), ['vmc', 'files'])
  assert.equal(Object.keys(manifest.files), ['db.xml', 'web.xml'])
  const { hash, ...db } = manifest.files['db.xml']
  assert.match(hash, /^sha256-[0-9a-f]{64}$/)
  assert.equal(db, { kind: 'domain', name: 'db', program: '../../more/b.ts' })
  const { host, program: programs } = manifest.files['web.xml']
  assert.equal([host, programs], ['hv1', ['../../infra.ts', '../../more/b.ts']])
  const before = snapshot(join(cwd, 'out/xml'))
  await vmc(['build', '--no-typecheck', 'more/b.ts', 'infra.ts', '-o', 'out/xml'], cwd)
  assert.equal(snapshot(join(cwd, 'out/xml')), before)
})

build('changes no file the second time', async () => {
  const { cwd } = await vmc(['build', '--no-typecheck'], { 'infra.ts': program('web', 'db') })
  const before = snapshot(join(cwd, 'vmc.out'))
  const again = await vmc(['build', '--no-typecheck'], cwd)
  assert.is(again.stderr, '2 domains in vmc.out: 2 unchanged\n')
  assert.equal(snapshot(join(cwd, 'vmc.out')), before)
})

build('gives the same bytes in another folder, in any order of exports', async () => {
  const texts = async (text: string) => {
    const { cwd } = await vmc(['build', '--no-typecheck'], { 'infra.ts': text })
    return readdirSync(join(cwd, 'vmc.out')).map(name =>
      readFileSync(join(cwd, 'vmc.out', name), 'utf8'),
    )
  }
  assert.equal(await texts(program('a', 'b', 'c')), await texts(program('c', 'a', 'b')))
})

build('writes changed files and removes obsolete ones, and nothing else', async () => {
  const { cwd } = await vmc(['build', '--no-typecheck'], { 'infra.ts': program('a', 'b', 'c') })
  const before = snapshot(join(cwd, 'vmc.out'))
  writeFileSync(join(cwd, 'vmc.out/own.xml'), '<mine/>')
  writeFileSync(
    join(cwd, 'infra.ts'),
    program('a', 'b', 'd').replace("'b').hvm()", "'b').hvm().vcpu(2)"),
  )
  const changed = renamed(cwd)
  const ran = await vmc(['build', '--no-typecheck'], changed)
  assert.is(ran.stderr, '3 domains in vmc.out: 2 written, 1 unchanged, 1 removed (c.xml)\n')
  const after = snapshot(join(changed, 'vmc.out'))
  assert.equal(Object.keys(after).sort(), [
    'a.xml',
    'b.xml',
    'd.xml',
    'own.xml',
    'vmc.manifest.json',
  ])
  assert.equal(after['a.xml'], before['a.xml'])
})

build('never overwrites or removes a file that it did not write', async () => {
  const files = { 'infra.ts': program('a', 'b'), 'vmc.out/a.xml': '<mine/>\n' }
  const ran = await vmc(['build', '--no-typecheck'], files)
  assert.is(ran.code, 1)
  assert.is(
    ran.stderr,
    `error[VMC4012]: a.xml already exists, and vmc did not write it
 --> vmc.out/a.xml:1:1
  |
1 | <mine/>
  | ^
  = help: move the file, or choose another folder with --out

1 error
`,
  )
  assert.equal(readdirSync(join(ran.cwd, 'vmc.out')), ['a.xml'])
  unlinkSync(join(ran.cwd, 'vmc.out/a.xml'))
  await vmc(['build', '--no-typecheck'], ran.cwd)
  writeFileSync(join(ran.cwd, 'infra.ts'), program('b'))
  unlinkSync(join(ran.cwd, 'vmc.out/a.xml'))
  mkdirSync(join(ran.cwd, 'vmc.out/a.xml'))
  const changed = renamed(ran.cwd)
  assert.is((await vmc(['build', '--no-typecheck'], changed)).code, 0)
  assert.ok(existsSync(join(changed, 'vmc.out/a.xml')))
})

build('adopts an existing file with the same text', async () => {
  const { cwd } = await vmc(['build', '--no-typecheck'], { 'infra.ts': program('a') })
  unlinkSync(join(cwd, 'vmc.out/vmc.manifest.json'))
  assert.is(
    (await vmc(['build', '--no-typecheck'], cwd)).stderr,
    '1 domain in vmc.out: 1 unchanged\n',
  )
  assert.is((await vmc(['build', '--no-typecheck', '--check'], cwd)).code, 0)
})

build('refuses an invalid manifest, and ignores entries for files outside the folder', async () => {
  const ran = await vmc(['build', '--no-typecheck'], {
    'infra.ts': program('a'),
    'vmc.out/vmc.manifest.json': '{ "files": ',
  })
  assert.is(ran.code, 1)
  assert.match(ran.stderr, 'error[VMC4012]: vmc.manifest.json is not a vmc manifest')
  assert.not(existsSync(join(ran.cwd, 'vmc.out/a.xml')))
  const escaping = await vmc(['build', '--no-typecheck'], {
    'infra.ts': program('a'),
    'kept.xml': '<kept/>',
    'vmc.out/kept.txt': 'kept',
    'vmc.out/vmc.manifest.json': '{ "files": { "../kept.xml": "x", "kept.txt": "x" } }',
  })
  assert.is(escaping.code, 0)
  assert.ok(existsSync(join(escaping.cwd, 'kept.xml')))
  assert.ok(existsSync(join(escaping.cwd, 'vmc.out/kept.txt')))
})

build('changes no file if one domain is invalid', async () => {
  const { cwd } = await vmc(['build', '--no-typecheck'], { 'infra.ts': program('a', 'b') })
  const before = snapshot(join(cwd, 'vmc.out'))
  writeFileSync(
    join(cwd, 'infra.ts'),
    program('a', 'c').replaceAll('GiB(1)', 'GiB(2)').replace("domain('c')", "domain('c/d')"),
  )
  const ran = await vmc(['build', '--no-typecheck'], renamed(cwd))
  assert.is(ran.code, 2)
  assert.match(ran.stderr, 'error[VMC2002 name-is-file]')
  assert.equal(snapshot(join(ran.cwd, 'vmc.out')), before)
})

build('--check writes nothing and reports what is not up to date', async () => {
  const fresh = await vmc(['build', '--no-typecheck', '--check'], { 'infra.ts': program('a', 'b') })
  assert.is(fresh.code, 2)
  assert.match(fresh.stderr, 'error[VMC4011]: a.xml is missing\n  --> vmc.out/a.xml\n')
  assert.not(existsSync(join(fresh.cwd, 'vmc.out')))
  const { cwd } = await vmc(['build', '--no-typecheck'], fresh.cwd)
  const before = snapshot(join(cwd, 'vmc.out'))
  const good = await vmc(['build', '--no-typecheck', '--check'], cwd)
  assert.equal(
    [good.code, good.stdout, good.stderr],
    [0, '', '2 domains, all up to date in vmc.out\n'],
  )
  writeFileSync(join(cwd, 'infra.ts'), program('a').replace('GiB(1)', 'GiB(2)'))
  const stale = await vmc(['build', '--no-typecheck', '--check'], renamed(cwd))
  assert.equal([stale.code, stale.stdout], [2, ''])
  assert.is(
    stale.stderr,
    `error[VMC4011]: a.xml differs from the output of the program
  --> vmc.out/a.xml
 = help: run vmc build, and commit the result

error[VMC4011]: b.xml is not produced by the program any more
  --> vmc.out/b.xml
 = help: run vmc build, and commit the result

2 errors
`,
  )
  assert.equal(snapshot(join(stale.cwd, 'vmc.out')), before)
})

build('a file that was edited by hand is neither overwritten nor removed', async () => {
  const { cwd } = await vmc(['build', '--no-typecheck'], { 'infra.ts': program('a', 'b') })
  writeFileSync(join(cwd, 'vmc.out/a.xml'), '<edited/>')
  const before = snapshot(join(cwd, 'vmc.out'))
  const checked = await vmc(['build', '--no-typecheck', '--check'], cwd)
  assert.is(checked.code, 2)
  assert.is(
    checked.stderr,
    `error[VMC4011]: a.xml was edited by hand, and differs from the output of the program
  --> vmc.out/a.xml
 = help: make the same change in the program, or discard the edit with vmc build --overwrite

1 error
`,
  )
  const ran = await vmc(['build', '--no-typecheck'], cwd)
  assert.is(ran.code, 2)
  assert.is(
    ran.stderr,
    `error[VMC4019]: a.xml was edited by hand
  --> vmc.out/a.xml
 = help: make the same change in the program, or discard the edit with --overwrite

1 error
`,
  )
  assert.equal(snapshot(join(cwd, 'vmc.out')), before)
  assert.is((await vmc(['build', '--no-typecheck', '--overwrite'], cwd)).code, 0)
  assert.is((await vmc(['build', '--no-typecheck', '--check'], cwd)).code, 0)
})

build('two programs share a folder, and neither touches the files of the other', async () => {
  const { cwd } = await vmc(['build', '--no-typecheck', 'web.ts'], {
    'web.ts': program('web0', 'web1'),
    'db.ts': program('db0'),
  })
  const before = snapshot(join(cwd, 'vmc.out'))
  const db = await vmc(['build', '--no-typecheck', 'db.ts'], cwd)
  assert.equal([db.code, db.stderr], [0, '1 domain in vmc.out: 1 written\n'])
  const after = snapshot(join(cwd, 'vmc.out'))
  assert.equal([after['web0.xml'], after['web1.xml']], [before['web0.xml'], before['web1.xml']])
  for (const entries of [['web.ts'], ['db.ts'], ['web.ts', 'db.ts'], ['db.ts', 'web.ts']])
    assert.is((await vmc(['build', '--no-typecheck', '--check', ...entries], cwd)).code, 0)

  writeFileSync(join(cwd, 'db.ts'), program('db0', 'web0'))
  const edited = renamed(cwd)
  const clash = await vmc(['build', '--no-typecheck', 'db.ts'], edited)
  assert.is(clash.code, 2)
  assert.is(
    clash.stderr,
    `error[VMC4018]: db.ts makes web0.xml, which belongs to web.ts
  --> vmc.out/web0.xml
 = help: rename one of the two domains, or choose another folder with --out; if you moved the domain to another program, build both programs together: vmc build web.ts db.ts

1 error
`,
  )
  assert.equal(snapshot(join(edited, 'vmc.out')), after)
})

build('a program that no longer makes most of its files stops, until --prune', async () => {
  const stage = (name: string) => `import { domain, GiB } from 'libvmc'
export default ['web', 'db', 'mail'].map(name =>
  domain(\`${name}-\${name}\`).hvm().memory(GiB(1)))
`
  const dev = await vmc(['build', '--no-typecheck'], { 'infra.ts': stage('dev') })
  const cwd = renamed(dev.cwd)
  writeFileSync(join(cwd, 'infra.ts'), stage('prod'))
  const before = snapshot(join(cwd, 'vmc.out'))
  const ran = await vmc(['build', '--no-typecheck'], cwd)
  assert.is(ran.code, 2)
  assert.is(
    ran.stderr,
    `error[VMC4020]: infra.ts no longer makes 3 of its 3 files: dev-db.xml, dev-mail.xml, dev-web.xml
  --> infra.ts
 = help: remove these files with --prune, or choose another folder with --out

1 error
`,
  )
  assert.equal(snapshot(join(cwd, 'vmc.out')), before)
  const pruned = await vmc(['build', '--no-typecheck', '--prune'], cwd)
  assert.equal(
    [pruned.code, pruned.stderr],
    [0, '3 domains in vmc.out: 3 written, 3 removed (dev-db.xml, dev-mail.xml, dev-web.xml)\n'],
  )
})

build('--prune and --overwrite exclude options that write no files', async () => {
  for (const [one, other] of [
    ['prune', 'check'],
    ['prune', 'stdout'],
    ['prune', 'only=a'],
    ['overwrite', 'check'],
    ['overwrite', 'stdout'],
  ]) {
    const ran = await vmc(['build', '--no-typecheck', `--${one}`, `--${other}`], {
      'infra.ts': program('a'),
    })
    assert.is(ran.code, 1)
    assert.match(ran.stderr, / exclude each other\n/)
  }
})

build(
  'two domains with the same name are an error even if the rule about names is off',
  async () => {
    const files = {
      'vmc.config.ts': `export default { rules: { 'name-unique': 'off', 'uuid-unique': 'off' } }\n`,
      'a.ts': program('web'),
      'b.ts': program('web'),
    }
    const ran = await vmc(['build', '--no-typecheck', 'a.ts', 'b.ts'], files)
    assert.is(ran.code, 2)
    assert.match(
      ran.stderr,
      /^error\[VMC4018\]: two domains are written to web\.xml\n --> b\.ts:2:19\n/,
    )
    assert.match(ran.stderr, / --> a\.ts:2:19\n/)
    assert.not(existsSync(join(ran.cwd, 'vmc.out')))
    assert.is((await vmc(['build', '--no-typecheck', '--stdout', 'a.ts', 'b.ts'], files)).code, 0)
  },
)

build('warns about names that some file systems do not tell apart', async () => {
  const { code, stderr, cwd } = await vmc(['build', '--no-typecheck'], {
    'infra.ts': program('Web', 'web', 'caf\u00e9', 'cafe\u0301'),
  })
  assert.is(code, 0)
  assert.match(stderr, 'warning[VMC4062]: Web.xml and web.xml differ only in letter case\n')
  assert.match(stderr, 'differ only in the Unicode encoding of their accents\n')
  assert.is(readdirSync(join(cwd, 'vmc.out')).length, 5)
  const strict = await vmc(['build', '--no-typecheck', '--strict'], renamed(cwd))
  assert.is(strict.code, 2)
  const printed = await vmc(['build', '--no-typecheck', '--stdout'], {
    'infra.ts': program('Web', 'web'),
  })
  assert.not.match(printed.stderr, 'VMC4062')
})

build('--only builds only the named domains, and keeps the others', async () => {
  const { cwd } = await vmc(['build', '--no-typecheck'], {
    'infra.ts': program('web0', 'web1', 'db'),
  })
  writeFileSync(
    join(cwd, 'infra.ts'),
    program('web0', 'web1', 'db', 'new').replaceAll('GiB(1)', 'GiB(2)'),
  )
  const before = snapshot(join(cwd, 'vmc.out'))
  const changed = renamed(cwd)
  const only = ['--only', 'web0', '--only', 'new']
  const ran = await vmc(['build', '--no-typecheck', ...only, 'infra.ts'], changed)
  assert.is(ran.stderr, '2 domains in vmc.out: 2 written\n')
  const after = snapshot(join(changed, 'vmc.out'))
  assert.equal([after['web1.xml'], after['db.xml']], [before['web1.xml'], before['db.xml']])
  assert.is.not(after['web0.xml'], before['web0.xml'])
  const manifest = JSON.parse(readFileSync(join(changed, 'vmc.out/vmc.manifest.json'), 'utf8'))
  assert.equal(Object.keys(manifest.files), ['db.xml', 'new.xml', 'web0.xml', 'web1.xml'])
  assert.is(
    (await vmc(['build', '--no-typecheck'], changed)).stderr,
    '4 domains in vmc.out: 2 written, 2 unchanged\n',
  )
})

build('--only suggests the nearest name', async () => {
  const ran = await vmc(['build', '--no-typecheck', '--only', 'wbe0', '--only', 'x'], {
    'infra.ts': program('web0', 'db'),
  })
  assert.is(ran.code, 1)
  assert.is(
    ran.stderr,
    `error[VMC4010]: no domain is named "wbe0"
 = help: did you mean "web0"?

error[VMC4010]: no domain is named "x"
 = help: the program has web0, db

2 errors
`,
  )
  assert.not(existsSync(join(ran.cwd, 'vmc.out')))
})

build('--stdout prints the XML and nothing else, and writes no file', async () => {
  const loud = `console.log('hello'); process.stdout.write('there\\n')\n${program('a', 'b')}`
  const ran = await vmc(['build', '--no-typecheck', '--stdout'], { 'infra.ts': loud })
  assert.is(ran.code, 0)
  assert.match(ran.stdout, /^<domain type="kvm">\n {2}<name>a<[\s\S]*<name>b<[\s\S]*<\/domain>\n$/)
  assert.is(ran.stderr, 'hello\nthere\n')
  assert.not(existsSync(join(ran.cwd, 'vmc.out')))
  const wrong = await vmc(['build', '--no-typecheck', '--stdout'], {
    'infra.ts': loud.replace("'b'", "'b/'"),
  })
  assert.equal([wrong.code, wrong.stdout], [2, ''])
})

build('prints large output completely into a slow pipe', async () => {
  const { stdout, code } = await spawnVmc(['build', '--stdout', '--no-typecheck'], {
    'infra.ts': `import { domain } from 'libvmc'
export default Array.from({ length: 2000 }, (_, i) => domain(\`d\${i}\`).hvm().memory('1GiB'))`,
  })
  assert.is(code, 0)
  assert.is(stdout.match(/<\/domain>\n/g)?.length, 2000)
})

build('--strict treats warnings as errors', async () => {
  const files = { 'infra.ts': program('a').replace('GiB(1)', '2048') }
  const ran = await vmc(['build', '--no-typecheck'], files)
  assert.is(ran.code, 0)
  assert.match(
    ran.stderr,
    /^warning\[VMC2003 memory-plausible\][\s\S]*\n1 warning\n1 domain in vmc.out: 1 written\n$/,
  )
  const strict = await vmc(['build', '--no-typecheck', '--strict'], files)
  assert.is(strict.code, 2)
  assert.match(strict.stderr, /\n1 warning\n$/)
  assert.not(existsSync(join(strict.cwd, 'vmc.out')))
})

build('--no-typecheck builds what only TypeScript refuses', async () => {
  const files = { 'infra.ts': `${program('a')}const x: number = 'text'\n` }
  const ran = await vmc(['build'], files)
  assert.is(ran.code, 1)
  assert.match(ran.stderr, /^error\[VMC4001\].*\n --> infra\.ts:3:7\n/)
  assert.is((await vmc(['build', '--no-typecheck'], files)).code, 0)
})

build('--format json prints an array to stdout and nothing else', async () => {
  const files = { 'infra.ts': program('a').replace("'a'", "'a/b'") }
  const ran = await vmc(['build', '--no-typecheck', '--format', 'json'], files)
  assert.is(ran.code, 2)
  assert.is(ran.stderr, '')
  const [one, ...more] = JSON.parse(ran.stdout)
  assert.equal(more, [])
  assert.equal(
    [one.code, one.severity, one.file, one.line, one.column, one.path],
    ['VMC2002', 'error', join(ran.cwd, 'infra.ts'), 2, 19, 'domain/name'],
  )
  const good = await vmc(['build', '--no-typecheck', '--format', 'json'], {
    'infra.ts': program('a'),
  })
  assert.equal([good.code, JSON.parse(good.stdout), good.stderr], [0, [], ''])
  const product = await vmc(['build', '--no-typecheck', '--format=json', '--stdout'], {
    'infra.ts': program('a'),
  })
  assert.match(product.stdout, /^<domain/)
  assert.equal(JSON.parse(product.stderr), [])
})

build('--format plain prints one line per diagnostic', async () => {
  const files = { 'infra.ts': program('a', 'b').replaceAll("')", "/')") }
  const ran = await vmc(['build', '--no-typecheck', '--format', 'plain'], files)
  assert.is(ran.stdout, '')
  assert.is(
    ran.stderr,
    `infra.ts:2:19: error VMC2002: the name "a/" contains a "/" [domain/name] (use letters, digits, "-", "_" and ".")
infra.ts:3:19: error VMC2002: the name "b/" contains a "/" [domain/name] (use letters, digits, "-", "_" and ".")
`,
  )
})

build('-q prints only errors', async () => {
  const files = { 'infra.ts': program('a').replace('GiB(1)', '2048') }
  assert.is((await vmc(['build', '--no-typecheck', '-q'], files)).stderr, '')
  const wrong = await vmc(['build', '--no-typecheck', '-q'], { 'infra.ts': program('a/') })
  assert.match(wrong.stderr, /^error\[VMC2002 name-is-file\]/)
  const strict = await vmc(['build', '--no-typecheck', '-q', '--strict'], files)
  assert.match(strict.stderr, /^warning\[VMC2003 memory-plausible\]/)
})

build('uses colours only if the options or the environment ask for them', async () => {
  const files = { 'infra.ts': program('a/') }
  const coloured = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    (await vmc(['build', '--no-typecheck', ...args], files, env)).stderr.includes('\u001b[')
  assert.is(await coloured([]), false)
  assert.is(await coloured(['--color', 'always']), true)
  assert.is(await coloured(['--color', 'always'], { NO_COLOR: '1' }), true)
  assert.is(await coloured([], { FORCE_COLOR: '1' }), true)
  assert.is(await coloured([], { FORCE_COLOR: '0' }), false)
  assert.is(await coloured([], { FORCE_COLOR: '1', NO_COLOR: '1' }), false)
  assert.is(await coloured(['--color=never'], { FORCE_COLOR: '1' }), false)
})

build('builds several programs as one fleet', async () => {
  const ran = await vmc(['build', '--no-typecheck', 'a.ts', 'b.ts'], {
    'a.ts': program('a'),
    'b.ts': program('b', 'a'),
  })
  assert.is(ran.code, 2)
  assert.match(
    ran.stderr,
    /^error\[VMC2001 name-unique\]: two domains are named "a"\n --> b\.ts:3:19\n[\s\S]*note: first used here\n --> a\.ts:2:19\n/,
  )
})

build('reports that infra.ts is missing if no program is named', async () => {
  const ran = await vmc(['build', '--no-typecheck'])
  assert.is(ran.code, 1)
  assert.match(ran.stderr, /^error\[VMC4007\]: .*\n {2}--> infra\.ts\n/)
})

build('leaves no temporary folder or file behind', async () => {
  const { cwd } = await vmc(['build', '--no-typecheck'], { 'infra.ts': program('a') })
  await vmc(['build', '--no-typecheck', '--check'], cwd)
  await vmc(['build', '--no-typecheck', 'nowhere.ts'], cwd)
  assert.equal(readdirSync(cwd).sort(), ['infra.ts', 'vmc.out'])
})

build('reports why it cannot write, and writes nothing', async () => {
  const files = { 'infra.ts': program('a', 'b', 'c') }
  const refused = async (cwd: string, args: readonly string[] = []) => {
    const before = readdirSync(cwd, { recursive: true }).sort()
    const ran = await vmc(['build', '--no-typecheck', ...args], cwd)
    assert.is(ran.code, 1)
    assert.equal(readdirSync(cwd, { recursive: true }).sort(), before)
    return ran.stderr.replaceAll(`${cwd}/`, '')
  }
  const cannotWrite = (why: string, path: string) =>
    `error[VMC4009]: cannot write: ${why}\n  --> ${path}\n\n1 error\n`

  const inTheWay = folder(files)
  mkdirSync(join(inTheWay, 'vmc.out/b.xml'), { recursive: true })
  assert.is(await refused(inTheWay), cannotWrite('the path is a folder', 'vmc.out/b.xml'))

  const noManifest = folder(files)
  mkdirSync(join(noManifest, 'vmc.out/vmc.manifest.json'), { recursive: true })
  assert.is(
    await refused(noManifest),
    cannotWrite('the path is a folder', 'vmc.out/vmc.manifest.json'),
  )

  const outIsFile = folder({ ...files, out: '' })
  assert.is(
    await refused(outIsFile, ['-o', 'out']),
    cannotWrite('this is a file, not a folder', 'out'),
  )
  assert.is(
    await refused(outIsFile, ['-o', 'out/deeper/still']),
    cannotWrite('a parent of the path is a file, not a folder', 'out/deeper/still'),
  )
  assert.match(await refused(outIsFile, ['-o', '/proc/vmc']), /^error\[VMC4009\]: cannot write: /)
})

build.run()
