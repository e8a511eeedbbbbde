// Imports libvirt's own test documents, and checks that the text of each program builds the document again.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { importDocuments, importXml } from '../../src/build/documents/import-xml.ts'
import { validateXml } from '../../src/build/documents/validate-xml.ts'
import { LIBVIRT_RELEASE } from '../../src/schema/domain/libvirt-release.ts'
import { built } from '../support/built.ts'
import { type CorpusDocument, libvirtDir, skipped, validDocuments } from './corpus.ts'

const test = suite('import')

// For cleaned programs, the paths in left/ are removed from the input first, because the importer reported that it omits them.
const COMPARE = `
import os, sys
sys.path.insert(0, sys.argv[1])
import canon
folder, out = sys.argv[2], sys.argv[3]
# A size in a larger unit is the same size.
UNITS = {'b': 1, 'bytes': 1, 'KiB': 2 ** 10, 'MiB': 2 ** 20, 'GiB': 2 ** 30, 'TiB': 2 ** 40}
KIB = 'memory currentMemory maxMemory hard_limit soft_limit swap_hard_limit min_guarantee size block requested pcihole64'.split()
DEFAULTS = {**{tag: 'KiB' for tag in KIB}, 'space_hard_limit': 'bytes', 'space_soft_limit': 'bytes'}
# The elements with a size in an attribute.
ATTRIBUTES = {'cell': 'memory', 'page': 'size', 'granule': 'size'}
def sized(root):
    for e in root.iter():
        key = ATTRIBUTES.get(e.tag)
        text = e.get(key) if key else e.text
        unit = e.get('unit', 'KiB' if key else DEFAULTS.get(e.tag))
        if unit in UNITS and text and text.strip().isdigit():
            size = str(int(text) * UNITS[unit])
            if key: e.set(key, size)
            else: e.text = size
            e.set('unit', 'bytes')
    return root
def rest(root, name):
    listed = os.path.join(folder, 'left', name)
    paths = open(listed).read().split('\\n') if out == 'cleaned' else []
    found = [(path, root.xpath('/' + path)) for path in paths if path]
    for path, nodes in found:
        if len(nodes) != 1: print(name, path, 'is', len(nodes), 'parts')
        for node in nodes:
            parent = node.getparent()
            if hasattr(node, 'attrname'): del parent.attrib[node.attrname]
            elif hasattr(node, 'is_text'): parent.text = None
            else: parent.remove(node)
    # If the root controller is left out, the importer writes the numbers that libvirt gives the other PCI controllers.
    pci = root.xpath("/domain/devices/controller[@type='pci']")
    used = set(c.get('index') for c in pci)
    if found and pci and not any(c.get('model') in ('pci-root', 'pcie-root') or c.get('index') == '0' for c in pci):
        for c in pci:
            if c.get('index') is None:
                c.set('index', next(str(n) for n in range(1, 1000) if str(n) not in used))
                used.add(c.get('index'))
    return root
for name in sorted(os.listdir(os.path.join(folder, 'in'))):
    found = canon.diff(sized(rest(canon.load(os.path.join(folder, 'in', name)), name)), sized(canon.load(os.path.join(folder, out, name))))
    if found: print(name, found)
`

function differences(folder: string, out: 'out' | 'cleaned'): string {
  const tools = join(libvirtDir!, 'tools')
  const { status, stdout, stderr } = spawnSync(
    '/usr/bin/python3',
    ['-B', '-c', COMPARE, tools, folder, out],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  )
  assert.is(status, 0, stderr)
  return stdout
}

const errorsIn = (xml: string): readonly string[] =>
  validateXml(xml)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code} ${message}`)

const root = fileURLToPath(new URL('../..', import.meta.url))
const fileName = (index: number, extension: string): string =>
  `${String(index).padStart(4, '0')}.${extension}`

if (libvirtDir === undefined) test.skip(skipped)
else {
  const valid: readonly CorpusDocument[] = validDocuments(LIBVIRT_RELEASE)
  const folder = mkdtempSync(join(tmpdir(), 'vmc-'))
  process.on('exit', () => rmSync(folder, { recursive: true }))
  for (const part of ['in', 'out', 'left', 'cleaned', 'programs']) mkdirSync(join(folder, part))
  const start = performance.now()
  const programs = valid.map(({ path, xml }) => importXml(xml, { file: path }))
  const took = Math.round(performance.now() - start)

  test('every valid document becomes a program that builds it again', () => {
    for (const [index, { xml, path }] of valid.entries()) {
      const { typescript } = programs[index]!
      assert.is.not(typescript, '', path)
      writeFileSync(join(folder, 'programs', fileName(index, 'ts')), typescript)
      writeFileSync(join(folder, 'in', fileName(index, 'xml')), xml)
      writeFileSync(join(folder, 'out', fileName(index, 'xml')), built(typescript))
    }
    assert.is(differences(folder, 'out'), '')
    console.log(`${valid.length} documents imported and built again, imported in ${took} ms`)
  })

  test('a cleaned program builds everything that was not left out, without new errors', () => {
    const left = new Map<string, number>()
    for (const [index, { xml, path }] of valid.entries()) {
      const { typescript, diagnostics } = importXml(xml, { file: path, clean: true })
      const paths = diagnostics.filter(({ code }) => code === 'VMC1015').map(one => one.path)

      for (const one of paths) {
        const kind = one.replace(/\[\d+\]/g, '')
        left.set(kind, (left.get(kind) ?? 0) + 1)
      }
      const text = built(typescript)
      writeFileSync(join(folder, 'left', fileName(index, 'xml')), paths.join('\n'))
      writeFileSync(join(folder, 'cleaned', fileName(index, 'xml')), text)
      assert.equal(
        errorsIn(text).filter(error => !errorsIn(xml).includes(error)),
        [],
        path,
      )
    }
    assert.is(differences(folder, 'cleaned'), '')
    const kinds = [...left].sort(([, a], [, b]) => b - a)
    console.log(kinds.map(([kind, n]) => `${n} ${kind}`).join('\n'))
  })

  // Domains of one program need different names.
  const fleet = valid.map(({ xml, path }, index) => ({
    xml: xml.replace(/<name>[^<]*<\/name>/, `<name>vm${fileName(index, 'x').slice(0, 4)}</name>`),
    file: path,
  }))

  test('all documents together become one program, with loops for similar domains', () => {
    for (const clean of [false, true]) {
      const { typescript } = importDocuments(fleet, { clean })
      writeFileSync(join(folder, 'programs', clean ? 'cleaned.ts' : 'fleet.ts'), typescript)
      const loops = typescript.match(/\.map\(/g)?.length ?? 0
      const lines = typescript.split('\n').length
      console.log(`${lines} lines and ${loops} loops${clean ? ', cleaned' : ''}`)
      assert.ok(loops > 20)
    }
  })

  test('at most 1 % of the lines are raw XML', () => {
    const assertFewRaw = (what: string, some: readonly string[]): void => {
      const lines = some.flatMap(typescript => typescript.split('\n'))
      const raw = lines.filter(line => /\.xml\(|^\s*xml: /.test(line))
      console.log(`${what}: ${raw.length} of ${lines.length} lines use .xml()`)
      assert.ok(raw.length <= lines.length / 100)
    }
    const texts = programs.map(({ typescript }) => typescript)
    const isInput = ({ xml, expect }: CorpusDocument): boolean =>
      expect === 'pass' && /<domain[^>]*\stype=['"](kvm|qemu)['"]/.test(xml)
    assertFewRaw(
      'inputs of qemu and kvm',
      texts.filter((_, index) => isInput(valid[index]!)),
    )
    assertFewRaw('all documents', texts)
  })

  test('every program type-checks', () => {
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(root, join(folder, 'node_modules', 'libvmc'))
    const config = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        module: 'nodenext',
        target: 'es2023',
        lib: ['es2023'],
        exactOptionalPropertyTypes: true,
        skipLibCheck: true,
        types: [],
      },
      include: ['programs/*.ts'],
    }
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' })
    assert.is(stdout, '')
  })

  test('every program is formatted as Biome formats it', () => {
    writeFileSync(
      join(folder, 'biome.json'),
      JSON.stringify({
        files: { maxSize: 2 ** 26 },
        formatter: { indentStyle: 'space', indentWidth: 2, lineWidth: 100 },
        javascript: {
          formatter: {
            semicolons: 'asNeeded',
            quoteStyle: 'single',
            trailingCommas: 'all',
            arrowParentheses: 'asNeeded',
          },
        },
      }),
    )
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
    const { status, stdout } = spawnSync(
      process.execPath,
      [biome, 'check', '--linter-enabled=false', 'programs'],
      { cwd: folder, encoding: 'utf8' },
    )
    assert.is(status, 0, stdout)
  })
}

test.run()
