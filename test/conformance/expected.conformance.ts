// Checks the expected XML of all examples with libvirt itself: its schemas, and `virsh define`.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { installedSchemas, newestSchemas } from './libvirt.ts'

const conformance = suite('expected XML')
const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
const files = readdirSync(examples)
  .map(name => `${examples}${name}/expected`)
  .filter(existsSync)
  .flatMap(folder => readdirSync(folder).map(file => join(folder, file)))

/** Examples that an installed libvirt may be too old for. libvirt 9 refuses a loader beside firmware="efi", which newer ones write. */
const NEWER = /\/libvirt-12\/|\/gaming\.xml$/
const known = files.filter(file => !NEWER.test(file))

conformance('there are expected files', () => {
  assert.ok(files.length > 10, `${files.length} files`)
})

for (const [schemas, checked] of [
  [installedSchemas, known],
  [newestSchemas, files],
] as const) {
  if (schemas === undefined) continue
  conformance(`every file is valid under ${schemas}`, () => {
    const { status, stderr } = spawnSync(
      'xmllint',
      ['--noout', '--relaxng', join(schemas, 'domain.rng'), ...checked],
      {
        encoding: 'utf8',
      },
    )
    assert.is(status, 0, stderr.replaceAll(/^.* validates\n/gm, ''))
  })
}

const folder = mkdtempSync(join(tmpdir(), 'vmc-'))
const node = join(folder, 'node.xml')
writeFileSync(node, '<node/>')

for (const file of known) {
  conformance(`virsh defines ${file.slice(examples.length)}`, () => {
    const xml = readFileSync(file, 'utf8').replace(/(<domain[^>]* type=)"\w+"/, '$1"test"')
    const document = join(folder, 'domain.xml')
    writeFileSync(document, xml)
    execFileSync('virsh', ['-c', `test://${node}`, 'define', '--validate', document], {
      stdio: 'pipe',
    })
  })
}

conformance.run()
