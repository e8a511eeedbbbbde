import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { golden } from '../support/golden.ts'
import { type Files, folder, vmc } from '../support/vmc.ts'

const validate = suite('vmc validate')

const good = `<domain type="kvm">
  <name>fv0</name>
  <memory unit="GiB">2</memory>
  <os>
    <type>hvm</type>
  </os>
</domain>
`
const bad = good.replaceAll('memory', 'memroy')
const network = '<network><name>default</name></network>\n'
const tight = good.replace('<memory unit="GiB">2', '<memory>2')

const frameOf = (file: string): string => `error[VMC1001]: <domain> has no element "memroy"
 --> ${file}:3:3
  |
3 |   <memroy unit="GiB">2</memroy>
  |   ^ domain/memroy
  = help: did you mean "memory"?
`

/** The exit code, and the diagnostics as `bad.xml:3:3 VMC1001` in the order of the output. */
async function reported(
  args: readonly string[],
  files: Files | string = {},
  input: string | Uint8Array = '',
): Promise<readonly [code: number | null, ...string[]]> {
  const { code, stdout, cwd } = await vmc(
    ['validate', '--format', 'json', ...args],
    files,
    {},
    input,
  )
  const found: Diagnostic[] = JSON.parse(stdout)
  return [code, ...found.map(one => `${locationOf(one, cwd)} ${one.code}`)]
}

const locationOf = ({ file = '', line, column }: Diagnostic, cwd: string): string =>
  [file.replace(`${cwd}/`, ''), line, column].filter(part => part !== undefined).join(':')

validate('reports a valid file, and prints nothing to stdout', async () => {
  const { code, stdout, stderr } = await vmc(['validate', 'fv0.xml'], { 'fv0.xml': good })
  assert.equal([code, stdout, stderr], [0, '', '1 domain valid\n'])
})

validate('shows the line of a mistake in a file', async () => {
  const { code, stdout, stderr } = await vmc(['validate', 'fv0.xml'], { 'fv0.xml': bad })
  assert.equal([code, stdout, stderr], [2, '', `${frameOf('fv0.xml')}\n1 error\n`])
})

validate('checks folders recursively, and skips documents that are not domains', async () => {
  const { code, stderr } = await vmc(['validate', 'qemu'], {
    'qemu/fv0.xml': good,
    'qemu/.hidden/fv1.xml': good,
    'qemu/networks/default.xml': network,
    'qemu/notes.txt': 'no XML at all',
  })
  assert.is(code, 0)
  assert.is(
    stderr,
    `info[VMC3003]: the root element is <network>, not <domain>
 --> qemu/networks/default.xml:1:1
  |
1 | <network><name>default</name></network>
  | ^
  = help: vmc skips the document

1 info
2 domains valid
`,
  )
})

validate('refuses a named document that is not a domain', async () => {
  const files = { 'd/net.xml': network, 'd/fv0.xml': good }
  for (const paths of [['d/net.xml'], ['d/net.xml', 'd'], ['d', 'd/net.xml']])
    assert.equal(await reported(paths, files), [2, 'd/net.xml:1:1 VMC3003'])
})

validate('checks what globs match, relative and absolute', async () => {
  const cwd = folder({ 'a/x.xml': bad, 'a/b/y.xml': bad, 'a/z.txt': bad, 'c.xml': network })
  assert.equal(await reported(['a/*.xml'], cwd), [2, 'a/x.xml:3:3 VMC1001'])
  assert.equal(await reported(['**/*.xml'], cwd), [
    2,
    'a/b/y.xml:3:3 VMC1001',
    'a/x.xml:3:3 VMC1001',
    'c.xml:1:1 VMC3003',
  ])
  assert.equal(await reported([`${cwd}/a/{x,q}.xml`], cwd), [2, 'a/x.xml:3:3 VMC1001'])
  assert.equal(await reported(['../c.xml'], join(cwd, 'a')), [2, `${cwd}/c.xml:1:1 VMC3003`])
})

validate('accepts a file whose name looks like a glob', async () => {
  assert.equal(await reported(['fv[0].xml'], { 'fv[0].xml': bad, 'fv0.xml': good }), [
    2,
    'fv[0].xml:3:3 VMC1001',
  ])
})

validate('checks a file once, even if several paths and links lead to it', async () => {
  const cwd = folder({ 'qemu/fv0.xml': bad })
  mkdirSync(join(cwd, 'qemu/autostart'))
  symlinkSync('../fv0.xml', join(cwd, 'qemu/autostart/fv0.xml'))
  symlinkSync('.', join(cwd, 'qemu/loop'))
  const [code, ...found] = await reported(['qemu', 'qemu/fv0.xml', './qemu/../qemu/*.xml'], cwd)
  assert.equal([code, ...found], [2, 'qemu/fv0.xml:3:3 VMC1001'])
})

validate('reads - from stdin, and shows its lines', async () => {
  const { code, stderr } = await vmc(['validate', '-'], {}, {}, bad)
  assert.equal([code, stderr], [2, `${frameOf('<stdin>')}\n1 error\n`])
  const utf16 = await vmc(['validate', '-'], {}, {}, Buffer.from(bad, 'utf16le'))
  assert.is(utf16.stderr, stderr)
  assert.equal((await vmc(['validate', '-'], {}, {}, good)).stderr, '1 domain valid\n')
  assert.equal(await reported(['-']), [2, '<stdin>:1:1 VMC3001'])
})

validate('waits for a slow stdin', () => {
  const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
  const { stderr } = spawnSync(
    'sh',
    ['-c', `(sleep 0.5; cat fv0.xml) | "${process.execPath}" "${main}" validate -`],
    { cwd: folder({ 'fv0.xml': good }), encoding: 'utf8' },
  )
  assert.is(stderr, '1 domain valid\n')
})

const program = (text: string): string => `import { domain, GiB } from 'libvmc'\n${text}\n`

validate('accepts documents, programs and stdin together, and writes nothing', async () => {
  const files = {
    'a.xml': good,
    'd/b.xml': good,
    'infra.ts': program(`export const c = domain('c').hvm().memory(GiB(1))`),
  }
  const { code, stderr, cwd } = await vmc(
    ['validate', 'a.xml', 'd', '-', 'infra.ts'],
    files,
    {},
    good,
  )
  assert.equal([code, stderr], [0, '4 domains valid\n'])
  assert.equal(await reported(['vmc.out'], cwd), [1, 'vmc.out VMC4007'])
})

validate('reports mistakes in a program at their lines, type errors included', async () => {
  const files = {
    'infra.ts': program(`export const c = domain('c').hvm().memory(GiB(1)).vcpu('two')`),
    'late.mts': program(`const n: number = 'x'\nexport default domain('d').hvm().memory(GiB(1))`),
  }
  assert.equal(await reported(['infra.ts', 'late.mts'], files), [
    1,
    'infra.ts:2:51 VMC1002',
    'late.mts:2:7 VMC4001',
  ])
  assert.equal(await reported(['--no-typecheck', 'late.mts'], files), [0])
})

validate('reports what is missing, with the nearest name', async () => {
  const cwd = folder({ 'fv0.xml': good, 'infra.ts': '' })
  mkdirSync(join(cwd, 'empty'))
  const says = async (path: string) => {
    const { code, stderr } = await vmc(['validate', path], cwd)
    assert.is(code, 1)
    return stderr.replace(/\n\n1 error\n$/, '')
  }
  assert.is(
    await says('fvo.xml'),
    'error[VMC4007]: the file does not exist\n  --> fvo.xml\n = help: did you mean "fv0.xml"?',
  )
  assert.is(await says('x/*.xml'), 'error[VMC4007]: no file matches this pattern\n  --> x/*.xml')
  assert.is(
    await says('empty'),
    'error[VMC4007]: there is no .xml file in this folder\n  --> empty',
  )
  assert.is(
    await says('infar.ts'),
    'error[VMC4007]: the file does not exist\n  --> infar.ts\n = help: did you mean "infra.ts"?',
  )
})

validate('continues after an unreadable file', async () => {
  assert.equal(
    await reported(['gone.xml', 'bad.xml', 'good.xml'], { 'bad.xml': bad, 'good.xml': good }),
    [1, 'bad.xml:3:3 VMC1001', 'gone.xml VMC4007'],
  )
})

validate('fails on warnings with --strict, and prints only errors with -q', async () => {
  const cwd = folder({ 'a.xml': tight, 'd/net.xml': network, 'bad.xml': bad })
  const run = async (...args: string[]) => {
    const { code, stderr } = await vmc(['validate', ...args], cwd)
    return [code, ...(stderr.match(/^(\w+\[[\w -]+\]|.* valid)/gm) ?? [])]
  }
  assert.equal(await run('a.xml'), [0, 'warning[VMC2003 memory-plausible]', '1 domain valid'])
  assert.equal(await run('--strict', 'a.xml'), [2, 'warning[VMC2003 memory-plausible]'])
  assert.equal(await run('-q', 'a.xml', 'd'), [0])
  assert.equal(await run('-q', '--strict', 'a.xml', 'd'), [2, 'warning[VMC2003 memory-plausible]'])
  assert.equal(await run('-q', 'bad.xml', 'a.xml'), [2, 'error[VMC1001]'])
})

// Formats for other programs.

const nasty = `<domain type="kvm">
  <name>fv0</name>
  <title>100%, a:b
c</title>
  <memroy>1</memroy>
  <os>
    <type>hvm</type>
  </os>
</domain>
`

validate('--format json prints an array of diagnostics, empty if there are none', async () => {
  const run = async (text: string) =>
    JSON.parse((await vmc(['validate', '--format=json', '-'], {}, {}, text)).stdout)
  assert.equal(await run(good), [])
  assert.equal(await run(bad), [
    {
      code: 'VMC1001',
      severity: 'error',
      message: '<domain> has no element "memroy"',
      path: 'domain/memroy',
      file: '<stdin>',
      line: 3,
      column: 3,
      help: 'did you mean "memory"?',
      fix: { kind: 'name', from: 'memroy', to: 'memory' },
    },
  ])
})

validate('--format plain prints one line per diagnostic', async () => {
  const { stderr } = await vmc(['validate', '--format', 'plain', 'a.xml'], { 'a.xml': bad })
  assert.is(
    stderr,
    'a.xml:3:3: error VMC1001: <domain> has no element "memroy" [domain/memroy] (did you mean "memory"?)\n',
  )
})

validate('--format github prints one command per diagnostic, with its text escaped', async () => {
  const { stdout, stderr } = await vmc(['validate', '--format=github', 'a,b:c%.xml', 'gone.xml'], {
    'a,b:c%.xml': nasty,
  })
  assert.is(stderr, '')
  const lines = stdout.trimEnd().split('\n')
  assert.equal(lines, [
    '::error file=a%2Cb%3Ac%25.xml,line=3,col=3,title=VMC1002::"100%25, a:b%0Ac" is not a <title> of <domain>%0Aexpected one line of text%0Adomain/title',
    '::error file=a%2Cb%3Ac%25.xml,line=5,col=3,title=VMC1001::<domain> has no element "memroy"%0Adid you mean "memory"?%0Adomain/memroy',
    '::error file=gone.xml,title=VMC4007::the file does not exist',
  ])
})

validate('--format sarif prints SARIF 2.1.0, as the standard defines it', async () => {
  const { stdout, cwd } = await vmc(['validate', '--format=sarif', 'a b', 'c.ts', '/nowhere.xml'], {
    'a b/é.xml': bad,
    'a b/net.xml': network,
    'a b/tight.xml': tight,
    'c.ts': program(`export const c = domain('a').hvm().memory(GiB(1))
export const d = domain('a').hvm().memory(GiB(1))`),
  })
  const log = JSON.parse(stdout)
  assert.equal(Object.keys(log), ['$schema', 'version', 'runs'])
  assert.is(log.version, '2.1.0')
  assert.is(log.runs.length, 1)
  const [{ tool, results, originalUriBaseIds, columnKind }] = log.runs
  assert.is(columnKind, 'utf16CodeUnits')
  assert.is(originalUriBaseIds.ROOT.uri, `file://${cwd}/`)
  const { name, version, rules } = tool.driver
  assert.is(name, 'vmc')
  assert.match(version, /^\d+\.\d+\.\d+$/)
  for (const rule of rules) {
    assert.match(rule.id, /^VMC\d{4}$/)
    for (const text of [rule.shortDescription, rule.fullDescription, rule.help])
      assert.ok(text.text)
    assert.ok(['error', 'warning', 'note'].includes(rule.defaultConfiguration.level))
  }
  const ids = rules.map((rule: { id: string }) => rule.id)
  assert.is(new Set(ids).size, ids.length)
  for (const result of results) {
    assert.is(ids[result.ruleIndex], result.ruleId)
    assert.ok(result.message.text)
    for (const { physicalLocation } of [...result.locations, ...(result.relatedLocations ?? [])]) {
      const { artifactLocation, region } = physicalLocation
      assert.ok(
        artifactLocation.uri.startsWith('file:///') !== (artifactLocation.uriBaseId === 'ROOT'),
      )
      assert.is(encodeURI(decodeURI(artifactLocation.uri)), artifactLocation.uri)
      if (region) assert.ok(region.startLine >= 1 && region.startColumn >= 1)
    }
  }
  const shown = results.map(
    // biome-ignore lint/suspicious/noExplicitAny: it is what JSON.parse gives.
    ({ ruleId, level, locations: [{ physicalLocation: at, logicalLocations }] }: any) =>
      [
        ruleId,
        level,
        at.artifactLocation.uri,
        ...Object.values(at.region ?? {}),
        ...(logicalLocations ?? []).map(
          (one: { fullyQualifiedName: string }) => one.fullyQualifiedName,
        ),
      ].join(' '),
  )
  assert.equal(shown, [
    'VMC4007 error file:///nowhere.xml',
    'VMC3003 note a%20b/net.xml 1 1',
    'VMC2003 warning a%20b/tight.xml 3 3 domain/memory',
    'VMC1001 error a%20b/%C3%A9.xml 3 3 domain/memroy',
    'VMC2001 error c.ts 3 18 domain/name',
  ])
  assert.equal(results.at(-1).relatedLocations[0].physicalLocation.region, {
    startLine: 2,
    startColumn: 18,
  })
})

// Encodings.

const declared = (encoding: string, text: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?>\n${text}`
const accented = bad.replace('fv0', 'fé€😀')
const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

const encodings: Readonly<Record<string, [bytes: string | Uint8Array, location: string]>> = {
  'UTF-8': [accented, '3:3'],
  'UTF-8 with a byte order mark': [`\ufeff${accented}`, '3:3'],
  'UTF-8 with a byte order mark and another declared encoding': [
    `\ufeff${declared('latin1', accented)}`,
    '4:3',
  ],
  'UTF-16 LE with a byte order mark': [Buffer.from(`\ufeff${accented}`, 'utf16le'), '3:3'],
  'UTF-16 BE with a byte order mark': [swapped(`\ufeff${accented}`), '3:3'],
  'UTF-16 LE without a mark': [Buffer.from(accented, 'utf16le'), '3:3'],
  'UTF-16 BE without a mark': [swapped(accented), '3:3'],
  'UTF-16 LE, declared': [Buffer.from(`\ufeff${declared('UTF-16', accented)}`, 'utf16le'), '4:3'],
  'UTF-16 BE, declared': [swapped(declared('UTF-16', accented)), '4:3'],
  'ISO-8859-1, declared': [
    Buffer.from(declared('ISO-8859-1', bad.replace('fv0', 'fé0')), 'latin1'),
    '4:3',
  ],
  'ASCII, declared': [declared('us-ascii', bad), '4:3'],
}

for (const [what, [bytes, place]] of Object.entries(encodings))
  validate(`reads ${what}, and shows its lines`, async () => {
    const { stderr } = await vmc(['validate', 'a.xml'], { 'a.xml': bytes })
    assert.match(stderr, ` --> a.xml:${place}\n`)
    assert.match(stderr, ` |   <memroy unit="GiB">2</memroy>\n`)
    assert.match(stderr, /\n\n1 error\n$/)
  })

/** Documents that vmc does not read, with the location, code and message of the error. */
const refused: Readonly<
  Record<string, [bytes: string | Uint8Array, location: string, code: string, message: string]>
> = {
  'bytes that are not UTF-8': [
    Buffer.from(bad.replace('fv0', 'fé0'), 'latin1'),
    '2:10',
    'VMC3004',
    'these bytes are not valid UTF-8',
  ],
  'half of the byte order mark of UTF-16 BE': [
    Buffer.from([0xfe, 0x3c, 0x61]),
    '1:1',
    'VMC3004',
    'these bytes are not valid UTF-8',
  ],
  'half of the byte order mark of UTF-16 LE': [
    Buffer.from([0xff, 0x3c, 0x61]),
    '1:1',
    'VMC3004',
    'these bytes are not valid UTF-8',
  ],
  'an incomplete UTF-16 character': [
    Buffer.concat([Buffer.from(`\ufeff${good}`, 'utf16le'), Buffer.from([0x20])]),
    '8:1',
    'VMC3004',
    'these bytes are not valid UTF-16LE',
  ],
  'an unknown encoding': [
    declared('klingon', good),
    '1:31',
    'VMC3004',
    'the declared encoding "klingon" is unknown or does not match the document',
  ],
  'UTF-8 declared as UTF-16': [
    declared('UTF-16', good),
    '1:31',
    'VMC3004',
    'the declared encoding "UTF-16" is unknown or does not match the document',
  ],
  'bytes that are not text': [Buffer.alloc(64), '1:1', 'VMC3001', 'disallowed character'],
  'an empty file': ['', '1:1', 'VMC3001', 'the input is empty'],
  'a document type': [
    '<?xml version="1.0"?>\n<!DOCTYPE domain SYSTEM "file:///etc/passwd">\n<domain type="kvm"/>',
    '2:1',
    'VMC3002',
    'vmc does not read document types',
  ],
  'entities that expand exponentially': [
    `<!DOCTYPE domain [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>
<domain type="kvm"><name>&c;</name></domain>`,
    '1:1',
    'VMC3002',
    'vmc does not read document types',
  ],
  'an undefined entity': [good.replace('fv0', '&fv0;'), '2:9', 'VMC3001', 'undefined entity'],
  'a duplicate attribute': [
    '<domain type="kvm"\n  type="xen"/>',
    '2:3',
    'VMC3001',
    'duplicate attribute: type',
  ],
  'elements too deep': [
    `<domain type="kvm"><metadata>${'<a>'.repeat(100_000)}`,
    '1:324',
    'VMC3002',
    'elements are nested more than 100 levels deep',
  ],
  'a document too large': [
    Buffer.alloc(11 * 1024 * 1024, ' '),
    '1:1',
    'VMC3002',
    'the document is larger than 10 MiB, the limit of virsh',
  ],
}

validate(
  'refuses documents that are not safe to read, at the location of the problem',
  async () => {
    const names = Object.keys(refused)
    const files = Object.fromEntries(
      Object.values(refused).map(([bytes], nth) => [`${String(nth).padStart(2, '0')}.xml`, bytes]),
    )
    const { code, stdout } = await vmc(['validate', '--format', 'json', '.'], files)
    const found: Diagnostic[] = JSON.parse(stdout)
    assert.equal(
      found.map(one => [`${one.line}:${one.column}`, one.code, one.message]),
      names.map(name => refused[name]!.slice(1)),
    )
    assert.is(code, 2)
  },
)

validate('shows where the bytes are invalid', async () => {
  const bytes = Buffer.from(bad.replace('fv0', 'fé0'), 'latin1')
  const { stderr } = await vmc(['validate', 'latin1.xml'], { 'latin1.xml': bytes })
  golden(new URL('golden/wrong-bytes.txt', import.meta.url), stderr)
})

validate.run()
