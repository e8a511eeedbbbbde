import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { domain } from '../../dist/index.js'
import { folder, spawnVmc, vmc } from '../support/vmc.ts'

const test = suite('vmc import')

const doc = (name: string, inner = ''): string =>
  `<domain type="kvm"><name>${name}</name><os><type>hvm</type></os>${inner}</domain>\n`

const program = (name: string): string =>
  `import { domain } from 'libvmc'\n\nexport const ${name} = domain('${name}').hvm().uuid(false)\n`

test('prints the program of a document', async () => {
  const { code, stdout, stderr } = await vmc(['import', 'fv0.xml'], { 'fv0.xml': doc('fv0') })
  assert.is(stderr, '')
  assert.is(stdout, program('fv0'))
  assert.is(code, 0)
})

test('writes one program for each document, and overwrites none', async () => {
  const cwd = folder({ 'xml/a.xml': doc('a'), 'xml/b.xml': doc('b'), 'xml/net.xml': '<network/>' })
  const { code, stderr } = await vmc(['import', 'xml', '-o', 'programs'], cwd)
  assert.match(stderr, /VMC3003.*net\.xml.*vmc skips the document/s)
  assert.match(stderr, /^2 programs written$/m)
  assert.is(code, 0)
  assert.is(readFileSync(join(cwd, 'programs/a.ts'), 'utf8'), program('a'))
  writeFileSync(join(cwd, 'programs/b.ts'), 'mine')
  const again = await vmc(['import', 'xml', '-o', 'programs'], cwd)
  assert.match(again.stderr, 'a.ts already exists')
  assert.is(again.code, 1)
  assert.is(readFileSync(join(cwd, 'programs/b.ts'), 'utf8'), 'mine')
  assert.is((await vmc(['import', 'xml', '-o', 'programs', '--force'], cwd)).code, 0)
  assert.is(readFileSync(join(cwd, 'programs/b.ts'), 'utf8'), program('b'))
})

test('writes one program for all documents', async () => {
  const cwd = folder({ 'a.xml': doc('a'), 'b.xml': doc('b') })
  const { code } = await vmc(['import', 'a.xml', 'b.xml', '--into', 'infra.ts'], cwd)
  assert.is(code, 0)
  const text = readFileSync(join(cwd, 'infra.ts'), 'utf8')
  assert.match(text, "export const a = domain('a')")
  assert.match(text, "export const b = domain('b')")
  assert.is(text.match(/import/g)?.length, 1)
})

test('leaves out an invalid document, reports where, and writes the others', async () => {
  const cwd = folder({ 'a.xml': doc('a'), 'b.xml': doc('b', '\n<vcpu>2</vcpus>') })
  const { code, stderr } = await vmc(['import', 'a.xml', 'b.xml', '-o', 'programs'], cwd)
  assert.is(code, 2)
  assert.match(stderr, /error\[VMC3001\].*\n --> b\.xml:2:8\n/)
  assert.equal(readdirSync(join(cwd, 'programs')), ['a.ts'])
  const together = await vmc(['import', 'a.xml', 'b.xml', '--into', 'infra.ts'], cwd)
  assert.is(together.code, 2)
  assert.is(readFileSync(join(cwd, 'infra.ts'), 'utf8'), program('a'))
})

test('the program of a document that is newer than vmc passes the type check and builds it', async () => {
  const newer = `<domain type="kvm">
  <name>fv0</name>
  <uuid>4dea22b3-1d52-d8f3-2516-782e98ab3fa0</uuid>
  <memory unit="MiB" newattr="1">512</memory>
  <vcpu placement="newvalue">2</vcpu>
  <os>
    <type newattr="on">hvm</type>
    <boot dev="newvalue"/>
    <boot dev="hd"/>
  </os>
  <on_crash>newvalue</on_crash>
  <devices>
    <disk type="newvalue" device="disk" newattr="1">
      <driver name="qemu" type="newvalue"/>
      <source file="/a" newattr="1"/>
      <target dev="vda" bus="newvalue"/>
      <newelement/>
    </disk>
    <interface type="newvalue" newattr="1">
      <mac address="52:54:00:00:00:01" newattr="1"/>
      <model type="virtio" newattr="1"/>
    </interface>
  </devices>
  <newelement newattr="1"/>
</domain>
`
  const cwd = folder({
    'fv0.xml': newer,
    'broken.xml': '<domain',
    'c.xml': doc('c', '<memory>1048576</memory>'),
  })
  const imported = await vmc(
    ['import', 'fv0.xml', 'broken.xml', 'c.xml', '--into', 'infra.ts'],
    cwd,
  )
  assert.match(imported.stderr, /error\[VMC3001\].*\n --> broken\.xml/)
  assert.match(imported.stderr, 'vmc knows libvirt up to 12.9, and this may be newer')
  assert.is(imported.code, 2)
  const built = await vmc(['build', 'infra.ts', '-o', 'out'], cwd)
  assert.not.match(built.stderr, 'newvalue')
  assert.not.match(built.stderr, 'newattr')
  assert.is(built.code, 0, built.stderr)
  assert.is(readFileSync(join(cwd, 'out/fv0.xml'), 'utf8'), newer)
})

test('reports a bug, and writes nothing, if a program does not build its document again', async () => {
  // The language as it would be with a bug: a title is lost.
  const prototype = Object.getPrototypeOf(domain('a'))
  const { title } = prototype
  prototype.title = {
    title() {
      return this
    },
  }.title
  const cwd = folder({ 'a.xml': doc('a', '<title>LOST</title>') })
  try {
    for (const target of [[], ['-o', 'programs'], ['--into', 'infra.ts']]) {
      const { code, stdout, stderr } = await vmc(['import', 'a.xml', ...target], cwd)
      assert.is(code, 1)
      assert.is(stdout, '')
      assert.match(stderr, /^vmc failed unexpectedly/)
      assert.match(stderr, 'a.xml: the imported program differs from the document at domain/title')
    }
  } finally {
    prototype.title = title
  }
  assert.not(existsSync(join(cwd, 'programs')))
  assert.not(existsSync(join(cwd, 'infra.ts')))
})

test('reports what it leaves out, in one line for people and one by one for programs', async () => {
  const cwd = folder({
    'a.xml': doc(
      'a',
      '<seclabel type="dynamic" model="dac"/><devices><input type="tablet" bus="usb"><alias name="input0"/></input><input type="keyboard" bus="usb"><alias name="input1"/></input></devices>',
    ).replace('>', ' id="3">'),
  })
  const { code, stdout, stderr } = await vmc(['import', 'a.xml', '--clean'], cwd)
  assert.is(code, 0)
  assert.match(stdout, ".input(tablet().bus('usb'))")
  assert.is(stderr, 'Left out (libvirt sets these itself): 2 aliases, 1 id, 1 seclabel\n')
  const json = await vmc(['import', 'a.xml', '--clean', '--format', 'json', '--into', 'a.ts'], cwd)
  assert.equal(
    (JSON.parse(json.stdout) as readonly { path: string }[]).map(({ path }) => path).sort(),
    [
      'domain/@id',
      'domain/devices/input[1]/alias',
      'domain/devices/input[2]/alias',
      'domain/seclabel[1]',
    ],
  )
  assert.is((await vmc(['import', 'a.xml', '--clean', '-q'], cwd)).stderr, '')
})

test('refuses two domains with one name in a program, and two programs with one name', async () => {
  const cwd = folder({ 'x/a.xml': doc('a'), 'y/a.xml': doc('a') })
  const into = await vmc(['import', 'x', 'y', '--into', 'infra.ts'], cwd)
  assert.is(into.code, 2)
  assert.match(into.stderr, /VMC2001.*two domains are named "a"/)
  const out = await vmc(['import', 'x', 'y', '-o', 'programs'], cwd)
  assert.is(out.code, 1)
  assert.match(out.stderr, 'two documents would become programs/a.ts')
  assert.not(existsSync(join(cwd, 'infra.ts')))
  assert.not(existsSync(join(cwd, 'programs')))
})

test('warns about two programs whose names some file systems do not tell apart', async () => {
  const cwd = folder({ 'x/a.xml': doc('a'), 'y/A.xml': doc('b') })
  const { code, stderr } = await vmc(['import', 'x', 'y', '-o', 'programs'], cwd)
  assert.is(code, 0)
  assert.match(stderr, 'warning[VMC4062]: a.ts and A.ts differ only in letter case\n')
  assert.equal(readdirSync(join(cwd, 'programs')).sort(), ['A.ts', 'a.ts'])
})

test('an import removes what a killed import has left', async () => {
  const kill = new URL('../support/kill-at.mjs', import.meta.url)
  const args = ['import', 'a.xml', 'b.xml', '-o', 'programs', '--force']
  const cwd = folder({ 'a.xml': doc('a'), 'b.xml': doc('b'), 'programs/.vmc-notes': '' })
  const left = () => readdirSync(join(cwd, 'programs')).filter(name => /^\.vmc-\d/.test(name))
  const found: string[] = []
  for (let at = 1; ; at++) {
    const env = { NODE_OPTIONS: `--import ${kill}`, KILL_AT: String(at) }
    const killed = await spawnVmc(args, cwd, env)
    if (killed.code === 0) break
    found.push(...left())
    // The next import writes another program in the same folder.
    assert.is((await vmc(['import', 'a.xml', '--into', 'programs/c.ts', '--force'], cwd)).code, 0)
    assert.equal(left(), [])
  }
  assert.ok(found.length > 0)
  assert.equal(readdirSync(join(cwd, 'programs')).sort(), ['.vmc-notes', 'a.ts', 'b.ts', 'c.ts'])
})

test('writes all programs or none', async () => {
  const cwd = folder({ 'a.xml': doc('a'), 'b.xml': doc('b'), 'programs/b.ts/in-the-way': '' })
  const { code, stderr } = await vmc(['import', 'a.xml', 'b.xml', '-o', 'programs', '--force'], cwd)
  assert.is(code, 1)
  assert.match(stderr, 'cannot write programs')
  assert.equal(readdirSync(join(cwd, 'programs')), ['b.ts'])
})

test('reads from stdin, and each file once', async () => {
  const { code, stdout } = await vmc(['import', '-'], {}, {}, doc('fv0'))
  assert.is(code, 0)
  assert.is(stdout, program('fv0'))
  const twice = await vmc(['import', 'a.xml', './a.xml', '*.xml'], { 'a.xml': doc('a') })
  assert.is(twice.stdout, program('a'))
})

test('writes a loop for domains that differ only slightly, unless --no-fold is given', async () => {
  const inner = '<memory>1048576</memory><vcpu>2</vcpu><features><acpi/><apic/></features>'
  const cwd = folder(
    Object.fromEntries(['a1', 'a2', 'a3'].map(name => [`${name}.xml`, doc(name, inner)])),
  )
  assert.is((await vmc(['import', '.', '--into', 'infra.ts'], cwd)).stderr, 'infra.ts written\n')
  assert.match(readFileSync(join(cwd, 'infra.ts'), 'utf8'), "['a1', 'a2', 'a3'].map(")
  assert.is((await vmc(['import', '.', '--into', 'infra.ts', '--no-fold', '--force'], cwd)).code, 0)
  assert.match(readFileSync(join(cwd, 'infra.ts'), 'utf8'), "export const a3 = domain('a3')")
})

test('reports that a folder without domains has nothing to import', async () => {
  const { code, stderr } = await vmc(['import', '.', '--into', 'infra.ts'], {
    'net.xml': '<network/>',
  })
  assert.is(code, 1)
  assert.match(stderr, 'none of the documents is a domain')
})

test('reports a path that does not exist', async () => {
  const { code, stderr } = await vmc(['import', 'nowhere.xml'])
  assert.is(code, 1)
  assert.match(stderr, 'VMC4007')
})

test('says that a program is not XML', async () => {
  const { code, stderr } = await vmc(['import', 'infra.ts'], { 'infra.ts': '' })
  assert.is(code, 1)
  assert.match(stderr, 'infra.ts is a program, not XML')
  assert.match(stderr, 'vmc build makes XML from a program')
})

test.run()
